import { z } from 'zod';
import { rootCauseSchema, typedActionSchema, workflowTypeSchema } from '../../../../contracts/recommendation.ts';
import type { PastCaseRow } from '../../../../db/queries/collector-history.ts';

const figure = z.number().nullable();

/** One earlier case as it is kept in the cache that similar campaigns share. */
export const pastCaseSchema = z.object({
  recommendation_id: z.string(),
  campaign_id: z.string(),
  workflow: workflowTypeSchema,
  cause: rootCauseSchema,
  lever: z.string(),
  change_pct: figure,
  decision: z.string().nullable(),
  decided_at: z.string().nullable(),
  /** Changes in percent that the case began with. */
  signals: z.record(z.string(), z.number()),
  outcome: z
    .object({
      metric: z.string(),
      direction: z.string(),
      effect_pct: z.number(),
      low_pct: figure,
      high_pct: figure,
      measured_at: z.string().nullable(),
    })
    .nullable(),
});
/** One earlier case. */
export type PastCase = z.infer<typeof pastCaseSchema>;

/** The changes that tell cases apart, each with the size of change that counts as one step away. */
export const signalScales = {
  cpa_change_pct: 20,
  ctr_change_pct: 15,
  cpc_change_pct: 15,
  cpm_change_pct: 15,
  conversion_rate_change_pct: 20,
  clicks_change_pct: 25,
  conversions_change_pct: 25,
  impressions_change_pct: 25,
  spend_change_pct: 25,
} as const;

const snapshotSchema = z.record(z.string(), z.unknown()).catch({});

/** Takes the changes out of a stored context, whatever else it holds. */
export function signalsOf(metrics: unknown): Record<string, number> {
  const snapshot = snapshotSchema.parse(metrics);
  return Object.fromEntries(
    Object.keys(signalScales).flatMap((name) => {
      const value = snapshot[name];
      return typeof value === 'number' && Number.isFinite(value) ? [[name, value]] : [];
    }),
  );
}

/** A stored row as a case; null for a row that an older version of the product wrote in other words. */
export function pastCaseOf(row: PastCaseRow): PastCase | null {
  const action = typedActionSchema.safeParse(row.action);
  const sized = action.success && 'change_pct' in action.data ? action.data.change_pct : null;
  const parsed = pastCaseSchema.safeParse({
    ...{ recommendation_id: row.recommendation_id, campaign_id: row.campaign_id },
    ...{ workflow: row.workflow, cause: row.cause, decision: row.decision },
    lever: action.success ? action.data.kind : 'unknown',
    change_pct: sized,
    decided_at: row.decided_at?.toISOString() ?? null,
    signals: signalsOf(row.signals),
    outcome:
      row.effect_pct === null || row.metric === null
        ? null
        : {
            ...{ metric: row.metric, direction: row.direction, effect_pct: row.effect_pct },
            ...{ low_pct: row.low_pct, high_pct: row.high_pct, measured_at: row.measured_at?.toISOString() ?? null },
          },
  });
  return parsed.success ? parsed.data : null;
}

/**
 * How far two cases lie apart: the root of the mean square of the differences of their changes, each in steps of its own size
 * (`signalScales`) and at most 4. Null when they share fewer than three known changes.
 */
export function distance(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): number | null {
  const steps = Object.entries(signalScales).flatMap(([name, scale]) => {
    const [left, right] = [one[name], other[name]];
    return left === undefined || right === undefined ? [] : [Math.min(4, Math.abs(left - right) / scale)];
  });
  if (steps.length < 3) return null;
  return Math.sqrt(steps.reduce((sum, step) => sum + step * step, 0) / steps.length);
}
