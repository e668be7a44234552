import { and, asc, desc, eq, gte, isNotNull, lt, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { campaigns, fctAdMetricDaily, outcomes, recommendations } from '../schema/index.ts';

/**
 * The newest decided recommendations of all campaigns of an industry on a platform, each with the changes that it was made on
 * and, where one was measured, its outcome. `industry` null means campaigns without one.
 */
export async function readPastCases(
  tx: TenantTransaction,
  like: {
    readonly industry: string | null;
    readonly platform: string;
    readonly since: Date;
    readonly until: Date;
    readonly most: number;
  },
) {
  const metrics = sql`${recommendations.context} -> 'campaign_metrics'`;
  return tx
    .select({
      recommendation_id: recommendations.id,
      campaign_id: recommendations.campaign_id,
      workflow: recommendations.recommended_workflow,
      cause: recommendations.root_cause,
      action: recommendations.action,
      decision: recommendations.human_decision,
      decided_at: recommendations.decided_at,
      signals: sql<unknown>`${metrics}`,
      metric: outcomes.metric,
      effect_pct: outcomes.effect_pct,
      low_pct: outcomes.low_pct,
      high_pct: outcomes.high_pct,
      measured_at: outcomes.measured_at,
      direction: outcomes.direction,
    })
    .from(recommendations)
    .innerJoin(campaigns, eq(campaigns.campaign_id, recommendations.campaign_id))
    .leftJoin(
      outcomes,
      and(
        eq(outcomes.recommendation_id, recommendations.id),
        eq(outcomes.campaign_id, recommendations.campaign_id),
        eq(outcomes.status, 'measured'),
        isNotNull(outcomes.effect_pct),
        lt(outcomes.measured_at, like.until),
      ),
    )
    .where(
      and(
        sql`lower(${campaigns.industry}) is not distinct from ${like.industry?.toLowerCase() ?? null}`,
        sql`${campaigns.platform} = ${like.platform}`,
        isNotNull(recommendations.human_decision),
        gte(recommendations.decided_at, like.since),
        lt(recommendations.decided_at, like.until),
      ),
    )
    .orderBy(desc(recommendations.decided_at), asc(recommendations.id), asc(outcomes.outcome_id))
    .limit(like.most);
}
/** One decided recommendation with one of its outcomes. */
export type PastCaseRow = Awaited<ReturnType<typeof readPastCases>>[number];

/** Spend (minor units) and conversions of a campaign from `since` to `until`, both inclusive; null without days. */
export async function readSums(tx: TenantTransaction, campaign_id: string, since: string, until: string) {
  const table = fctAdMetricDaily;
  const [row] = await tx
    .select({
      days: sql<number>`count(distinct ${table.dt})`.mapWith(Number),
      spend_minor: sql<number>`coalesce(sum(${table.spend_minor}), 0)`.mapWith(Number),
      conversions: sql<number>`coalesce(sum(${table.conversions}), 0)`.mapWith(Number),
    })
    .from(table)
    .where(
      and(eq(table.campaign_id, campaign_id), eq(table.ad_id, ''), sql`${table.dt} between ${since} and ${until}`),
    );
  return row === undefined || row.days === 0 ? null : row;
}

/** When a conversion was last counted by the platform: the newest day with one up to a date; null when there is none. */
export async function readLastConversionDay(
  tx: TenantTransaction,
  campaign_id: string,
  until: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ dt: sql<string | null>`max(${fctAdMetricDaily.dt})` })
    .from(fctAdMetricDaily)
    .where(
      and(
        eq(fctAdMetricDaily.campaign_id, campaign_id),
        sql`${fctAdMetricDaily.dt} <= ${until}`,
        sql`${fctAdMetricDaily.conversions} > 0`,
      ),
    );
  return row?.dt ?? null;
}
