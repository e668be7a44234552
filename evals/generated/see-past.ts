import type { HistoricalPatterns } from '../../contracts/reasoning/campaign-past.ts';
import type { WorkflowType } from '../../contracts/recommendation.ts';
import { usualBreadth } from '../../sandbox/market/breadth.ts';
import { plotOf, strandOf } from '../../sandbox/market/plot.ts';
import { conditionsAt } from '../../sandbox/market/scenario.ts';
import type { CampaignSpec } from '../../sandbox/world/campaign-spec.ts';
import type { Draw } from './draw.ts';
import { changePct, type ObservedDay, sumsOf } from './observed-days.ts';

const round = 28;

function baselines(days: readonly ObservedDay[]) {
  const usual = days.slice(-35, -7);
  const metrics = {
    cpa: (day: ObservedDay) => (day.conversions > 0 ? day.spend / day.conversions : null),
    ctr: (day: ObservedDay) => (day.impressions > 0 ? day.clicks / day.impressions : null),
    conversion_rate: (day: ObservedDay) => (day.clicks > 0 ? day.conversions / day.clicks : null),
    spend: (day: ObservedDay) => day.spend,
  };
  return Object.entries(metrics).flatMap(([metric, of]) => {
    const values = usual.flatMap((day) => of(day) ?? []);
    if (values.length < 7) return [];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return [{ metric, mean, deviation: Math.sqrt(variance), days: values.length }];
  });
}

/** Whether this week’s change of CPA also came four, and eight, weeks ago, and not in the weeks between. */
function patterns(days: readonly ObservedDay[]): HistoricalPatterns['patterns'] {
  const change = (back: number) => {
    const part = (from: number, to: number) => sumsOf(days.slice(days.length - from, days.length - to));
    if (days.length < back + 14) return null;
    return changePct(part(back + 14, back + 7).cpa, part(back + 7, back).cpa);
  };
  const present = change(0);
  if (present === null || Math.abs(present) <= 10) return [];
  const alike = (value: number) => Math.sign(value) === Math.sign(present) && Math.abs(value) >= Math.abs(present) / 2;
  const rounds = [1, 2].flatMap((times) => change(times * round) ?? []);
  const between = [14, 14 + round].flatMap((back) => change(back) ?? []);
  const seen = rounds.filter(alike).length;
  if (rounds.length < 2 || seen < rounds.length || between.some(alike)) return [];
  return [
    {
      ...{ metric: 'cpa', kind: 'recurrence', period_days: round, seen, of: rounds.length, applies_now: true },
      typical_change_pct: Math.round((rounds.reduce((sum, value) => sum + value, 0) / rounds.length) * 10) / 10,
      description: 'The same change came four weeks before, each time.',
    },
  ];
}

const usualAnswers: Partial<Record<string, { workflow: WorkflowType; lever: string; effect: number }>> = {
  auction_pressure: { workflow: 'Bid Adjustment', lever: 'bid', effect: -14 },
  creative_fatigue: { workflow: 'Creative Refresh', lever: 'creative', effect: -22 },
  audience_saturation: { workflow: 'Audience Expansion', lever: 'audience', effect: -9 },
};

/** What is known from before: usual values, what came back, what an answer brought earlier, how the industry moved. */
export function seePast(
  draw: Draw,
  campaign: CampaignSpec,
  days: readonly ObservedDay[],
  at: string,
): HistoricalPatterns {
  const plot = plotOf(campaign);
  const event = strandOf(plot, 'external_event');
  const felt = event === undefined ? 1 : conditionsAt({ ...plot, strands: [event] }, -2, usualBreadth).conversion;
  const cause = plot.strands[0]?.cause ?? 'no_change';
  const answer = usualAnswers[cause];
  const known = answer !== undefined && draw.chance('known answer', 0.4);
  return {
    baselines: baselines(days),
    patterns: patterns(days),
    past_recommendations: [],
    past_effects: known
      ? Array.from({ length: draw.whole('times', 1, 4) }, (_, index) => {
          const effect_pct = draw.normal(`effect/${index}`, answer.effect, 5);
          return {
            ...{ workflow: answer.workflow, lever: answer.lever, cause, metric: 'cpa', effect_pct },
            change_pct: answer.lever === 'bid' ? 15 : null,
            ...{ low_pct: effect_pct - 8, high_pct: effect_pct + 8 },
            ...{ same_campaign: draw.chance(`same/${index}`, 0.5), measured_at: null },
          };
        })
      : [],
    nearest_case_distance: null,
    industry_cpa_change_pct:
      event !== undefined || draw.chance('industry', 0.6)
        ? Math.round(((1 / felt - 1) * 100 + draw.normal('industry change', 0, 3.5)) * 10) / 10
        : null,
    last_updated: at,
  };
}
