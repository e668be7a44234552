import { desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { TenantTransaction } from '../connect.ts';
import { outcomes, recommendations } from '../schema/index.ts';
import { selectRecommendations } from './recommendations-list.ts';

const figure = z.number().nullish().catch(null).default(null);

/** The figures of a campaign at the moment a recommendation was made. Money in major units, ratios 0–1; null is not known. */
export const metricsThenSchema = z.object({
  spend: figure,
  impressions: figure,
  clicks: figure,
  conversions: figure,
  cpa: figure,
  ctr: figure,
  cpm: figure,
  conversion_rate: figure,
  impression_share: figure,
});

/**
 * Past recommendations of a campaign with what was decided, done and measured, newest first: the metrics that it was made
 * on, and those after, as far as they were measured. `total` counts all.
 */
export async function listCampaignHistory(
  tx: TenantTransaction,
  campaign_id: string,
  page: { readonly limit: number; readonly offset: number },
) {
  const own = eq(recommendations.campaign_id, campaign_id);
  const rows = await selectRecommendations(tx)
    .where(own)
    .orderBy(desc(recommendations.created_at), desc(recommendations.id))
    .limit(page.limit)
    .offset(page.offset);
  const [count] = await tx
    .select({ total: sql<number>`count(*)`.mapWith(Number) })
    .from(recommendations)
    .where(own);
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
  const data = rows.map((row) => {
    const parts = measured.filter((each) => each.execution_id === row.execution_id);
    return {
      ...row,
      metrics_at_decision: metricsThen(row.context),
      metrics_after: Object.fromEntries(
        parts.filter((each) => each.status === 'measured').map((each) => [each.metric, each.after]),
      ),
      outcomes: parts.map(({ execution_id, ...rest }) => rest),
    };
  });
  return { rows: data, total: count?.total ?? 0 };
}

/** Contexts keep their metrics under `campaign_metrics`; older ones under `metrics`, in other terms. */
function metricsThen(context: JsonObject): z.infer<typeof metricsThenSchema> | null {
  const found = metricsThenSchema.safeParse(context.campaign_metrics ?? null);
  return found.success ? found.data : null;
}
