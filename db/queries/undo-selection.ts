import { and, asc, desc, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import { noCurrency } from '../../contracts/minor-units.ts';
import type { UndoSelection } from '../../contracts/undo.ts';
import { fieldKey } from '../../contracts/undo-ways.ts';
import type { TenantTransaction } from '../connect.ts';
import { adAccounts, campaigns, changeSets, decisions, executions, playbooks, receipts } from '../schema/index.ts';

/** Without an account there is no calendar but this one. */
const timezone = sql`coalesce(${adAccounts.timezone}, 'UTC')`;

const columns = {
  receipt_id: receipts.receipt_id,
  execution_id: receipts.execution_id,
  change: receipts.change,
  applied_at: receipts.applied_at,
  /** The day of the change in the calendar of its account. */
  applied_day: sql<string>`to_char(${receipts.applied_at} at time zone ${timezone}, 'YYYY-MM-DD')`,
  undone_by_execution_id: receipts.undone_by_execution_id,
  playbook_id: executions.playbook_id,
  requested_by_email: executions.requested_by_email,
  campaign_name: sql<string>`coalesce(${campaigns.campaign_name}, ${receipts.campaign_id})`,
  currency: sql<string>`coalesce(${adAccounts.currency}, ${noCurrency})`,
};

function rows(tx: TenantTransaction) {
  return tx
    .select(columns)
    .from(receipts)
    .innerJoin(executions, eq(executions.execution_id, receipts.execution_id))
    .leftJoin(campaigns, eq(campaigns.campaign_id, receipts.campaign_id))
    .leftJoin(adAccounts, eq(adAccounts.ad_account_id, campaigns.ad_account_id))
    .$dynamic();
}

function chosen(tx: TenantTransaction, selection: UndoSelection): SQL | undefined {
  switch (selection.kind) {
    case 'change':
      return eq(receipts.receipt_id, selection.receipt_id);
    case 'execution':
      return eq(receipts.execution_id, selection.execution_id);
    case 'day':
      return sql`(${receipts.applied_at} at time zone ${timezone})::date = ${selection.day}::date`;
    case 'playbook': {
      const { playbook_id } = selection;
      const ofSlug = tx.select({ id: playbooks.playbook_id }).from(playbooks).where(eq(playbooks.slug, playbook_id));
      const whose = or(eq(executions.playbook_id, playbook_id), inArray(executions.playbook_id, ofSlug));
      return and(whose, since(selection.since));
    }
    case 'approver': {
      const approved = tx
        .select({ id: changeSets.change_set_id })
        .from(changeSets)
        .innerJoin(decisions, eq(decisions.approval_id, changeSets.approval_id))
        .where(and(acceptedYes, sql`lower(${decisions.actor_email}) = lower(${selection.approver})`));
      return and(inArray(receipts.change_set_id, approved), since(selection.since));
    }
  }
}

const acceptedYes = and(eq(decisions.decision, 'approve'), eq(decisions.status, 'accepted'));

function since(moment: string): SQL {
  return sql`${receipts.applied_at} >= ${new Date(moment).toISOString()}::timestamptz`;
}

/**
 * The applied changes that a selection names, newest first, undone ones too; at most `limit`. Those of
 * `except_execution_id` are left out: an undo that goes on does not look at its own work.
 */
export async function readUndoable(
  tx: TenantTransaction,
  selection: UndoSelection,
  { except_execution_id, limit }: { readonly except_execution_id: string | null; readonly limit: number },
) {
  const own = except_execution_id === null ? undefined : ne(receipts.execution_id, except_execution_id);
  return rows(tx)
    .where(and(chosen(tx, selection), own))
    .orderBy(desc(receipts.applied_at), asc(receipts.receipt_id))
    .limit(limit);
}
/** An applied change that a selection names. */
export type SelectedReceipt = Awaited<ReturnType<typeof readUndoable>>[number];

/** The newest change that we made to each field of these campaigns, by `fieldKey`: who set the value that stands there. */
export async function readNewestWrites(
  tx: TenantTransaction,
  campaign_ids: readonly string[],
): Promise<ReadonlyMap<string, SelectedReceipt>> {
  if (campaign_ids.length === 0) return new Map();
  const field = [
    sql`${receipts.change}->>'account_id'`,
    sql`${receipts.change}->>'entity_id'`,
    sql`${receipts.change}->>'field'`,
  ];
  const found = await tx
    .selectDistinctOn([receipts.campaign_id, ...field], columns)
    .from(receipts)
    .innerJoin(executions, eq(executions.execution_id, receipts.execution_id))
    .leftJoin(campaigns, eq(campaigns.campaign_id, receipts.campaign_id))
    .leftJoin(adAccounts, eq(adAccounts.ad_account_id, campaigns.ad_account_id))
    .where(inArray(receipts.campaign_id, [...campaign_ids]))
    .orderBy(receipts.campaign_id, ...field, desc(receipts.applied_at), asc(receipts.receipt_id));
  return new Map(found.map((row) => [fieldKey(row.change), row]));
}

/** Whether somebody else than this person said yes to an approval, too. */
export async function othersApproved(tx: TenantTransaction, approval_id: string, email: string): Promise<boolean> {
  const found = await tx
    .select({ decision_id: decisions.decision_id })
    .from(decisions)
    .where(
      and(eq(decisions.approval_id, approval_id), acceptedYes, sql`lower(${decisions.actor_email}) <> lower(${email})`),
    )
    .limit(1);
  return found.length > 0;
}
