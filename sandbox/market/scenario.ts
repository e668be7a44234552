import type { DemoCampaign } from '../../contracts/demo-world.ts';
import { quickLag, slowLag } from './conversion-lag.ts';
import { type Fatigue, smoothStep, usualFatigue } from './fatigue.ts';

/** The cause that the market plays for a campaign. */
export type Scenario = DemoCampaign['scenario'];

/** Days before the sandbox’s birth at which most causes set in: the last full week differs from the one before. */
const ONSET_DAYS = -7;
/** A tracking break begins at local midnight three days before birth. */
const TRACKING_BREAK_DAYS = -3;

/** Multipliers of a moment, `days` (fractional, negative before birth) from the birth of the sandbox. */
export type Conditions = {
  readonly pressure: number;
  readonly demand: number;
  readonly pool: number;
  readonly tracked: number;
};

/** What does not change over time: how the campaign stands to its market. */
export type Temperament = {
  /** Share of the daily budget that demand would use up in usual days. */
  readonly fill: number;
  readonly usual_frequency: number;
  /** Cost per conversion in usual days, relative to the target. */
  readonly cost_ratio: number;
  readonly strong_season: boolean;
  readonly lag: typeof quickLag;
};

/** The temperament that belongs to a cause. */
export function temperamentOf(scenario: Scenario): Temperament {
  const frequencies: Partial<Record<Scenario, number>> = { creative_fatigue: 3.6, audience_saturation: 2.6 };
  const limited = scenario === 'budget_limited';
  return {
    fill: limited ? 1.05 : 0.88,
    usual_frequency: frequencies[scenario] ?? 1.8,
    cost_ratio: limited ? 0.72 : 0.9,
    strong_season: scenario === 'seasonality',
    lag: scenario === 'conversion_lag' ? slowLag : quickLag,
  };
}

/** What a cause does to the market at a moment. Without a cause everything is 1. */
export function conditionsAt(scenario: Scenario, days: number): Conditions {
  const ramp = smoothStep((days - ONSET_DAYS) / 0.25);
  const usual = { pressure: 1, demand: 1, pool: 1, tracked: 1 };
  switch (scenario) {
    case 'auction_pressure':
      return { ...usual, pressure: 1 + 0.24 * ramp };
    case 'audience_saturation':
      return { ...usual, pressure: 1 + 0.15 * ramp, pool: 1 - 0.4 * ramp };
    case 'budget_limited':
      return { ...usual, demand: 1 + 1.3 * ramp };
    case 'tracking_break':
      return { ...usual, tracked: days >= TRACKING_BREAK_DAYS ? 0.01 : 1 };
    case 'creative_fatigue':
    case 'seasonality':
    case 'conversion_lag':
    case 'no_change':
      return usual;
  }
}

/** Age in days, at birth, of the creative that an ad runs, and how it tires. The first ad of a tired campaign is the worn one. */
export function creativeAtBirth(
  scenario: Scenario,
  adIndex: number,
): { readonly age_days: number; readonly fatigue: Fatigue } {
  if (scenario !== 'creative_fatigue') return { age_days: 18 + adIndex, fatigue: usualFatigue };
  const age_days = 46 + adIndex;
  return {
    age_days,
    fatigue: { half_age_days: age_days + ONSET_DAYS, width_days: 0.5, loss: adIndex === 0 ? 0.34 : 0.1 },
  };
}
