import type { DemoCampaign } from '../../contracts/demo-world.ts';
import type { Breadth } from './breadth.ts';
import { quickLag, slowLag } from './conversion-lag.ts';
import { type Fatigue, usualFatigue } from './fatigue.ts';
import { type Plot, presenceOf, type Strand, strandOf } from './plot.ts';
import { segmentsConversion, segmentsDemand } from './segments.ts';

/** The cause that the market plays for a campaign. */
export type Scenario = DemoCampaign['scenario'];

/** Multipliers of a moment, `days` (fractional, negative before birth) from the birth of the sandbox. */
export type Conditions = {
  readonly pressure: number;
  readonly demand: number;
  readonly pool: number;
  readonly conversion: number;
  readonly tracked: number;
};

/** What does not change over time: how the campaign stands to its market. */
export type Temperament = {
  /** Share of the daily budget that demand would use up in usual days. */
  readonly fill: number;
  readonly usual_frequency: number;
  /** Cost per conversion in usual days, relative to the target. */
  readonly cost_ratio: number;
  /** Share of the buyers that stay away in the slack days of a strong season; null without one. */
  readonly season_depth: number | null;
  /** Days by which the slack days of the season come later than in the demo. */
  readonly season_shift: number;
  readonly lag: typeof quickLag;
};

/** The temperament that belongs to a plot. */
export function temperamentOf(plot: Plot): Temperament {
  const frequencies: Partial<Record<Scenario, number>> = { creative_fatigue: 3.6, audience_saturation: 2.6 };
  const limited = strandOf(plot, 'budget_limited') !== undefined;
  const season = strandOf(plot, 'seasonality');
  const worn = plot.strands.map((strand) => frequencies[strand.cause] ?? 1.8);
  return {
    fill: plot.fill ?? (limited ? 1.05 : 0.88),
    usual_frequency: plot.usual_frequency ?? Math.max(...worn),
    cost_ratio: plot.cost_ratio ?? (limited ? 0.72 : 0.9),
    season_depth: season === undefined ? null : 0.24 * season.size,
    season_shift: season === undefined ? 0 : season.since_days + 7,
    lag: strandOf(plot, 'conversion_lag') === undefined ? quickLag : slowLag,
  };
}

/** What one cause does to the market at a moment; where it does nothing everything is 1. */
function doingOf(strand: Strand, days: number, breadth: Breadth): Partial<Conditions> {
  const ramp = presenceOf(strand, days);
  const { size } = strand;
  switch (strand.cause) {
    case 'auction_pressure':
      return { pressure: 1 + 0.24 * size * ramp };
    case 'competitor_promotion':
      return { pressure: 1 + 0.06 * size * ramp, conversion: 1 - 0.22 * size * ramp };
    case 'audience_saturation':
      // Whom a wider audience brings in has not been bid up nor seen too much.
      return {
        pressure: 1 + 0.15 * size * ramp * breadth.relief,
        pool: 1 - Math.min(0.75, 0.4 * size) * ramp * breadth.relief,
      };
    case 'budget_limited':
      return { demand: 1 + 1.3 * size * ramp };
    case 'tracking_break':
      return { tracked: days >= strand.since_days && days < (strand.until_days ?? Infinity) ? 0.01 : 1 };
    case 'external_event':
      return { conversion: 1 - 0.24 * size * ramp, demand: 1 - 0.06 * size * ramp };
    case 'poor_targeting':
    case 'uneven_segments':
    case 'creative_fatigue':
    case 'seasonality':
    case 'conversion_lag':
    case 'no_change':
      return {};
  }
}

/** What the causes of a plot do to the market at a moment, together. Without a cause everything is 1. */
export function conditionsAt(plot: Plot, days: number, breadth: Breadth): Conditions {
  const usual = {
    ...{ pressure: 1, pool: 1, tracked: 1 },
    demand: segmentsDemand(plot, days, breadth),
    conversion: segmentsConversion(plot, days, breadth),
  };
  return plot.strands.reduce((so_far: Conditions, strand) => {
    const doing = doingOf(strand, days, breadth);
    return {
      pressure: so_far.pressure * (doing.pressure ?? 1),
      demand: so_far.demand * (doing.demand ?? 1),
      pool: so_far.pool * (doing.pool ?? 1),
      conversion: so_far.conversion * (doing.conversion ?? 1),
      tracked: so_far.tracked * (doing.tracked ?? 1),
    };
  }, usual);
}

/** Age in days, at birth, of the creative that an ad runs, and how it tires. The first ad of a tired campaign is the worn one. */
export function creativeAtBirth(plot: Plot, adIndex: number): { readonly age_days: number; readonly fatigue: Fatigue } {
  const tired = strandOf(plot, 'creative_fatigue');
  if (tired === undefined) return { age_days: (plot.creative_age_days ?? 18) + adIndex, fatigue: usualFatigue };
  const age_days = (plot.creative_age_days ?? 46) + adIndex;
  return {
    age_days,
    fatigue: {
      half_age_days: age_days + tired.since_days,
      width_days: 0.5 * tired.pace,
      loss: (adIndex === 0 ? 0.34 : 0.1) * tired.size,
    },
  };
}
