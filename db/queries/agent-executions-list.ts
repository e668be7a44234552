import { and, eq, getTableColumns, lt, or } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { agentExecutions, campaigns, recommendations } from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

const { tenant_id: _tenant, ...ownColumns } = getTableColumns(agentExecutions);
const columns = {
  ...ownColumns,
  campaign_name: campaigns.campaign_name,
  confidence: recommendations.confidence,
  recommended_workflow: recommendations.recommended_workflow,
};

function selectRuns(tx: TenantTransaction) {
  return tx
    .select(columns)
    .from(agentExecutions)
    .leftJoin(recommendations, eq(recommendations.id, agentExecutions.recommendation_id))
    .leftJoin(campaigns, eq(campaigns.campaign_id, agentExecutions.campaign_id));
}

/** A run of the reasoning agent with what it came to; `confidence` is 0–1, null when it recommended nothing. */
export type AgentExecutionRow = Awaited<ReturnType<typeof selectRuns>>[number];

/** Runs of the reasoning agent, newest first; `confidence_below` leaves out those that recommended nothing. */
export async function listAgentExecutions(
  tx: TenantTransaction,
  filter: {
    readonly limit: number;
    readonly after: KeysetPosition | null;
    readonly status: 'success' | 'error' | 'timeout' | null;
    readonly campaign_id: string | null;
    readonly recommendation_id: string | null;
    readonly confidence_below: number | null;
  },
): Promise<KeysetPage<AgentExecutionRow>> {
  const { status, campaign_id, recommendation_id, confidence_below } = filter;
  const rows = await selectRuns(tx)
    .where(
      and(
        afterPosition(agentExecutions.executed_at, agentExecutions.id, filter.after),
        status === null ? undefined : eq(agentExecutions.status, status),
        campaign_id === null ? undefined : eq(agentExecutions.campaign_id, campaign_id),
        recommendation_id === null ? undefined : eq(agentExecutions.recommendation_id, recommendation_id),
        confidence_below === null ? undefined : lt(recommendations.confidence, confidence_below),
      ),
    )
    .orderBy(newestFirst(agentExecutions.executed_at, agentExecutions.id))
    .limit(filter.limit + 1);
  return toPage(rows, filter.limit, (row) => ({ at: row.executed_at, id: row.id }));
}

/** One run by its own id or that of its execution; null when this tenant has none with it. */
export async function showAgentExecutionRow(tx: TenantTransaction, id: string): Promise<AgentExecutionRow | null> {
  const [row] = await selectRuns(tx).where(or(eq(agentExecutions.id, id), eq(agentExecutions.execution_id, id)));
  return row ?? null;
}
