import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Scenario } from '../../contracts/autonomy.ts';
import type { TenantTransaction } from '../connect.ts';
import { autonomyGrants } from '../schema/index.ts';

/** A permission to decide without asking. */
export type GrantRow = typeof autonomyGrants.$inferSelect;

/** Permissions, those that hold first, then the newest; at most 500. */
export async function listGrants(tx: TenantTransaction): Promise<GrantRow[]> {
  return tx
    .select()
    .from(autonomyGrants)
    .orderBy(desc(isNull(autonomyGrants.ended_at)), desc(autonomyGrants.granted_at))
    .limit(500);
}

/** Lets the product decide in a scenario. One that is on already stays as it is, with whoever switched it on. */
export async function openGrant(
  tx: TenantTransaction,
  scenario: Scenario,
  granted_by_email: string,
): Promise<{ readonly grant: GrantRow; readonly created: boolean }> {
  const { playbook_id, workflow_type, risk_level, ad_account_id } = scenario;
  // Two people at once switch it on once.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('autonomy_grants', 0))`);
  const [held] = await tx
    .select()
    .from(autonomyGrants)
    .where(
      and(
        ...[isNull(autonomyGrants.ended_at), eq(autonomyGrants.playbook_id, playbook_id)],
        ...[eq(autonomyGrants.workflow_type, workflow_type), eq(autonomyGrants.risk_level, risk_level)],
        ad_account_id === null ? isNull(autonomyGrants.ad_account_id) : eq(autonomyGrants.ad_account_id, ad_account_id),
      ),
    );
  if (held !== undefined) return { grant: held, created: false };
  const values = { playbook_id, workflow_type, risk_level, ad_account_id, granted_by_email };
  const [grant] = await tx.insert(autonomyGrants).values(values).returning();
  if (grant === undefined) throw new Error('The permission was not stored.');
  return { grant, created: true };
}

/** Ends a permission, by a person or (`ended_by_email` null) by rule. Null when there is none that holds. */
export async function endGrant(
  tx: TenantTransaction,
  end: {
    readonly grant_id: string;
    readonly ended_by_email: string | null;
    readonly ended_reason: string;
    readonly at: Date;
  },
): Promise<GrantRow | null> {
  const { grant_id, at: ended_at, ended_by_email, ended_reason } = end;
  const [ended] = await tx
    .update(autonomyGrants)
    .set({ ended_at, ended_by_email, ended_reason })
    .where(and(eq(autonomyGrants.grant_id, grant_id), isNull(autonomyGrants.ended_at)))
    .returning();
  return ended ?? null;
}
