import { and, desc, eq, getTableColumns, gte, isNull, ne, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { campaigns, executions, outcomes, recommendations } from '../schema/index.ts';

/** A recommendation with the campaign’s name. */
export type RecommendationRow = typeof recommendations.$inferSelect & {
  readonly campaign_name: string;
  readonly execution_status: string;
};

function selectRecommendations(tx: TenantTransaction) {
  return tx
    .select({
      ...getTableColumns(recommendations),
      campaign_name: campaigns.campaign_name,
      execution_status: executions.status,
    })
    .from(recommendations)
    .innerJoin(campaigns, eq(campaigns.campaign_id, recommendations.campaign_id))
    .innerJoin(executions, eq(executions.execution_id, recommendations.execution_id));
}

/** What a list of recommendations is narrowed to. `pending` means that nobody has decided. */
export type RecommendationFilter = {
  readonly status: 'pending' | 'approved' | 'rejected' | null;
  readonly campaign_id: string | null;
};

function conditionOf(filter: RecommendationFilter) {
  return and(
    filter.campaign_id === null ? undefined : eq(recommendations.campaign_id, filter.campaign_id),
    filter.status === null
      ? undefined
      : filter.status === 'pending'
        ? isNull(recommendations.human_decision)
        : eq(recommendations.human_decision, filter.status),
  );
}

/** Recommendations, newest first, by offset, with the number of all. */
export async function listRecommendations(
  tx: TenantTransaction,
  filter: RecommendationFilter & { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly RecommendationRow[]; readonly total: number }> {
  const condition = conditionOf(filter);
  const rows = await selectRecommendations(tx)
    .where(condition)
    .orderBy(desc(recommendations.created_at), desc(recommendations.id))
    .limit(filter.limit)
    .offset(filter.offset);
  const [count] = await tx
    .select({ total: sql<number>`count(*)`.mapWith(Number) })
    .from(recommendations)
    .where(condition);
  return { rows, total: count?.total ?? 0 };
}

/** One recommendation by its id or by the execution that made it; null when this tenant has none. */
export async function findRecommendation(
  tx: TenantTransaction,
  by: { readonly id: string } | { readonly execution_id: string },
): Promise<RecommendationRow | null> {
  const [row] = await selectRecommendations(tx).where(
    'id' in by ? eq(recommendations.id, by.id) : eq(recommendations.execution_id, by.execution_id),
  );
  return row ?? null;
}

/** The newest recommendation for a campaign since a moment that nobody has decided and nothing has replaced. */
export async function findUndecidedRecommendation(
  tx: TenantTransaction,
  campaign_id: string,
  since: Date,
): Promise<RecommendationRow | null> {
  const [row] = await selectRecommendations(tx)
    .where(
      and(
        eq(recommendations.campaign_id, campaign_id),
        gte(recommendations.created_at, since),
        isNull(recommendations.human_decision),
        isNull(recommendations.superseded_by),
        // Shadow and dry runs recommend to nobody.
        eq(executions.mode, 'live'),
        ne(executions.status, 'failed'),
      ),
    )
    .orderBy(desc(recommendations.created_at))
    .limit(1);
  return row ?? null;
}

/** Past recommendations of a campaign with what was decided, done and measured, newest first. */
export async function listCampaignHistory(
  tx: TenantTransaction,
  campaign_id: string,
  page: { readonly limit: number; readonly offset: number },
) {
  const rows = await selectRecommendations(tx)
    .where(eq(recommendations.campaign_id, campaign_id))
    .orderBy(desc(recommendations.created_at), desc(recommendations.id))
    .limit(page.limit)
    .offset(page.offset);
  const measured = await tx
    .select({
      execution_id: outcomes.execution_id,
      metric: outcomes.metric,
      status: outcomes.status,
      verdict: outcomes.verdict,
      before: outcomes.before,
      after: outcomes.after,
      effect_pct: outcomes.effect_pct,
      measure_at: outcomes.measure_at,
      measured_at: outcomes.measured_at,
    })
    .from(outcomes)
    .where(eq(outcomes.campaign_id, campaign_id));
  return rows.map((row) => ({
    ...row,
    outcomes: measured
      .filter((each) => each.execution_id === row.execution_id)
      .map(({ execution_id, ...rest }) => rest),
  }));
}
