import { z } from 'zod';
import { inWords } from '../../../contracts/in-words.ts';
import { formatDay, formatDays } from '../time/describe-time.ts';

const number = z.number().nullish().default(null);

/** One observation for or against a cause. */
const evidenceViewSchema = z.object({
  statement: z.string(),
  metric: z.string().default(''),
  value: number,
  baseline: number,
  change_pct: number,
  source: z.string().default(''),
  observed_at: z.string().default(''),
  supports: z.boolean().default(true),
});

/** A series to draw. */
const seriesViewSchema = z.object({
  metric: z.string(),
  unit: z.string().default(''),
  method: z.string().default(''),
  points: z.array(
    z.object({
      at: z.string(),
      value: z.number(),
      expected: number,
      low: number,
      high: number,
      anomalous: z.boolean(),
    }),
  ),
});
/** A series to draw, with the expected band and the anomalous points marked. */
export type SeriesView = z.infer<typeof seriesViewSchema>;

/**
 * What a playbook recommends, as the lists need it: only the decision itself must be there. The rest is kept as it came, for
 * the screens that show all of it.
 */
export const recommendationViewSchema = z.looseObject({
  recommended_workflow: z.string(),
  specific_action: z.string(),
  reasoning: z.string().default(''),
  signal_analysis: z.string().default(''),
  root_cause: z.string().default(''),
  evidence: z.array(evidenceViewSchema).default([]),
  series: z.array(seriesViewSchema).default([]),
  expected_impact: z.string().nullish().default(null),
  expected_effect: z
    .object({
      metric: z.string(),
      low_pct: z.number(),
      high_pct: z.number(),
      within_days: z.number(),
      basis: z.string().default(''),
    })
    .nullish()
    .default(null),
  cost_of_doing_nothing: z.string().default(''),
  daily_cost_of_waiting_minor: z.number().nullish().catch(null),
  risk_level: z.string().default(''),
  risk_factors: z.array(z.string()).default([]),
  alternative_actions: z
    .array(
      z.object({
        workflow: z.string(),
        cause: z.string().default(''),
        why_not_recommended: z.string(),
        would_flip_if: z.string().default(''),
      }),
    )
    .default([]),
  success_metrics: z.array(z.string()).default([]),
  confidence: number,
  confidence_reasoning: z.string().default(''),
  model_version: z.string().default(''),
  prompt_version: z.string().nullish().default(null),
  degraded: z.boolean().default(false),
  missing_sources: z.array(z.string()).default([]),
});
/** What a playbook recommends, as the screens need it. */
export type RecommendationView = z.infer<typeof recommendationViewSchema>;

/** Finds the recommendation in the evidence of an approval: as itself or under any name; null for other playbooks. */
export function findRecommendation(evidence: unknown): RecommendationView | null {
  const whole = recommendationViewSchema.safeParse(evidence);
  if (whole.success) return whole.data;
  if (typeof evidence !== 'object' || evidence === null) return null;
  for (const part of Object.values(evidence)) {
    const parsed = recommendationViewSchema.safeParse(part);
    if (parsed.success) return parsed.data;
  }
  return null;
}

/** A root cause as people say it: `auction_pressure` becomes “Auction pressure”. */
export function causeLabel(root_cause: string): string {
  return inWords(root_cause);
}

/** A series in one sentence, for those who cannot see the chart. */
export function summarizeSeries(series: SeriesView, formatValue: (value: number) => string): string {
  const first = series.points[0];
  const last = series.points.at(-1);
  if (first === undefined || last === undefined) return 'No data points.';
  const odd = series.points.filter((point) => point.anomalous);
  const span = `${series.points.length} ${series.points.length === 1 ? 'value' : 'values'}, ${formatDays(first.at.slice(0, 10), last.at.slice(0, 10))}, last value ${formatValue(last.value)}`;
  if (odd.length === 0) return `${span}; no anomalies.`;
  const since = formatDay(odd[0]?.at.slice(0, 10) ?? '');
  return `${span}; ${odd.length} ${odd.length === 1 ? 'anomaly' : 'anomalies'}, the first on ${since}.`;
}
