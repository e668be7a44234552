import { and, asc, eq, gte, lt, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TenantTransaction } from '../connect.ts';
import { adAccounts, approvals, campaigns, executions, outcomes, playbookVersions, receipts } from '../schema/index.ts';

/** An outcome with its campaign, the clock and money of its account, and what its playbook promised; null when there is none. */
export async function readOutcomeContext(tx: TenantTransaction, outcome_id: string) {
  const [row] = await tx
    .select({
      outcome: outcomes,
      campaign_name: campaigns.campaign_name,
      ad_account_id: campaigns.ad_account_id,
      currency: campaigns.currency,
      timezone: adAccounts.timezone,
      playbook_id: executions.playbook_id,
      plan: playbookVersions.plan,
    })
    .from(outcomes)
    .innerJoin(executions, eq(executions.execution_id, outcomes.execution_id))
    .leftJoin(playbookVersions, eq(playbookVersions.playbook_version_id, executions.playbook_version_id))
    .leftJoin(campaigns, eq(campaigns.campaign_id, outcomes.campaign_id))
    .leftJoin(adAccounts, eq(adAccounts.ad_account_id, campaigns.ad_account_id))
    .where(eq(outcomes.outcome_id, outcome_id));
  return row ?? null;
}
/** An outcome and what belongs to it. */
export type OutcomeContext = NonNullable<Awaited<ReturnType<typeof readOutcomeContext>>>;

/** Every change of a campaign by this product in a time, oldest first, with who made it and whether it still stands. */
export async function listChangesOfCampaign(
  tx: TenantTransaction,
  by: { readonly campaign_id: string; readonly since: Date; readonly until: Date },
) {
  return tx
    .select({
      change_set_id: receipts.change_set_id,
      execution_id: receipts.execution_id,
      playbook_id: executions.playbook_id,
      change: receipts.change,
      applied_at: receipts.applied_at,
      undone_by_execution_id: receipts.undone_by_execution_id,
      undone_at: sql<Date | null>`(select min(u.applied_at) from receipts u
        where u.tenant_id = ${receipts.tenant_id} and u.execution_id = ${receipts.undone_by_execution_id}
          and u.campaign_id = ${receipts.campaign_id})`.mapWith(momentOf),
    })
    .from(receipts)
    .innerJoin(executions, eq(executions.execution_id, receipts.execution_id))
    .where(
      and(
        eq(receipts.campaign_id, by.campaign_id),
        gte(receipts.applied_at, by.since),
        lt(receipts.applied_at, by.until),
      ),
    )
    .orderBy(asc(receipts.applied_at), asc(receipts.receipt_id));
}
/** Postgres tells a moment of an expression as text; null stays null. */
function momentOf(text: string): Date | null {
  return new Date(text);
}

/** One change by this product. */
export type OwnChange = Awaited<ReturnType<typeof listChangesOfCampaign>>[number];

/** The changes of one execution on a campaign, oldest first: all, or those of one set. */
export async function listChangesOfExecution(
  tx: TenantTransaction,
  by: { readonly execution_id: string; readonly campaign_id: string },
) {
  return tx
    .select({
      change_set_id: receipts.change_set_id,
      change: receipts.change,
      applied_at: receipts.applied_at,
    })
    .from(receipts)
    .where(and(eq(receipts.execution_id, by.execution_id), eq(receipts.campaign_id, by.campaign_id)))
    .orderBy(asc(receipts.applied_at), asc(receipts.receipt_id));
}

/**
 * Other campaigns of the tenant that this product left alone between two moments, with enough days of data to compare:
 * those of the same account first, then those with the most data.
 */
export async function listControlCandidates(
  tx: TenantTransaction,
  by: {
    readonly campaign_id: string;
    readonly ad_account_id: string;
    readonly since: Date;
    readonly until: Date;
    readonly days_since: string;
    readonly fewest_days: number;
    readonly limit: number;
  },
): Promise<readonly string[]> {
  const rows = await tx.execute(sql`
    select c.campaign_id, count(distinct d.dt) as days, c.ad_account_id = ${by.ad_account_id} as same_account
    from campaigns c
    join fct_ad_metric_daily d on d.tenant_id = c.tenant_id and d.campaign_id = c.campaign_id and d.dt >= ${by.days_since}
    where c.campaign_id <> ${by.campaign_id}
      and not exists (select 1 from receipts r where r.tenant_id = c.tenant_id and r.campaign_id = c.campaign_id
        and r.applied_at >= ${by.since.toISOString()}::timestamptz and r.applied_at < ${by.until.toISOString()}::timestamptz)
    group by c.campaign_id, c.ad_account_id
    having count(distinct d.dt) >= ${by.fewest_days}
    order by same_account desc, days desc, c.campaign_id limit ${by.limit}`);
  return z
    .array(z.object({ campaign_id: z.string() }))
    .parse([...rows])
    .map((row) => row.campaign_id);
}

/** Whether people were asked before to take an execution back, or have taken it back. */
export async function wasUndoAsked(tx: TenantTransaction, execution_id: string): Promise<boolean> {
  const [asked] = await tx
    .select({ approval_id: approvals.approval_id })
    .from(approvals)
    .where(
      and(
        eq(approvals.action_id, 'AdPlatformAgent.undo_execution'),
        sql`${approvals.params} ->> 'execution_id' = ${execution_id}`,
      ),
    )
    .limit(1);
  if (asked !== undefined) return true;
  const [begun] = await tx
    .select({ execution_id: executions.execution_id })
    .from(executions)
    .where(and(eq(executions.undo_of, execution_id), ne(executions.mode, 'dry_run')))
    .limit(1);
  return begun !== undefined;
}
