import type { PastEffect } from '../../../contracts/reasoning/campaign-past.ts';
import type { Recommendation, RootCause, WorkflowType } from '../../../contracts/recommendation.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import { mean, significant } from '../series/robust-statistics.ts';

/** What a lever does to CPA by experience: the share of the rise that it wins back, and how far campaigns differ. */
export type Prior = {
  readonly share: number;
  readonly deviation: number;
  readonly within_days: number;
  readonly reason: string;
};

/** The priors, one for each lever that answers a rise of CPA. They are rules of thumb and say so until outcomes are there. */
export const effectPriors = {
  'Bid Adjustment': {
    ...{ share: 0.785, deviation: 0.126, within_days: 3 },
    reason: 'position comes back within days; a fifth of the rise stays as the new price of the auction',
  },
  'Creative Refresh': {
    ...{ share: 0.55, deviation: 0.37, within_days: 7 },
    reason: 'a fresh creative restores most of the click-through after it has learned, some do not',
  },
  'Audience Expansion': {
    ...{ share: 0.5, deviation: 0.35, within_days: 7 },
    reason: 'new people relieve frequency and price; they buy a little less at first',
  },
  'Budget Reallocation': {
    ...{ share: 0.5, deviation: 0.3, within_days: 7 },
    reason: 'money at the better segment buys at its price, with diminishing returns',
  },
} as const satisfies Partial<Record<WorkflowType, Prior>>;
/** A workflow whose effect on CPA is foretold. */
export type EffectiveWorkflow = keyof typeof effectPriors;

/** Differences between campaigns that stay however often an action was measured elsewhere, percentage points of CPA. */
const otherCampaign = 6;
/** What one measurement errs by when it does not say, percentage points. */
const usualError = 8;
/** Between these two deviations lies the middle half of a normal distribution. */
export const middleHalf = 0.6745;
/** The middle 80 % of a normal distribution, which is how an interval of a past effect is read. */
const middleEighty = 1.2816;

/** A foretold effect on CPA in percent: mean and deviation, and what it rests on. */
export type Foretold = {
  readonly mean_pct: number;
  readonly deviation_pct: number;
  readonly measured: number;
  readonly basis: string;
};

/** What CPA rose by, week against week or since the change set in; what impressions rose by, where no CPA is known. Percent. */
export function riseOf({ metrics, onset }: Pick<HealthFacts, 'metrics' | 'onset'>): number | null {
  const rise = Math.max(metrics.cpa.change_pct ?? metrics.cpm.change_pct ?? 0, onset?.metrics.cpa.change_pct ?? 0);
  return rise > 0 ? rise : null;
}

/**
 * The effect of an action on CPA: the prior, drawn towards what the action did before. Normal-normal shrinkage (empirical
 * Bayes; Efron and Morris 1975): each measured effect counts by its precision, those of other campaigns with the spread
 * between campaigns added. `rise_pct` is what CPA rose by; a prior in shares of that rise becomes a share of CPA.
 */
export function foretell(
  workflow: EffectiveWorkflow,
  cause: RootCause,
  rise_pct: number | null,
  past: readonly PastEffect[],
): Foretold {
  const prior: Prior = effectPriors[workflow];
  const excess = rise_pct === null || rise_pct <= 0 ? 0 : (1 - 1 / (1 + rise_pct / 100)) * 100;
  const priorMean = -excess * prior.share;
  const priorDeviation = Math.max(0.5, excess * prior.deviation);
  const measured = past.filter(
    (each) => each.workflow === workflow && each.metric === 'cpa' && (each.cause == null || each.cause === cause),
  );
  const weighed = measured.map((each) => {
    const width =
      each.low_pct != null && each.high_pct != null ? (each.high_pct - each.low_pct) / (2 * middleEighty) : usualError;
    const variance = Math.max(1, width) ** 2 + (each.same_campaign ? 0 : otherCampaign ** 2) + priorDeviation ** 2;
    return { effect: each.effect_pct, precision: 1 / variance };
  });
  const precision = weighed.reduce((sum, each) => sum + each.precision, 1 / priorDeviation ** 2);
  const mean_pct =
    weighed.reduce((sum, each) => sum + each.effect * each.precision, priorMean / priorDeviation ** 2) / precision;
  return {
    mean_pct,
    deviation_pct: Math.sqrt(1 / precision),
    measured: measured.length,
    basis:
      measured.length === 0
        ? 'a rule of thumb: nothing has been measured for this action on this campaign yet'
        : `${measured.length === 1 ? '1 measured outcome' : `${measured.length} measured outcomes`} of this action, CPA ${measured.length === 1 ? '' : 'on average '}${significant(mean(measured.map((each) => each.effect_pct)), 3)} %, weighed together with a rule of thumb`,
  };
}

/** The foretold effect as it is shown: the middle half of what is to be expected. */
export function effectOf(foretold: Foretold, within_days: number): NonNullable<Recommendation['expected_effect']> {
  const tenth = (value: number) => Math.round(value * 10) / 10 + 0;
  const half = middleHalf * foretold.deviation_pct;
  return {
    ...{
      metric: 'cpa',
      low_pct: tenth(foretold.mean_pct - half),
      high_pct: tenth(foretold.mean_pct + half),
      within_days,
    },
    basis: foretold.basis,
  };
}
