import type { RootCause } from '../../../../contracts/recommendation.ts';
import { cpaRose, pricesRose } from './cost-change.ts';
import type { HealthFacts } from './health-facts.ts';
import {
  auctionShiftPct,
  competitorActivityPct,
  oldCreativeDays,
  saturatedShare,
  significantPct,
  tiredFrequency,
} from './thresholds.ts';

/** One sign of a cause: there, not there, or not known. `weight` is its share of the cause's signs; weights of a cause sum to 1. */
export type Sign = {
  readonly cause: RootCause;
  readonly name: string;
  readonly weight: number;
  readonly present: boolean | null;
  readonly statement: string;
  readonly metric: string;
  readonly value: number | null;
  readonly change_pct: number | null;
  /** The fact that would turn the sign around. */
  readonly flips_if: string;
};

const shown = (value: number | null, unit = '') =>
  value === null ? 'not known' : `${Number(value.toFixed(2))}${unit}`;
const above = (value: number | null, limit: number) => (value === null ? null : value > limit);
const below = (value: number | null, limit: number) => (value === null ? null : value < limit);

/** True when one is true, null when none is known, else false. */
export function anyOf(...values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(true)) return true;
  return values.every((value) => value === null) ? null : false;
}

/**
 * The fatigue score: age over 30 days 0.3, falling CTR 0.4, more than 5 impressions a person 0.3.
 * Any two suffice (over 0.5), none alone does.
 */
export function fatigueSigns(facts: HealthFacts): readonly Sign[] {
  const cause = 'creative_fatigue';
  return [
    {
      ...{ cause, name: 'old_creative', weight: 0.3, metric: 'creative_age_days', change_pct: null },
      present: above(facts.creative_age_days, oldCreativeDays),
      statement: `The oldest running creative is ${shown(facts.creative_age_days, ' days')} old (limit ${oldCreativeDays}).`,
      value: facts.creative_age_days,
      flips_if: `the running creatives were older than ${oldCreativeDays} days`,
    },
    {
      ...{ cause, name: 'falling_ctr', weight: 0.4, metric: 'ctr', value: null },
      present: below(facts.ctr_change_pct, -significantPct),
      statement: `The click-through rate changed by ${shown(facts.ctr_change_pct, ' %')} against the week before.`,
      change_pct: facts.ctr_change_pct,
      flips_if: `the click-through rate had fallen by more than ${significantPct} %`,
    },
    {
      ...{ cause, name: 'high_frequency', weight: 0.3, metric: 'frequency', change_pct: facts.frequency_change_pct },
      present: above(facts.frequency, tiredFrequency),
      statement: `People saw the ads ${shown(facts.frequency)} times a day on average (limit ${tiredFrequency}).`,
      value: facts.frequency,
      flips_if: `people saw the ads more than ${tiredFrequency} times`,
    },
  ];
}

/** The four signs of a saturated audience; three of the known ones must be there. */
export function saturationSigns(facts: HealthFacts): readonly Sign[] {
  const cause = 'audience_saturation';
  const steadySpend = facts.spend_change_pct === null ? null : Math.abs(facts.spend_change_pct) <= significantPct;
  const steadyCtr = facts.ctr_change_pct === null ? null : Math.abs(facts.ctr_change_pct) <= significantPct;
  return [
    {
      ...{ cause, name: 'high_share', weight: 0.25, metric: 'impression_share', change_pct: null },
      present: above(facts.impression_share, saturatedShare),
      statement: `The impression share is ${shown(facts.impression_share)} (limit ${saturatedShare}).`,
      value: facts.impression_share,
      flips_if: `the impression share were above ${saturatedShare}`,
    },
    {
      ...{ cause, name: 'falling_reach', weight: 0.25, metric: 'reach', value: null },
      present: steadySpend === false ? false : below(facts.reach_change_pct, -significantPct),
      statement: `Reach changed by ${shown(facts.reach_change_pct, ' %')} while spend changed by ${shown(facts.spend_change_pct, ' %')}.`,
      change_pct: facts.reach_change_pct,
      flips_if: `reach had fallen by more than ${significantPct} % at a steady spend`,
    },
    {
      ...{ cause, name: 'rising_frequency', weight: 0.25, metric: 'frequency', value: facts.frequency },
      present: above(facts.frequency_change_pct, significantPct),
      statement: `Frequency changed by ${shown(facts.frequency_change_pct, ' %')}.`,
      change_pct: facts.frequency_change_pct,
      flips_if: `frequency had risen by more than ${significantPct} %`,
    },
    {
      ...{ cause, name: 'dearer_steady_ctr', weight: 0.25, metric: 'cpm', value: null },
      present: steadyCtr === false ? false : above(facts.cpm_change_pct, significantPct),
      statement: `CPM changed by ${shown(facts.cpm_change_pct, ' %')} while the click-through rate changed by ${shown(facts.ctr_change_pct, ' %')}.`,
      change_pct: facts.cpm_change_pct,
      flips_if: `CPM had risen by more than ${significantPct} % at a steady click-through rate`,
    },
  ];
}

/** The signs of pressure in the auction. Cost must rise while creative and audience are steady; a high share alone says nothing. */
export function auctionSigns(facts: HealthFacts): readonly Sign[] {
  const cause = 'auction_pressure';
  const competition = facts.competition;
  // A CPA that rose at steady prices rose because fewer clicks convert, which nobody in the auction has done.
  const dearer = pricesRose(facts) ?? cpaRose(facts);
  const restless =
    anyOf(
      below(facts.ctr_change_pct, -significantPct),
      above(facts.frequency, tiredFrequency),
      above(facts.frequency_change_pct, significantPct),
    ) === true;
  const priceLeft = anyOf(
    facts.price_anomaly === null || facts.price_anomaly.metric === 'cpa' ? null : true,
    above(facts.cpm_change_pct, significantPct),
    above(facts.cpc_change_pct, significantPct),
  );
  // What competitors bid is a fact of its own; a dearer click may as well come from a tired creative.
  const shift = anyOf(above(competition?.avg_bid_change_pct ?? null, auctionShiftPct), restless ? false : priceLeft);
  return [
    {
      ...{ cause, name: 'dearer_steady_creative', weight: 0.3, metric: 'cpa', value: facts.cpa },
      present: restless ? false : dearer,
      statement: `CPA changed by ${shown(facts.cpa_change_pct, ' %')}, CPM by ${shown(facts.cpm_change_pct, ' %')}, the click-through rate by ${shown(facts.ctr_change_pct, ' %')}, frequency by ${shown(facts.frequency_change_pct, ' %')}.`,
      change_pct: facts.cpa_change_pct,
      flips_if: `cost had risen by more than ${significantPct} % while click-through and frequency were steady`,
    },
    {
      ...{ cause, name: 'active_competitors', weight: 0.25, metric: 'competitor_activity', value: null },
      present: above(competition?.activity_change_pct ?? null, competitorActivityPct),
      statement: `Competitor activity: ${shown(competition?.activity_change_pct ?? null, ' %')}.`,
      change_pct: competition?.activity_change_pct ?? null,
      flips_if: `competitor activity had risen by more than ${competitorActivityPct} %`,
    },
    {
      ...{
        cause,
        name: 'auction_shift',
        weight: 0.25,
        metric: facts.price_anomaly?.metric ?? 'cpm',
        value: facts.price_anomaly?.value ?? null,
      },
      present: shift,
      statement:
        facts.price_anomaly?.statement ??
        `CPC changed by ${shown(facts.cpc_change_pct, ' %')}; competitors' bids: ${shown(competition?.avg_bid_change_pct ?? null, ' %')}.`,
      change_pct: facts.cpc_change_pct,
      flips_if: 'the price of impressions or clicks had left its baseline',
    },
    {
      ...{ cause, name: 'falling_share', weight: 0.2, metric: 'impression_share', value: facts.impression_share },
      present: below(facts.impression_share_change_pct, -auctionShiftPct),
      statement: `Impression share changed by ${shown(facts.impression_share_change_pct, ' %')}.`,
      change_pct: facts.impression_share_change_pct,
      flips_if: `the impression share had fallen by more than ${auctionShiftPct} %`,
    },
  ];
}
