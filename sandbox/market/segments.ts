import type { Breadth } from './breadth.ts';
import { type Plot, presenceOf, strandOf } from './plot.ts';

/** A part of the people that a campaign is shown to: its share of the spend, and how well it buys (1 is usual). */
export type Segment = {
  readonly segment_id: string;
  readonly name: string;
  readonly share: number;
  readonly fit: number;
  /** Its part of the budget is used up every day: more money would bring more. */
  readonly capped: boolean;
};

const names = [
  { segment_id: 'seg_1', name: 'past visitors', share: 0.3 },
  { segment_id: 'seg_2', name: 'similar to buyers', share: 0.4 },
  { segment_id: 'seg_3', name: 'interests', share: 0.24 },
  { segment_id: 'seg_4', name: 'everybody else', share: 0.06 },
] as const;
/** What people who do not fit buy, compared with those who do. */
const MISFIT = 0.28;
/** How much of the misfits is left when they are shut out. */
const LEFT_AFTER_REFINING = 0.12;
/** Twice the money in one segment brings 2^0.85 times the buyers. */
const RETURNS = 0.85;

/** The segments of a campaign at a moment: uneven, ill fitting, or all alike. Shares sum to 1. */
export function segmentsAt(plot: Plot, days: number, breadth: Breadth): readonly Segment[] {
  const misfit = strandOf(plot, 'poor_targeting');
  const uneven = strandOf(plot, 'uneven_segments');
  const leak = misfit === undefined ? 0 : Math.min(0.6, 0.3 * misfit.size * presenceOf(misfit, days));
  const rift = uneven === undefined ? 0 : uneven.size * presenceOf(uneven, days);
  const shut = breadth.refined ? LEFT_AFTER_REFINING : 1;
  const parts = names.map(({ segment_id, name, share }, index) => {
    const misfits = index === 3 && misfit !== undefined;
    const moved = breadth.moved[segment_id] ?? 0;
    const born = misfits ? share + leak : share * (1 - leak);
    const wanted = Math.max(0, (misfits ? born * shut : born) + moved);
    const fit = misfits ? MISFIT : index === 0 ? 1 + 0.45 * rift : index === 1 ? Math.max(0.1, 1 - 0.6 * rift) : 1;
    const crowded = moved > 0 ? (wanted / born) ** (RETURNS - 1) : 1;
    const capped = index === 0 && rift > 0.3;
    return { segment_id, name, share: wanted, fit: fit * crowded, capped };
  });
  const whole = parts.reduce((sum, part) => sum + part.share, 0);
  return parts.map((part) => ({ ...part, share: part.share / whole }));
}

const yieldOf = (segments: readonly Segment[]) => segments.reduce((sum, { share, fit }) => sum + share * fit, 0);

/** What the segments together do to the conversion rate: 1 where nothing is the matter with them. */
export function segmentsConversion(plot: Plot, days: number, breadth: Breadth): number {
  if (!plot.strands.some(({ cause }) => cause === 'poor_targeting' || cause === 'uneven_segments')) return 1;
  const usual = strandOf(plot, 'poor_targeting') === undefined ? 1 : 1 - 0.06 * (1 - MISFIT);
  return yieldOf(segmentsAt(plot, days, breadth)) / usual;
}

/** What is left of the offers when misfits are shut out: nobody else takes their place. */
export function segmentsDemand(plot: Plot, days: number, breadth: Breadth): number {
  const misfit = strandOf(plot, 'poor_targeting');
  if (misfit === undefined || !breadth.refined) return 1;
  const leak = Math.min(0.6, 0.3 * misfit.size * presenceOf(misfit, days));
  return 1 - (0.06 + leak) * (1 - LEFT_AFTER_REFINING);
}
