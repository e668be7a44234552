import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { finalStatuses } from '../../contracts/execution.ts';
import type { PauseScope } from '../../contracts/pause.ts';
import type { TenantTransaction } from '../connect.ts';
import { campaigns, executions, pauses } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

/** A pause as it is stored; one without `resumed_at` holds. */
export type PauseRow = typeof pauses.$inferSelect;

/** What a pause stops; `scope_id` is '' for the whole tenant. */
export type PausedScope = { readonly scope: PauseScope; readonly scope_id: string };

/** Who did it. */
type Actor = { readonly user_id: string; readonly email: string };

/**
 * Pauses a scope. One scope has one pause at a time: while it holds, pausing again gives the same one and `opened` is
 * false, so that one resume is enough. Pauses and resumes of a tenant stand in line until their transactions end.
 */
export async function openPause(
  tx: TenantTransaction,
  { scope, scope_id, reason, actor }: PausedScope & { readonly reason: string; readonly actor: Actor },
): Promise<{ readonly pause: PauseRow; readonly opened: boolean }> {
  await standInLine(tx);
  const [holding] = await tx
    .select()
    .from(pauses)
    .where(and(isNull(pauses.resumed_at), eq(pauses.scope, scope), eq(pauses.scope_id, scope_id)));
  if (holding !== undefined) return { pause: holding, opened: false };
  const by = { paused_by: actor.user_id, paused_by_email: actor.email };
  const [pause] = await tx
    .insert(pauses)
    .values({ scope, scope_id, reason, ...by })
    .returning();
  if (pause === undefined) throw new Error('The pause was not stored.');
  return { pause, opened: true };
}

/** Ends a pause. `resumed` is false when it had been ended before; null when there is no such pause. */
export async function resumePause(
  tx: TenantTransaction,
  { pause_id, actor }: { readonly pause_id: string; readonly actor: Actor },
): Promise<{ readonly pause: PauseRow; readonly resumed: boolean } | null> {
  await standInLine(tx);
  const [ended] = await tx
    .update(pauses)
    .set({ resumed_by: actor.user_id, resumed_by_email: actor.email, resumed_at: sql`now()` })
    .where(and(eq(pauses.pause_id, pause_id), isNull(pauses.resumed_at)))
    .returning();
  if (ended !== undefined) return { pause: ended, resumed: true };
  const pause = await findPause(tx, pause_id);
  return pause === null ? null : { pause, resumed: false };
}

async function standInLine(tx: TenantTransaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('pauses/' || ${currentTenant}, 0))`);
}

/**
 * Makes pauses and resumes of the tenant wait until this transaction ends, for who reads which pauses hold and writes an
 * execution that a resume must find.
 */
export async function keepPauses(tx: TenantTransaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended('pauses/' || ${currentTenant}, 0))`);
}

/** One pause; null when this tenant has none with the id. */
export async function findPause(tx: TenantTransaction, pause_id: string): Promise<PauseRow | null> {
  const [row] = await tx.select().from(pauses).where(eq(pauses.pause_id, pause_id));
  return row ?? null;
}

/** Pauses, newest first; `holding` keeps those that hold (true) or have ended (false). */
export async function listPauses(
  tx: TenantTransaction,
  filter: {
    readonly limit: number;
    readonly after: KeysetPosition | null;
    readonly holding: boolean | null;
    /** Only those of exactly this scope, by the ids that pauses hold by. */
    readonly of?: PausedScope | null;
  },
): Promise<KeysetPage<PauseRow>> {
  const { of = null } = filter;
  const state = filter.holding ? isNull(pauses.resumed_at) : isNotNull(pauses.resumed_at);
  const rows = await tx
    .select()
    .from(pauses)
    .where(
      and(
        afterPosition(pauses.paused_at, pauses.pause_id, filter.after),
        filter.holding === null ? undefined : state,
        of === null ? undefined : and(eq(pauses.scope, of.scope), eq(pauses.scope_id, of.scope_id)),
      ),
    )
    .orderBy(newestFirst(pauses.paused_at, pauses.pause_id))
    .limit(filter.limit + 1);
  return toPage(rows, filter.limit, (row) => ({ at: row.paused_at, id: row.pause_id }));
}

/** What is to be done: to which campaign (the platform’s id), by which playbook, in which execution if there is one yet. */
export type PausableWork = {
  readonly campaign_id: string | null;
  readonly playbook_id: string;
  readonly execution_id?: string | null;
};

/**
 * The pauses that hold for a piece of work, oldest first: of the tenant, of the campaign, its brand, its account and its platform, of
 * the playbook, and of every playbook whose execution started this one.
 */
export async function holdingPauses(tx: TenantTransaction, work: PausableWork): Promise<PauseRow[]> {
  return tx
    .select()
    .from(pauses)
    .where(and(isNull(pauses.resumed_at), holdsFor(work)))
    .orderBy(pauses.paused_at);
}

/** The condition that no pause holds for a piece of work, for a statement that does something only then. */
export function nothingPauses(work: PausableWork): SQL {
  return sql`not exists (select 1 from ${pauses} where ${pauses.resumed_at} is null and ${holdsFor(work)})`;
}

/** The condition on `pauses` of one that holds for a piece of work; a campaign that is unknown has no brand or platform. */
function holdsFor({ campaign_id, playbook_id, execution_id = null }: PausableWork): SQL {
  const ofCampaign = (column: 'brand_id' | 'platform' | 'ad_account_id') => sql`(
    select c.${sql.identifier(column)}::text from ${campaigns} c
    where c.tenant_id = ${currentTenant} and c.campaign_id = ${campaign_id})`;
  return sql`case ${pauses.scope}
    when 'tenant' then true
    when 'campaign' then ${pauses.scope_id} = ${campaign_id}::text
    when 'brand' then ${pauses.scope_id} = ${ofCampaign('brand_id')}
    when 'platform' then ${pauses.scope_id} = ${ofCampaign('platform')}
    when 'account' then ${pauses.scope_id} = ${ofCampaign('ad_account_id')}
    when 'playbook' then ${pauses.scope_id} = ${playbook_id} or ${pauses.scope_id} in (
      with recursive line as (
        select e.playbook_id, e.parent_execution_id from ${executions} e
        where e.tenant_id = ${currentTenant} and e.execution_id = ${execution_id}::uuid
        union all
        select e.playbook_id, e.parent_execution_id from ${executions} e
        join line on e.tenant_id = ${currentTenant} and e.execution_id = line.parent_execution_id)
      select playbook_id from line)
  end`;
}

const liveSchema = z.array(z.object({ execution_id: z.uuid(), workflow_id: z.string() }));

/** Executions in a scope that have not ended, with everything that they started. */
export async function listLiveInScope(tx: TenantTransaction, { scope, scope_id }: PausedScope) {
  const finals = sql.join(
    finalStatuses.map((status) => sql`${status}`),
    sql`, `,
  );
  const rows = await tx.execute(sql`
    with recursive held as (
      select e.execution_id, e.workflow_id, e.status from ${executions} e
      left join ${campaigns} c on c.tenant_id = e.tenant_id and c.campaign_id = e.campaign_id
      where e.tenant_id = ${currentTenant} and e.status not in (${finals}) and case ${scope}::text
        when 'tenant' then true
        when 'campaign' then e.campaign_id = ${scope_id}
        when 'brand' then c.brand_id::text = ${scope_id}
        when 'platform' then c.platform = ${scope_id}
        when 'account' then c.ad_account_id::text = ${scope_id}
        when 'playbook' then e.playbook_id = ${scope_id}
      end
      union
      select e.execution_id, e.workflow_id, e.status from ${executions} e
      join held on e.tenant_id = ${currentTenant} and e.parent_execution_id = held.execution_id
      where e.status not in (${finals}))
    select execution_id, workflow_id from held order by execution_id`);
  return liveSchema.parse([...rows]);
}
