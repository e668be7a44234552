import { and, eq, getTableColumns } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { campaigns, executions, outcomes } from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

const { tenant_id: _tenant, ...outcomeColumns } = getTableColumns(outcomes);
const columns = {
  ...outcomeColumns,
  campaign_name: campaigns.campaign_name,
  playbook_id: executions.playbook_id,
};

function selectOutcomes(tx: TenantTransaction) {
  return tx
    .select(columns)
    .from(outcomes)
    .innerJoin(executions, eq(executions.execution_id, outcomes.execution_id))
    .leftJoin(campaigns, eq(campaigns.campaign_id, outcomes.campaign_id));
}

/** An outcome as people see it, with the names of its campaign and playbook. */
export type OutcomeListRow = Awaited<ReturnType<typeof selectOutcomes>>[number];

/** Planned and measured outcomes, those that are measured last first. */
export async function listOutcomes(
  tx: TenantTransaction,
  filter: {
    readonly limit: number;
    readonly after: KeysetPosition | null;
    readonly status: 'planned' | 'measured' | null;
    readonly verdict: 'positive' | 'negative' | 'inconclusive' | null;
    readonly campaign_id: string | null;
    readonly execution_id: string | null;
    readonly promise_kept: boolean | null;
  },
): Promise<KeysetPage<OutcomeListRow>> {
  const { status, verdict, campaign_id, execution_id, promise_kept } = filter;
  const rows = await selectOutcomes(tx)
    .where(
      and(
        afterPosition(outcomes.measure_at, outcomes.outcome_id, filter.after),
        status === null ? undefined : eq(outcomes.status, status),
        verdict === null ? undefined : eq(outcomes.verdict, verdict),
        campaign_id === null ? undefined : eq(outcomes.campaign_id, campaign_id),
        execution_id === null ? undefined : eq(outcomes.execution_id, execution_id),
        promise_kept === null ? undefined : eq(outcomes.promise_kept, promise_kept),
      ),
    )
    .orderBy(newestFirst(outcomes.measure_at, outcomes.outcome_id))
    .limit(filter.limit + 1);
  return toPage(rows, filter.limit, (row) => ({ at: row.measure_at, id: row.outcome_id }));
}

/** One outcome; null when this tenant has none with the id. */
export async function showOutcomeRow(tx: TenantTransaction, outcome_id: string): Promise<OutcomeListRow | null> {
  const [row] = await selectOutcomes(tx).where(eq(outcomes.outcome_id, outcome_id));
  return row ?? null;
}
