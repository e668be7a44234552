import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { minorPerMajor } from '../../contracts/minor-units.ts';
import type { TenantTransaction } from '../connect.ts';
import { adAccounts, campaigns, outcomes, recommendations } from '../schema/index.ts';

/**
 * Recommendations that began before a moment and whose outcome was not compared with their snapshot yet, followed or not:
 * those that were looked for least often first, and among them the oldest. What was looked for in vain waits for its next try,
 * and what was given up is out, so that nobody who never gets data keeps others from theirs. A measurement of the change that
 * is planned or done comes along.
 */
export async function listUntracked(
  tx: TenantTransaction,
  by: { readonly before: Date; readonly now: Date; readonly limit: number },
) {
  const began = sql`coalesce(${recommendations.decided_at}, ${recommendations.generated_at})`;
  return tx
    .select({
      row: recommendations,
      currency: campaigns.currency,
      timezone: adAccounts.timezone,
      began: began.mapWith(recommendations.generated_at),
      outcome: outcomes,
    })
    .from(recommendations)
    .innerJoin(campaigns, eq(campaigns.campaign_id, recommendations.campaign_id))
    .innerJoin(adAccounts, eq(adAccounts.ad_account_id, campaigns.ad_account_id))
    .leftJoin(outcomes, eq(outcomes.recommendation_id, recommendations.id))
    .where(
      and(
        sql`not coalesce(${recommendations.outcome_metrics} ? 'followed', false)`,
        sql`${began} <= ${by.before.toISOString()}::timestamptz`,
        isNull(recommendations.outcome_given_up_at),
        or(isNull(recommendations.outcome_next_try_at), lte(recommendations.outcome_next_try_at, by.now)),
      ),
    )
    .orderBy(asc(recommendations.outcome_tries), asc(began), asc(recommendations.id))
    .limit(by.limit);
}
/** A recommendation that is to be compared with what came. */
export type Untracked = Awaited<ReturnType<typeof listUntracked>>[number];

const number = z.coerce.number();
const sumsSchema = z.object({
  days: number,
  spend_minor: number,
  impressions: number,
  clicks: number,
  conversions: number,
});

/** Plain figures of a campaign over some days: money in major units, ratios 0–1; null where nothing divides. */
export type PeriodFigures = Readonly<Record<string, number | null>> & { readonly days: number };

/** Figures of a campaign from a day to another, both included, in the account's days; `days` 0 when there is no data. */
export async function readPeriodFigures(
  tx: TenantTransaction,
  by: {
    readonly campaign_id: string;
    readonly first_day: string;
    readonly last_day: string;
    readonly currency: string;
  },
): Promise<PeriodFigures> {
  const [row] = await tx.execute(sql`
    select count(distinct dt) as days, coalesce(sum(spend_minor), 0) as spend_minor,
      coalesce(sum(impressions), 0) as impressions, coalesce(sum(clicks), 0) as clicks,
      coalesce(sum(conversions), 0) as conversions
    from fct_ad_metric_daily
    where campaign_id = ${by.campaign_id} and ad_id = '' and dt >= ${by.first_day} and dt <= ${by.last_day}`);
  const { days, spend_minor, impressions, clicks, conversions } = sumsSchema.parse(row);
  const spend = spend_minor / minorPerMajor(by.currency);
  const over = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    ...{ days, spend, impressions, clicks, conversions, cpa: over(spend, conversions), cpc: over(spend, clicks) },
    ...{ cpm: over(spend * 1_000, impressions), ctr: over(clicks, impressions) },
    conversion_rate: over(conversions, clicks),
  };
}

/** Writes what came of a recommendation, once: false when it was compared before. */
export async function recordTracked(
  tx: TenantTransaction,
  entry: { readonly id: string; readonly outcome_metrics: JsonObject; readonly recorded_at: Date },
): Promise<boolean> {
  const written = await tx
    .update(recommendations)
    .set({ outcome_metrics: entry.outcome_metrics, outcome_recorded_at: entry.recorded_at })
    .where(
      and(eq(recommendations.id, entry.id), sql`not coalesce(${recommendations.outcome_metrics} ? 'followed', false)`),
    )
    .returning({ id: recommendations.id });
  return written.length > 0;
}

/** Writes that an outcome was looked for in vain: when it is looked for again, or that this was the last time. */
export async function recordVainTry(
  tx: TenantTransaction,
  entry: { readonly id: string; readonly next_try_at: Date | null; readonly given_up_at: Date | null },
): Promise<void> {
  await tx
    .update(recommendations)
    .set({
      outcome_tries: sql`${recommendations.outcome_tries} + 1`,
      ...{ outcome_next_try_at: entry.next_try_at, outcome_given_up_at: entry.given_up_at },
    })
    .where(eq(recommendations.id, entry.id));
}

/** Decided recommendations with an outcome that are no golden candidate yet, by the date of the decision, oldest first. */
export async function listCandidateRows(
  tx: TenantTransaction,
  by: { readonly since: Date; readonly until: Date; readonly limit: number },
) {
  return tx
    .select({ row: recommendations, campaign_name: campaigns.campaign_name })
    .from(recommendations)
    .innerJoin(campaigns, eq(campaigns.campaign_id, recommendations.campaign_id))
    .where(
      and(
        isNull(recommendations.golden_example_id),
        sql`${recommendations.human_decision} is not null and ${recommendations.human_workflow} is not null`,
        sql`${recommendations.outcome_recorded_at} is not null and ${recommendations.mode} <> 'shadow'`,
        sql`${recommendations.decided_at} >= ${by.since.toISOString()}::timestamptz`,
        sql`${recommendations.decided_at} < ${by.until.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(asc(recommendations.decided_at), asc(recommendations.id))
    .limit(by.limit);
}
