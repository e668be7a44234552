import type { HealthFacts } from '../features/health-facts.ts';
import type { SignName } from '../hypotheses/likelihoods.ts';
import type { Signs } from '../hypotheses/signs.ts';
import { leastNamed } from '../thresholds.ts';
import type { Verdict } from './verdict.ts';
import { weigh } from './weigh.ts';
import { weighingOf } from './weighing-of.ts';

/** What sources of competitor signals tell when they answer. Promotions are not among it: only sources that read ads see them. */
const toldOfCompetitors: readonly SignName[] = ['active_competitors', 'rising_bids'];
const toldOfSegments: readonly SignName[] = ['weak_segment', 'capped_strong_segment'];

/**
 * The signs that rest on figures which a source that did answer left out. A comparison of segments rests on what each of them
 * spent and brought: where one of these counts is lacking it may as well be the other way round.
 */
function leftOut({ competition, segments }: HealthFacts, signs: Signs): readonly SignName[] {
  const uncounted = segments.some((each) => each.spend === null || each.conversions === null);
  return [
    ...(competition === null ? [] : toldOfCompetitors.filter((name) => signs[name].present === null)),
    ...(uncounted ? toldOfSegments.filter((name) => signs[name].present !== null) : []),
  ];
}

/**
 * A verdict that is no surer than it would be had the figures been told that were left out, whatever they had said: the least
 * over both answers of each sign that rests on them. Where another answer would name another cause it is as sure as one that
 * is only just named, since a whole picture with that answer would not have named this one.
 */
export function whateverWasLeftOut(facts: HealthFacts, signs: Signs, verdict: Verdict): Verdict {
  const names = leftOut(facts, signs);
  const pictures = names.reduce<readonly Signs[]>(
    (all, name) => all.flatMap((each) => [answered(each, name, false), answered(each, name, true)]),
    [signs],
  );
  const least = pictures.map((picture) => {
    const said = weigh(facts, weighingOf(facts, picture));
    return said.cause === verdict.cause ? said.confidence : leastNamed;
  });
  return { ...verdict, confidence: Math.min(verdict.confidence, ...least) };
}

function answered(signs: Signs, name: SignName, present: boolean): Signs {
  return { ...signs, [name]: { ...signs[name], present, strength: Number(present) } };
}
