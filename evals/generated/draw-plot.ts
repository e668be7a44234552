import type { Plot, Strand } from '../../sandbox/market/plot.ts';
import type { Scenario } from '../../sandbox/market/scenario.ts';
import type { Draw } from './draw.ts';
import type { CaseKind } from './generated-case.ts';

/** How strong a cause may be, 1 as in the demo, and how many days before the look it may set in. */
const ranges: Readonly<Record<Scenario, { size: readonly [number, number]; since: readonly [number, number] }>> = {
  auction_pressure: { size: [0.7, 1.7], since: [-9, -4] },
  competitor_promotion: { size: [0.8, 1.4], since: [-9, -4] },
  creative_fatigue: { size: [0.7, 1.3], since: [-10, -5] },
  audience_saturation: { size: [0.8, 1.6], since: [-9, -5] },
  poor_targeting: { size: [0.7, 1.5], since: [-9, -5] },
  uneven_segments: { size: [0.8, 1.4], since: [-12, -5] },
  budget_limited: { size: [0.6, 1.6], since: [-12, -5] },
  tracking_break: { size: [1, 1], since: [-5, -2] },
  seasonality: { size: [0.9, 1.5], since: [-8, -7] },
  external_event: { size: [0.8, 1.7], since: [-8, -4] },
  conversion_lag: { size: [1, 1], since: [-7, -7] },
  no_change: { size: [1, 1], since: [-7, -7] },
};

/** Pairs that happen together and do not undo each other’s marks. */
const pairs: readonly [readonly [Scenario, Scenario], ...(readonly [Scenario, Scenario])[]] = [
  ['auction_pressure', 'creative_fatigue'],
  ['creative_fatigue', 'audience_saturation'],
  ['auction_pressure', 'uneven_segments'],
  ['creative_fatigue', 'poor_targeting'],
  ['auction_pressure', 'competitor_promotion'],
  ['tracking_break', 'auction_pressure'],
];

function drawStrand(draw: Draw, cause: Scenario, name: string): Strand {
  const { size, since } = ranges[cause];
  const since_days = draw.whole(`${name}/since`, since[0], since[1]);
  const slow = cause === 'creative_fatigue' ? draw.between(`${name}/pace`, 1, 6) : draw.between(`${name}/pace`, 1, 3);
  const until = {
    // A flash sale is over in a few days; one that has lasted a week goes on for weeks.
    competitor_promotion: since_days > -6 ? draw.whole(`${name}/until`, 1, 4) : draw.whole(`${name}/until`, 10, 30),
    external_event: draw.whole(`${name}/until`, 1, 4),
    tracking_break: draw.whole(`${name}/until`, 2, 5),
  };
  const until_days = cause in until ? Object.entries(until).find(([key]) => key === cause)?.[1] : undefined;
  return {
    cause,
    size: Math.round(draw.between(`${name}/size`, size[0], size[1]) * 100) / 100,
    ...{ since_days, until_days: until_days ?? null, pace: Math.round(slow * 10) / 10 },
  };
}

/** The causes of a case by its kind. */
function drawStrands(draw: Draw, kind: CaseKind): readonly [Strand, ...Strand[]] {
  if (kind === 'mixed') {
    const [one, other] = draw.pick('pair', pairs);
    // Two at once are each a little weaker, or hardly a campaign would outlive them.
    const weaker = (strand: Strand) => ({ ...strand, size: Math.round(strand.size * 75) / 100 });
    return [weaker(drawStrand(draw, one, 'one')), weaker(drawStrand(draw, other, 'other'))];
  }
  const calm = kind === 'pure_noise' || kind === 'too_little_data';
  return [drawStrand(draw, calm ? 'no_change' : kind, 'one')];
}

/** What happens to the campaign of a case. Counts come by chance, as they do outside of a demo. */
export function drawPlot(draw: Draw, kind: CaseKind): Plot {
  const strands = drawStrands(draw, kind);
  const has = (cause: Scenario) => strands.some((strand) => strand.cause === cause);
  return {
    strands: [...strands],
    fill: has('budget_limited') ? draw.between('fill', 0.98, 1.05) : draw.between('fill', 0.72, 0.9),
    cost_ratio: has('budget_limited') ? draw.between('cost', 0.6, 0.8) : draw.between('cost', 0.84, 0.98),
    usual_frequency: has('creative_fatigue')
      ? draw.between('frequency', 3.2, 4)
      : has('audience_saturation')
        ? draw.between('frequency', 2.2, 2.9)
        : draw.between('frequency', 1.4, 2.6),
    creative_age_days: has('creative_fatigue') ? draw.whole('age', 24, 60) : draw.whole('age', 8, 44),
    overbid_price: 0.8,
    chance: 'poisson',
  };
}
