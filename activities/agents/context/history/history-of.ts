import type { HistoricalPatterns } from '../../../../contracts/reasoning/campaign-past.ts';
import type { CampaignFacts } from '../../campaign-health/collect/read-facts.ts';
import { tidy } from '../facts/figures.ts';
import { baselinesOf, weekdayPatterns, type YearAgo, yearlyPattern } from './baselines.ts';
import { distance, type PastCase, signalsOf } from './past-case.ts';

/** More earlier cases than these say nothing more. */
const mostCases = 20;

/**
 * What is known from before: usual values and patterns of the campaign itself, and from the cases of all campaigns that are
 * like it what was recommended, decided and measured. The campaign's own cases come first.
 */
export function historyOf(
  { summary, days }: CampaignFacts,
  cases: readonly PastCase[],
  more: { readonly year_ago: YearAgo; readonly industry_cpa_change_pct: number | null; readonly at: Date },
): HistoricalPatterns {
  const { campaign_id, recurrence, change_pct, current } = summary;
  const own = (each: PastCase) => (each.campaign_id === campaign_id ? 0 : 1);
  const ordered = [...cases].sort((one, other) => own(one) - own(other));
  const now = signalsOf(
    Object.fromEntries(Object.entries(change_pct).map(([name, pct]) => [`${name}_change_pct`, pct])),
  );
  const distances = cases.flatMap((each) => distance(now, each.signals) ?? []);
  const cycle = recurrence === null ? [] : [{ ...recurrence, ...cycleWords(recurrence) }];
  return {
    baselines: current === null ? [] : baselinesOf(days, current.end),
    patterns: [
      ...cycle,
      ...(current === null ? [] : weekdayPatterns(days, current.end)),
      ...yearlyPattern(more.year_ago, change_pct.cpa),
    ],
    past_recommendations: uniqueById(ordered)
      .slice(0, mostCases)
      .map(({ recommendation_id, workflow, cause, decision, decided_at, outcome }) => ({
        ...{ recommendation_id, workflow, cause, decision, decided_at },
        improvement_pct: outcome === null ? null : improvementOf(outcome),
      })),
    past_effects: ordered
      .flatMap(({ outcome, decision, ...each }) =>
        // Only what was done can have had an effect.
        outcome === null || decision !== 'approved' ? [] : [{ ...each, ...outcome }],
      )
      .slice(0, mostCases)
      .map(({ workflow, cause, lever, change_pct, metric, effect_pct, low_pct, high_pct, measured_at, ...each }) => ({
        ...{ workflow, cause, lever, change_pct, metric, effect_pct, low_pct, high_pct, measured_at },
        same_campaign: each.campaign_id === campaign_id,
      })),
    nearest_case_distance: distances.length === 0 ? null : tidy(Math.min(...distances), 4),
    industry_cpa_change_pct: more.industry_cpa_change_pct,
    last_updated: more.at.toISOString(),
  };
}

function cycleWords({ period_days, seen, of }: { period_days: number; seen: number; of: number }) {
  const description = `the same change ${seen} of ${of} times every ${period_days} days`;
  return { metric: 'cpa', kind: 'recurrence', applies_now: true, description };
}

/** How much better it became: a cost that falls improves, a rate that rises does; what got worse improved by less than 0. */
function improvementOf({ direction, effect_pct }: NonNullable<PastCase['outcome']>): number {
  return direction === 'decrease' ? -effect_pct : effect_pct;
}

/** A recommendation with several measured metrics is one recommendation. */
function uniqueById(cases: readonly PastCase[]): PastCase[] {
  return [...new Map(cases.toReversed().map((each) => [each.recommendation_id, each])).values()].reverse();
}
