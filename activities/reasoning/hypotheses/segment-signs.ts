import { normalShare, oneInTwenty } from '../features/chance.ts';
import type { HealthFacts, SegmentFact } from '../features/health-facts.ts';
import { unevenFactor, weakSegmentFactor } from '../thresholds.ts';
import { moneyText } from '../wording/amount.ts';
import { nameOf } from '../wording/names.ts';
import { plainSign } from './sign.ts';

/** A segment that gets less of the spend than this is too small to matter. */
const smallestShare = 0.05;
/** Fewer conversions than this do not tell a dear segment from bad luck: none where three are due is one time in twenty. */
const leastExpected = 3;

/** How much dearer than the rest a segment is, and what chance does to that; null deviation: no counts are known. */
type Comparison = { readonly segment: SegmentFact; readonly ratio: number; readonly deviation: number | null };

/** The segments that matter, with how they compare; null when fewer than two are known. */
export type SegmentPicture = {
  readonly average_cpa: number;
  /** The cheapest whose budget is used up, or the cheapest of all. */
  readonly best: SegmentFact;
  /** The one on which most money is lost against the best. */
  readonly worst: SegmentFact;
  /** Those that cost more than twice the average or the rest, beyond chance, dearest first. */
  readonly weak: readonly SegmentFact[];
  /** How surely the weakest one is out of place, 0–1. */
  readonly surely: number;
};

/** Compares the segments. The average is that of all segments by conversions, or of the whole campaign. */
export function pictureOf(facts: Pick<HealthFacts, 'segments' | 'metrics'>): SegmentPicture | null {
  const segments = facts.segments.filter((segment) => (shareOf(segment, facts.segments) ?? 1) >= smallestShare);
  if (segments.length < 2) return null;
  const average_cpa = averageOf(segments, facts.metrics.cpa.value);
  const compared = segments.map((segment) => compare(segment, segments, average_cpa));
  const weak = compared
    .filter(({ segment, ratio }) => Math.max(ratio, segment.cpa / average_cpa) > weakSegmentFactor)
    .filter(({ segment }) => segment.spend === null || segment.spend / average_cpa >= leastExpected)
    .filter(({ ratio, deviation }) => deviation === null || Math.log(ratio) > oneInTwenty * deviation)
    .sort((left, right) => right.ratio - left.ratio);
  const cheap = segments.filter((segment) => segment.budget_capped === true && segment.cpa < average_cpa);
  const best = cheap[0] ?? segments[0];
  const lost = (segment: SegmentFact) => (shareOf(segment, facts.segments) ?? 1) * (1 - (best?.cpa ?? 0) / segment.cpa);
  const worst = segments.filter((segment) => segment !== best).sort((left, right) => lost(right) - lost(left))[0];
  if (best === undefined || worst === undefined) return null;
  return { average_cpa, best, worst, weak: weak.map(({ segment }) => segment), surely: surelyWeak(compared) };
}

function averageOf(segments: readonly SegmentFact[], campaign: number | null): number {
  const sum = (pick: (segment: SegmentFact) => number | null) =>
    segments.reduce((total, each) => total + (pick(each) ?? 0), 0);
  const counted = segments.every((segment) => segment.spend !== null && segment.conversions !== null);
  const conversions = sum((segment) => segment.conversions);
  if (counted && conversions > 0) return sum((segment) => segment.spend) / conversions;
  return campaign ?? segments.reduce((total, segment) => total + segment.cpa, 0) / segments.length;
}

function compare(segment: SegmentFact, all: readonly SegmentFact[], average: number): Comparison {
  const rest = all.filter((each) => each !== segment);
  const own = segment.conversions;
  const others = rest.reduce((sum, each) => sum + (each.conversions ?? 0), 0);
  const counted = own !== null && rest.every((each) => each.conversions !== null);
  return {
    segment,
    ratio: segment.cpa / averageOf(rest, average),
    deviation: counted && own > 0 && others > 0 ? Math.sqrt(1 / own + 1 / others) : null,
  };
}

/** The probability that some segment really costs half as much again as the rest. */
function surelyWeak(compared: readonly Comparison[]): number {
  return Math.max(
    ...compared.map(({ ratio, deviation }) => {
      if (deviation === null) return ratio > weakSegmentFactor ? 1 : 0;
      return normalShare((Math.log(ratio) - Math.log(1.5)) / deviation);
    }),
  );
}

function shareOf(segment: SegmentFact, all: readonly SegmentFact[]): number | null {
  if (segment.spend_share !== null) return segment.spend_share;
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
      : picture.best.budget_capped && picture.worst.cpa > unevenFactor * picture.best.cpa;
  const known = plainSign('weak_segment', picture === null ? null : weak !== undefined, {
    ...{
      metric: 'segment_cpa',
      value: (weak ?? picture?.worst)?.cpa ?? null,
      baseline: picture?.average_cpa ?? null,
      source,
    },
    statement: picture === null ? 'How the parts of the audience compare is not known.' : weakWords(facts, picture),
  });
  return {
    weak_segment: picture === null ? known : { ...known, strength: picture.surely },
    capped_strong_segment: plainSign('capped_strong_segment', uneven, {
      ...{ metric: 'segment_cpa', value: picture?.best.cpa ?? null, baseline: picture?.worst.cpa ?? null, source },
      statement:
        picture === null
          ? 'Whether the best part of the audience is held back by its budget is not known.'
          : cheapestWords(facts, picture),
    }),
  };
}

type Named = Pick<HealthFacts, 'names' | 'currency'>;

function weakWords({ names, currency }: Named, { weak, average_cpa }: SegmentPicture): string {
  const average = `the average is ${moneyText(average_cpa, currency)}`;
  const [dearest] = weak;
  if (dearest === undefined)
    return `No part of the audience costs over ${weakSegmentFactor} times the rest; ${average}.`;
  const price = `${nameOf(names, 'audience', dearest.segment_id)} at ${moneyText(dearest.cpa, currency)} a conversion`;
  return weak.length === 1
    ? `1 part of the audience costs over ${weakSegmentFactor} times the rest: ${price}; ${average}.`
    : `${weak.length} parts of the audience cost over ${weakSegmentFactor} times the rest, most of all ${price}; ${average}.`;
}

function cheapestWords({ names, currency }: Named, { best, worst }: SegmentPicture): string {
  const price = (segment: SegmentFact) =>
    `${nameOf(names, 'audience', segment.segment_id)} costs ${moneyText(segment.cpa, currency)} a conversion`;
  const used = best.budget_capped === true ? 'uses up its budget' : 'does not use up its budget';
  return `${price(best)}, the least of all parts, and ${used}; ${price(worst)}, where most money is lost.`;
}
