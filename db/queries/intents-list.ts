import { and, asc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { IntentState } from '../../contracts/change-set.ts';
import type { TenantTransaction } from '../connect.ts';
import {
  adAccounts,
  campaigns,
  changeSets,
  decisions,
  executionEvents,
  executions,
  playbooks,
  receipts,
  writeIntents,
} from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

const columns = {
  intent_id: writeIntents.intent_id,
  change_set_id: writeIntents.change_set_id,
  execution_id: changeSets.execution_id,
  playbook_id: executions.playbook_id,
  playbook_name: playbooks.name,
  campaign_name: campaigns.campaign_name,
  approval_id: changeSets.approval_id,
  approved_by: sql<string[]>`array(select d.actor_email from decisions d
    where d.tenant_id = ${changeSets.tenant_id} and d.approval_id = ${changeSets.approval_id}
      and d.decision = 'approve' and d.status = 'accepted' order by d.created_at, d.decision_id)`,
  receipt_id: receipts.receipt_id,
  undone_by_execution_id: receipts.undone_by_execution_id,
  step_id: changeSets.step_id,
  action_id: changeSets.action_id,
  params: changeSets.params,
  requested_by: executions.requested_by,
  requested_by_email: executions.requested_by_email,
  change: writeIntents.change,
  state: writeIntents.state,
  fence: writeIntents.fence,
  reserved_at: writeIntents.reserved_at,
  armed_at: writeIntents.armed_at,
  applied_at: writeIntents.applied_at,
  verified_at: writeIntents.verified_at,
  platform_request_id: writeIntents.platform_request_id,
  last_error: writeIntents.last_error,
  currency: writeIntents.currency,
  moved_minor: writeIntents.moved_minor,
  exposure_minor: writeIntents.exposure_minor,
  live_value: writeIntents.live_value,
  live_read_at: writeIntents.live_read_at,
  resolution: writeIntents.resolution,
  resolved_by_email: writeIntents.resolved_by_email,
  resolution_reason: writeIntents.resolution_reason,
  resolved_at: writeIntents.resolved_at,
};

function rows(tx: TenantTransaction) {
  return tx
    .select(columns)
    .from(writeIntents)
    .innerJoin(changeSets, eq(changeSets.change_set_id, writeIntents.change_set_id))
    .innerJoin(executions, eq(executions.execution_id, changeSets.execution_id))
    .leftJoin(playbooks, eq(playbooks.playbook_id, executions.playbook_id))
    .leftJoin(campaigns, eq(campaigns.campaign_id, writeIntents.campaign_id))
    .leftJoin(adAccounts, eq(adAccounts.ad_account_id, campaigns.ad_account_id))
    .leftJoin(receipts, eq(receipts.intent_id, writeIntents.intent_id))
    .$dynamic();
}

/** One write with whose it is; null when the tenant has none with this id. */
export async function findIntentRow(tx: TenantTransaction, intent_id: string) {
  const [row] = await rows(tx).where(eq(writeIntents.intent_id, intent_id));
  return row ?? null;
}
/** A write with whose it is. */
export type IntentRow = NonNullable<Awaited<ReturnType<typeof findIntentRow>>>;

/** Which writes are wanted; null for all. */
export type IntentFilter = {
  readonly state: IntentState | null;
  readonly campaign_id: string | null;
  readonly execution_id: string | null;
  readonly platform?: string | null;
  /** Id or slug. */
  readonly playbook?: string | null;
  /** The e-mail address of somebody whose yes counted. */
  readonly approver?: string | null;
  /** An ISO date in the calendar of the account: when it was applied, else when it was reserved. */
  readonly day?: string | null;
};

/** Writes, the most recently reserved first. */
export async function listIntents(
  tx: TenantTransaction,
  filter: IntentFilter & { readonly limit: number; readonly after: KeysetPosition | null },
): Promise<KeysetPage<IntentRow>> {
  const { limit, after, state, campaign_id, execution_id } = filter;
  const { platform = null, playbook = null, approver = null, day = null } = filter;
  const conditions: (SQL | undefined)[] = [
    afterPosition(writeIntents.reserved_at, writeIntents.intent_id, after),
    state === null ? undefined : eq(writeIntents.state, state),
    campaign_id === null ? undefined : eq(writeIntents.campaign_id, campaign_id),
    execution_id === null ? undefined : eq(changeSets.execution_id, execution_id),
    platform === null ? undefined : sql`${writeIntents.change}->>'platform' = ${platform}`,
    playbook === null ? undefined : or(eq(executions.playbook_id, playbook), eq(playbooks.slug, playbook)),
    approver === null ? undefined : inArray(changeSets.approval_id, approvedBy(tx, approver)),
    day === null
      ? undefined
      : sql`(coalesce(${writeIntents.applied_at}, ${writeIntents.reserved_at})
      at time zone coalesce(${adAccounts.timezone}, 'UTC'))::date = ${day}::date`,
  ];
  const found = await rows(tx)
    .where(and(...conditions))
    .orderBy(newestFirst(writeIntents.reserved_at, writeIntents.intent_id))
    .limit(limit + 1);
  return toPage(found, limit, (row) => ({ at: row.reserved_at, id: row.intent_id }));
}

function approvedBy(tx: TenantTransaction, email: string) {
  return tx
    .select({ approval_id: decisions.approval_id })
    .from(decisions)
    .where(
      and(
        eq(decisions.decision, 'approve'),
        eq(decisions.status, 'accepted'),
        sql`lower(${decisions.actor_email}) = lower(${email})`,
      ),
    );
}

const told = ['change.armed', 'change.applied', 'change.verified', 'change.not_applied', 'change.needs_human'] as const;

/** What an execution told about one of its writes, oldest first: the states that it came to after it was reserved. */
export async function readIntentHistory(
  tx: TenantTransaction,
  { execution_id, intent_id }: Pick<IntentRow, 'execution_id' | 'intent_id'>,
) {
  return tx
    .select({ type: executionEvents.type, at: executionEvents.at, data: executionEvents.data })
    .from(executionEvents)
    .where(
      and(
        eq(executionEvents.execution_id, execution_id),
        inArray(executionEvents.type, [...told]),
        sql`${executionEvents.data}->>'intent_id' = ${intent_id}`,
      ),
    )
    .orderBy(asc(executionEvents.event_id));
}
