/** One full day of a metric as numerator and denominator, so that several days are put together rightly. */
export type DayValue = { readonly dt: string; readonly numerator: number; readonly denominator: number };

/** Another campaign that was left alone, day by day. */
export type Control = { readonly campaign_id: string; readonly days: readonly DayValue[] };

/** How the counterfactual was made. */
export type Method = 'own_history' | 'recurring_history' | 'synthetic_control';

/** What speaks for a method: the days it was fitted on and how it did at earlier days, when nothing had happened. */
export type EffectEvidence = {
  readonly chosen: Method;
  readonly scale: 'log' | 'plain';
  readonly days_before: number;
  readonly days_after: number;
  /** Days of the window on which the metric could not be computed. */
  readonly days_without_value: readonly string[];
  /** Days before the change that were too wild to learn from. */
  readonly days_set_aside: readonly string[];
  /** Days on which the level moved at once before the change, and stayed. */
  readonly breaks: readonly string[];
  readonly controls: readonly { readonly campaign_id: string; readonly weight: number }[];
  /** In-time placebos: how many, and the usual error in percent of the metric, by method. */
  readonly placebos: number;
  readonly placebo_error_pct: Readonly<Record<Method, number | null>>;
  /** By how much the interval was widened because the placebos erred more than the model says. */
  readonly widened_by: number;
};

/**
 * What a change brought, in percent of what was to be expected without it. `low_pct` to `high_pct` is the central interval
 * of `interval_level`. Null figures mean that nobody can tell, and `method` says why.
 */
export type Effect = {
  readonly before: number | null;
  readonly after: number | null;
  readonly counterfactual: number | null;
  readonly effect_pct: number | null;
  readonly low_pct: number | null;
  readonly high_pct: number | null;
  readonly method: string;
  readonly evidence: EffectEvidence | null;
};
