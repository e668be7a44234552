import { type AnalyticsFigures, analyticsTargets } from '../../../contracts/analytics.ts';
import { formatNumber } from '../money/percent.ts';

/** How the value of a measure is written. */
type Unit = 'rate' | 'percent' | 'change' | 'seconds' | 'days' | 'hours' | 'minutes' | 'usd' | 'count' | 'confidence';

/** A measure as people say it, with what exactly is counted. */
export type Measure = {
  readonly name: keyof AnalyticsFigures;
  readonly label: string;
  readonly definition: string;
  readonly unit: Unit;
  /** Whether more is better; null where neither is. */
  readonly more_is_better: boolean | null;
};

const measure = (
  name: keyof AnalyticsFigures,
  label: string,
  unit: Unit,
  more_is_better: boolean | null,
  definition: string,
): Measure => ({ name, label, unit, more_is_better, definition });

/** Every measure that has a target, in the order in which they are shown. */
export const targetMeasures: readonly Measure[] = [
  measure(
    'acceptance_rate',
    'Accepted',
    'rate',
    true,
    'Approved by people ÷ decided by people. What the rule approved is not counted.',
  ),
  measure(
    'positive_impact_rate',
    'Helped when followed',
    'rate',
    true,
    'Followed recommendations whose measured improvement is above zero ÷ followed ones with a measured outcome.',
  ),
  measure(
    'false_positive_rate',
    'Acted where it should not',
    'rate',
    false,
    'Actions where the person would have kept watching, or that made the figure worse ÷ all actions recommended.',
  ),
  measure(
    'agreement_rate',
    'Same workflow as the expert',
    'rate',
    true,
    'Decisions in which the person would have chosen the same workflow ÷ all decisions.',
  ),
  measure(
    'latency_p95_seconds',
    'Time to a recommendation',
    'seconds',
    false,
    'From the start of the analysis to the recommendation; 95 of 100 are faster.',
  ),
  measure(
    'uptime',
    'Uptime',
    'rate',
    true,
    'Analyses that ended without a fault of ours ÷ all that ended. What blames the request or the account is not ours.',
  ),
  measure(
    'evaluation_coverage',
    'Evaluated',
    'rate',
    true,
    'Recommendations that went through validation ÷ all recommendations.',
  ),
  measure(
    'feedback_closure_days',
    'From feedback to improvement',
    'days',
    false,
    'Half of the pieces of feedback were dealt with faster than this: from the feedback to the first version of rules or prompt that lists it (median).',
  ),
];

/** What is tracked without a target. */
export const trackedMeasures: readonly Measure[] = [
  measure('recommendations', 'Recommendations', 'count', null, 'Made in the period, shadow ones too.'),
  measure('campaigns', 'Campaigns with support', 'count', true, 'Campaigns that something was recommended for.'),
  measure(
    'hours_saved',
    'Hours saved',
    'hours',
    true,
    '(Time of such a decision by hand − the usual (median) review time) × decisions. The time by hand is a setting.',
  ),
  measure(
    'median_review_minutes',
    'Review time',
    'minutes',
    false,
    'Half of the decisions took less than this: the time between two decisions of one person in one sitting (median).',
  ),
  measure(
    'mean_improvement_pct',
    'Mean improvement',
    'percent',
    true,
    'Of followed recommendations, with harm counted as zero.',
  ),
  measure(
    'mean_effect_pct',
    'Mean effect',
    'percent',
    null,
    'Signed, and against what would have happened without the change.',
  ),
  measure(
    'cost_per_recommendation_usd',
    'Cost per recommendation',
    'usd',
    false,
    'Cost of language models ÷ recommendations.',
  ),
  measure(
    'measured_value_usd',
    'Measured value',
    'usd',
    true,
    'Spend that followed recommendations saved, on the days on which their cost per result was measured. Harm is subtracted.',
  ),
  measure('roi', 'Return on models', 'rate', true, '(Measured value − cost of language models) ÷ that cost.'),
  measure(
    'ad_return_change_pct',
    'Return on ad spend',
    'change',
    true,
    'Change of revenue ÷ spend where recommendations were followed, against what was to be expected without them; by spend. Where only the cost per result was measured, the return changes as its inverse.',
  ),
  measure(
    'deployments_per_30_days',
    'Deployments in 30 days',
    'count',
    true,
    'Versions of playbooks and prompts that came into use. One a week is wanted, so at least 4.',
  ),
  measure('llm_cost_usd', 'Cost of language models', 'usd', false, 'Sum of every call in the period.'),
  measure(
    'mean_confidence',
    'Mean confidence',
    'confidence',
    null,
    'Mean of the shown confidence of all recommendations.',
  ),
  measure(
    'mean_edit_distance_pct',
    'Edited by',
    'percent',
    false,
    'How far approved values lie from the proposed ones, on average.',
  ),
  measure('auto_approved', 'Approved by rule', 'count', null, 'Without asking anybody; never part of acceptance.'),
  measure('expired', 'Ran out', 'count', false, 'Nobody decided in time.'),
  measure('feedback', 'Feedback given', 'count', null, 'Pieces of feedback in the period.'),
  measure(
    'feedback_closed',
    'Feedback dealt with',
    'count',
    true,
    'Of these, listed by a version of engine or prompt.',
  ),
];

/** A value in the unit of its measure; a dash where nothing is known, and of a change that it was not measured. */
export function formatMeasure(value: number | null, unit: Unit): string {
  if (value === null) return unit === 'change' ? 'not measured' : '–';
  switch (unit) {
    case 'change':
      return `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatNumber(Math.abs(Math.round(value * 10) / 10))} %`;
    case 'rate':
    case 'confidence':
      return `${formatNumber(Math.round(value * 1_000) / 10)} %`;
    case 'percent':
      return `${formatNumber(Math.round(value * 10) / 10)} %`;
    case 'seconds':
      return `${formatNumber(Math.round(value * 10) / 10)} s`;
    case 'days':
      return `${formatNumber(Math.round(value * 10) / 10)} d`;
    case 'hours':
      return `${formatNumber(Math.round(value * 10) / 10)} h`;
    case 'minutes':
      return `${formatNumber(Math.round(value * 10) / 10)} min`;
    case 'usd':
      return `$${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: value < 0.1 ? 4 : 2 })}`;
    case 'count':
      return formatNumber(Math.round(value * 10) / 10);
  }
}

/** What a value rests on: the interval and the number of measurements of the return on ad spend; null for other measures. */
export function basisOf({ name }: Pick<Measure, 'name'>, figures: AnalyticsFigures): string | null {
  if (name !== 'ad_return_change_pct') return null;
  const { ad_return_low_pct: low, ad_return_high_pct: high, ad_return_measured, ad_return_unmeasured } = figures;
  const { ad_return_before: before, ad_return_after: after } = figures;
  const written = (value: number) => formatNumber(Math.round(value * 100) / 100);
  return [
    low === null || high === null
      ? null
      : `90 % sure: between ${formatMeasure(low, 'change')} and ${formatMeasure(high, 'change')}`,
    before === null || after === null ? null : `as counted ${written(before)} → ${written(after)}`,
    `${ad_return_measured} measured, ${ad_return_unmeasured} followed without a measurement`,
  ]
    .filter((part) => part !== null)
    .join('; ');
}

/** What is wanted of a measure: “above 70 %”; null for those without a target. */
export function targetWords({ name, unit }: Pick<Measure, 'name' | 'unit'>): string | null {
  const target = analyticsTargets.find((each) => each.measure === name);
  if (target === undefined) return null;
  return `${target.comparator.replace('_', ' ')} ${formatMeasure(target.target, unit)}`;
}

/** How a measure moved against the period before: words, and whether that is good; null where one of the two is unknown. */
export function trendOf(
  { unit, more_is_better }: Pick<Measure, 'unit' | 'more_is_better'>,
  now: number | null,
  before: number | null,
): { words: string; tone: 'good' | 'bad' | 'neutral' } | null {
  if (now === null || before === null) return null;
  const difference = now - before;
  if (formatMeasure(now, unit) === formatMeasure(before, unit)) return { words: 'as before', tone: 'neutral' };
  const better = more_is_better === null ? null : difference > 0 === more_is_better;
  return {
    words: `${difference > 0 ? 'up' : 'down'} from ${formatMeasure(before, unit)}`,
    tone: better === null ? 'neutral' : better ? 'good' : 'bad',
  };
}
