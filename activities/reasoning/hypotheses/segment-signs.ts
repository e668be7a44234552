import type { HealthFacts, SegmentFact } from '../features/health-facts.ts';
import { weakSegmentFactor } from '../thresholds.ts';
import { plainSign, shown } from './signs.ts';

/** A segment that gets less of the spend than this is too small to matter. */
const smallestShare = 0.05;
/** Fewer conversions than this do not tell a dear segment from bad luck: none where three are due is one time in twenty. */
const leastExpected = 3;

/** The segments that matter, with how they compare; null when fewer than two are known. */
export type SegmentPicture = {
  readonly average_cpa: number;
  readonly best: SegmentFact;
  readonly worst: SegmentFact;
  /** Those that cost more than twice the average, dearest first. */
  readonly weak: readonly SegmentFact[];
};

/** Compares the segments. The average is that of the whole campaign, or of all segments by conversions. */
export function pictureOf(facts: Pick<HealthFacts, 'segments' | 'metrics'>): SegmentPicture | null {
  const segments = facts.segments.filter(
    (segment) => (segment.spend_share ?? shareOf(segment, facts.segments) ?? 1) >= smallestShare,
  );
  const [best, worst] = [segments[0], segments.at(-1)];
  if (best === undefined || worst === undefined || best === worst) return null;
  const counted = segments.filter((segment) => segment.spend !== null && segment.conversions !== null);
  const sum = (pick: (segment: SegmentFact) => number | null) =>
    counted.reduce((total, each) => total + (pick(each) ?? 0), 0);
  const conversions = sum((segment) => segment.conversions);
  const plain = segments.reduce((total, segment) => total + segment.cpa, 0) / segments.length;
  const average_cpa =
    counted.length === segments.length && conversions > 0
      ? sum((segment) => segment.spend) / conversions
      : (facts.metrics.cpa.value ?? plain);
  const weak = segments
    .filter((segment) => segment.cpa > weakSegmentFactor * average_cpa)
    .filter((segment) => segment.spend === null || segment.spend / average_cpa >= leastExpected)
    .toReversed();
  return { average_cpa, best, worst, weak };
}

function shareOf(segment: SegmentFact, all: readonly SegmentFact[]): number | null {
  const whole = all.reduce((total, each) => total + (each.spend ?? 0), 0);
  return segment.spend === null || whole === 0 ? null : segment.spend / whole;
}

/** The two signs that segments give. */
export function segmentSigns(facts: HealthFacts) {
  const picture = pictureOf(facts);
  const source = 'audience_analytics';
  const [weak] = picture?.weak ?? [];
  const uneven =
    picture === null || picture.best.budget_capped === null
      ? null
      : picture.best.budget_capped && picture.worst.cpa > weakSegmentFactor * picture.best.cpa;
  return {
    weak_segment: plainSign('weak_segment', picture === null ? null : weak !== undefined, {
      ...{
        metric: 'segment_cpa',
        value: (weak ?? picture?.worst)?.cpa ?? null,
        baseline: picture?.average_cpa ?? null,
        source,
      },
      statement:
        picture === null
          ? 'How the parts of the audience compare is not known.'
          : `The dearest part of the audience pays ${shown(picture.worst.cpa)} a conversion, the average is ${shown(picture.average_cpa)}; parts over ${weakSegmentFactor} times the average: ${picture.weak.length}.`,
      flips_if: `a part of the audience paid more than ${weakSegmentFactor} times the average`,
    }),
    capped_strong_segment: plainSign('capped_strong_segment', uneven, {
      ...{ metric: 'segment_cpa', value: picture?.best.cpa ?? null, baseline: picture?.worst.cpa ?? null, source },
      statement:
        picture === null
          ? 'Whether the best part of the audience is held back by its budget is not known.'
          : `The cheapest part pays ${shown(picture.best.cpa)} and its budget is ${picture.best.budget_capped === true ? 'used up' : 'not used up'}; the dearest pays ${shown(picture.worst.cpa)}.`,
      flips_if: `the budget of the cheapest part were used up while another paid more than ${weakSegmentFactor} times as much`,
    }),
  };
}
