import type { z } from 'zod';
import type { CampaignSpec } from '../world/campaign-spec.ts';
import type { plotSchema, strandSchema } from '../world/plot-spec.ts';
import { smoothStep } from './fatigue.ts';
import type { Scenario } from './scenario.ts';

/**
 * One cause at work: how strong (1 is as strong as in the demo), since and until when in days from the birth of the
 * sandbox (negative is before it; null is for good), and how many times slower than in the demo it sets in.
 */
export type Strand = z.infer<typeof strandSchema>;

/** What happens to a campaign: causes, and how the campaign stands to its market. */
export type Plot = z.infer<typeof plotSchema>;

/** Days before the sandbox’s birth at which most causes set in: the last full week differs from the one before. */
const ONSET_DAYS = -7;
/** A tracking break begins at local midnight three days before birth. */
const TRACKING_BREAK_DAYS = -3;

/** The strand of a scenario that says no more than its name. */
export function plainStrand(cause: Scenario): Strand {
  const since_days = cause === 'tracking_break' ? TRACKING_BREAK_DAYS : ONSET_DAYS;
  return { cause, size: 1, since_days, until_days: null, pace: 1 };
}

/** What happens to a campaign: its own plot, or the plain one that its scenario names. */
export function plotOf(campaign: CampaignSpec): Plot {
  return (
    campaign.plot ?? {
      strands: [plainStrand(campaign.scenario)],
      fill: null,
      cost_ratio: null,
      usual_frequency: null,
      creative_age_days: null,
      overbid_price: 0,
      chance: 'even',
    }
  );
}

/** The strand of a cause, when it is at work. */
export function strandOf(plot: Plot, cause: Scenario): Strand | undefined {
  return plot.strands.find((strand) => strand.cause === cause);
}

/** How much of a strand is at work at a moment, 0–1: it sets in within hours and goes as it came. */
export function presenceOf(strand: Strand, days: number): number {
  const came = smoothStep((days - strand.since_days) / (0.25 * strand.pace));
  return strand.until_days === null ? came : came * (1 - smoothStep((days - strand.until_days) / 0.25));
}
