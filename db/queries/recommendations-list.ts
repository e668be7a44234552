import { and, desc, eq, getTableColumns, gte, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { followedStatuses, type RecommendationStatus } from '../../contracts/recommendation-state.ts';
import type { RolloutStage } from '../../contracts/rollout.ts';
import type { TenantTransaction } from '../connect.ts';
import { campaigns, executions, playbookVersions, recommendations } from '../schema/index.ts';

/** A recommendation with the campaign’s name, and the playbook and its version that made it. */
export type RecommendationRow = typeof recommendations.$inferSelect & {
  readonly campaign_name: string;
  readonly execution_status: string;
  readonly playbook_id: string;
  /** Null where the playbook was never deployed, as in a test run. */
  readonly playbook_version: number | null;
};

/** Recommendations with what people call them by, to be narrowed. */
export function selectRecommendations(tx: TenantTransaction) {
  return tx
    .select({
      ...getTableColumns(recommendations),
      campaign_name: campaigns.campaign_name,
      execution_status: executions.status,
      playbook_id: executions.playbook_id,
      playbook_version: playbookVersions.version,
    })
    .from(recommendations)
    .innerJoin(campaigns, eq(campaigns.campaign_id, recommendations.campaign_id))
    .innerJoin(executions, eq(executions.execution_id, recommendations.execution_id))
    .leftJoin(playbookVersions, eq(playbookVersions.playbook_version_id, executions.playbook_version_id));
}

/** What a list of recommendations is narrowed to. Unless `shadow` is asked for, what was shown to nobody is left out. */
export type RecommendationFilter = {
  readonly status?: RecommendationStatus | null;
  readonly campaign_id?: string | null;
  readonly workflow?: string | null;
  readonly flagged?: boolean;
  readonly confidence_below?: number | null;
  readonly shadow?: boolean;
  /** Set for people who take no part in the internal beta, with the stage of the tenant. */
  readonly hidden_beta?: { readonly tenant_stage: RolloutStage } | null;
};

/** The status is what people filter by: a yes is a yes, edited or automatic, and pending is what still waits. */
function ofStatus(status: RecommendationStatus) {
  switch (status) {
    case 'pending':
      return and(eq(recommendations.status, 'pending'), isNull(recommendations.human_decision));
    case 'approved':
      return or(eq(recommendations.human_decision, 'approved'), inArray(recommendations.status, [...followedStatuses]));
    case 'rejected':
      return eq(recommendations.human_decision, 'rejected');
    default:
      return eq(recommendations.status, status);
  }
}

function conditionOf(filter: RecommendationFilter) {
  const { status = null, campaign_id = null, workflow = null, confidence_below = null, hidden_beta = null } = filter;
  return and(
    filter.shadow === true ? eq(recommendations.mode, 'shadow') : ne(recommendations.mode, 'shadow'),
    campaign_id === null ? undefined : eq(recommendations.campaign_id, campaign_id),
    status === null ? undefined : ofStatus(status),
    workflow === null ? undefined : sql`${recommendations.recommended_workflow} = ${workflow}`,
    filter.flagged === true ? eq(recommendations.flagged_for_review, true) : undefined,
    confidence_below === null ? undefined : lt(recommendations.confidence, confidence_below),
    hidden_beta === null
      ? undefined
      : sql`coalesce(${campaigns.rollout_stage}, ${hidden_beta.tenant_stage}) <> 'internal_beta'`,
  );
}

/** Recommendations by offset, newest or most urgent first, with the number of all. */
export async function listRecommendations(
  tx: TenantTransaction,
  filter: RecommendationFilter & {
    readonly limit: number;
    readonly offset: number;
    readonly sort?: 'newest' | 'priority';
  },
): Promise<{ readonly rows: readonly RecommendationRow[]; readonly total: number }> {
  const condition = conditionOf(filter);
  const urgent = filter.sort === 'priority' ? [sql`${recommendations.priority} desc nulls last`] : [];
  const rows = await selectRecommendations(tx)
    .where(condition)
    .orderBy(...urgent, desc(recommendations.created_at), desc(recommendations.id))
    .limit(filter.limit)
    .offset(filter.offset);
  const [count] = await tx
    .select({ total: sql<number>`count(*)`.mapWith(Number) })
    .from(recommendations)
    .innerJoin(campaigns, eq(campaigns.campaign_id, recommendations.campaign_id))
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
        eq(recommendations.status, 'pending'),
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
