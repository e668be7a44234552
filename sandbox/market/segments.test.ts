import { describe, expect, it } from 'vitest';
import { plotSchema, scenarioSchema } from '../world/plot-spec.ts';
import { usualBreadth } from './breadth.ts';
import { type Plot, plainStrand } from './plot.ts';
import type { Scenario } from './scenario.ts';
import { segmentsAt, segmentsConversion, segmentsDemand } from './segments.ts';

const plotWith = (cause: Scenario, size = 1): Plot => plotSchema.parse({ strands: [{ ...plainStrand(cause), size }] });
const refined = { ...usualBreadth, refined: true };
const at = (plot: Plot, days: number, breadth = usualBreadth) =>
  Object.fromEntries(segmentsAt(plot, days, breadth).map((each) => [each.segment_id, each]));
const [before, after] = [-20, 0];

describe('the segments of a campaign', () => {
  it.each(scenarioSchema.options)('share all of the spend whatever is played: %s', (cause) => {
    for (const days of [before, -7, -6.9, after, 30])
      for (const size of [0, 0.5, 1, 5])
        for (const breadth of [usualBreadth, refined]) {
          const parts = segmentsAt(plotWith(cause, size), days, breadth);
          expect(parts.reduce((sum, each) => sum + each.share, 0)).toBeCloseTo(1, 12);
          expect(parts.every((each) => each.share >= 0 && each.fit > 0)).toBe(true);
        }
  });

  it('are all alike, and none is held back, as long as nothing is the matter with them', () => {
    const parts = segmentsAt(plotWith('creative_fatigue'), after, usualBreadth);
    expect(parts.map((each) => [each.fit, each.capped])).toEqual(parts.map(() => [1, false]));
    expect(segmentsConversion(plotWith('creative_fatigue'), after, usualBreadth)).toBe(1);
    expect(segmentsDemand(plotWith('creative_fatigue'), after, refined)).toBe(1);
  });

  it('grow apart where they become uneven: the strong one is held back, and not before', () => {
    const plot = plotWith('uneven_segments');
    expect(at(plot, before).seg_1).toMatchObject({ fit: 1, capped: false });
    expect(at(plot, after).seg_1).toMatchObject({ capped: true });
    expect(at(plot, after).seg_1?.fit).toBeGreaterThan(1);
    expect(at(plot, after).seg_2?.fit).toBeLessThan(1);
    expect(segmentsConversion(plot, after, usualBreadth)).toBeLessThan(segmentsConversion(plot, before, usualBreadth));
  });

  it('bring more where money moves from the weak to the strong, and less the other way round', () => {
    const plot = plotWith('uneven_segments');
    const moved = (share: number) => ({ ...usualBreadth, moved: { seg_1: share, seg_2: -share } });
    const conversion = (share: number) => segmentsConversion(plot, after, moved(share));
    expect(conversion(0.1)).toBeGreaterThan(conversion(0));
    expect(conversion(-0.1)).toBeLessThan(conversion(0));
    // Twice the money in one place does not bring twice the buyers.
    expect(conversion(0.2) - conversion(0.1)).toBeLessThan(conversion(0.1) - conversion(0));
  });

  it('leak to people who do not fit where targeting is poor, until they are shut out', () => {
    const plot = plotWith('poor_targeting');
    expect(at(plot, after).seg_4?.share).toBeGreaterThan(at(plot, before).seg_4?.share ?? 1);
    expect(at(plot, after).seg_4?.fit).toBeLessThan(0.5);
    const [left, shut] = [usualBreadth, refined].map((breadth) => segmentsConversion(plot, after, breadth));
    expect(shut).toBeGreaterThan(left ?? 1);
    expect(segmentsConversion(plot, before, usualBreadth)).toBeCloseTo(1, 12);
  });

  it('offer less when misfits are shut out: nobody takes their place', () => {
    const plot = plotWith('poor_targeting');
    expect(segmentsDemand(plot, after, usualBreadth)).toBe(1);
    expect(segmentsDemand(plot, after, refined)).toBeLessThan(segmentsDemand(plot, before, refined));
    expect(segmentsDemand(plotWith('poor_targeting', 5), after, refined)).toBeGreaterThan(0.3);
  });
});
