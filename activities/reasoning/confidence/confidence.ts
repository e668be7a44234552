import type { Verdict } from '../diagnosis/verdict.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import type { RuleScore } from '../hypotheses/rule-signs.ts';
import { leastNamed } from '../thresholds.ts';
import { type CalibrationPoints, calibrate } from './calibrate.ts';
import { defaultCalibration } from './default-points.ts';
import { changesAreUnknown, isHearsay, isUnrefuted } from './unheard.ts';

/** Confidence of a verdict with its two faces. Both 0–1. */
export type Confidence = { readonly raw: number; readonly shown: number };

/** Somebody changed the campaign in the compared weeks, or the platform still learns: each leaves room for doubt. */
const interventionDoubt = 0.1;
const learningDoubt = 0.1;
/** The most that is left when every sign is missing, and what each known share of the signs adds. */
const coverageBase = 0.4;
/** Pressure of competitors that no source of their doings tells of is no more than a guess. */
const hearsayCap = 0.6;
/** The surest that anything is shown, less for every source that is missing. */
const surest = 0.97;
const missingCost = 0.03;
/** The most that is shown while a source is missing that alone could rule out another cause: never enough to act unasked. */
const unrefutedCap = 0.8;

const round = (value: number) => Math.round(Math.min(1, Math.max(0.05, value)) * 1000) / 1000;

/**
 * How sure a verdict is. Raw: its probability, at most the share of all its stated signs where no counts stand behind them, and
 * at most what the known signs allow; less where somebody intervened, or may have. Shown: read off the calibration curve, which
 * may only raise what rests on counted days, and capped by missing and stubbed sources.
 *
 * A missing source makes nobody surer: while one is missing that alone could speak for another cause, the named cause is
 * believed no more than one that is only just named. Had the source spoken and left the cause standing, it would be believed
 * that much at least. It holds for every rising curve of calibration.
 */
export function confidenceOf(
  facts: HealthFacts,
  verdict: Verdict,
  score: RuleScore | null,
  calibration: CalibrationPoints | null | undefined,
): Confidence {
  const counted = facts.clean.days.length > 0;
  const weighed = score !== null;
  const unrefuted = (weighed || verdict.cause === 'no_change') && isUnrefuted(facts, verdict.cause);
  const limits = weighed
    ? [coverageBase + (1 - coverageBase) * score.coverage, ...(counted ? [] : [shareOfAll(score)])]
    : [];
  const least = unrefuted ? [leastNamed] : [];
  const raw = round(Math.min(verdict.confidence, ...limits, ...least) - (weighed ? doubtOf(facts) : 0));
  const read = calibrate(raw, calibration ?? defaultCalibration);
  const settled = counted ? read : Math.min(raw, read);
  const caps = [
    surest - missingCost * facts.missing_sources.length,
    ...(isHearsay(facts, verdict.cause) ? [hearsayCap] : []),
    ...(unrefuted ? [unrefutedCap] : []),
  ];
  return { raw, shown: round(Math.min(settled, ...caps)) };
}

/** What interventions and learning take off; where they are not known, as much as if they were there. */
function doubtOf(facts: HealthFacts): number {
  if (changesAreUnknown(facts)) return interventionDoubt + learningDoubt;
  const intervened = facts.interventions.some((change) => change.field !== 'creative_id');
  const learning = facts.constraints?.in_learning === true;
  return (intervened ? interventionDoubt : 0) + (learning ? learningDoubt : 0);
}

/** The weight of the signs that are there, of all: what is not known may not make anybody surer. */
function shareOfAll({ signs }: RuleScore): number {
  return Math.round(signs.reduce((sum, sign) => sum + (sign.present === true ? sign.weight : 0), 0) * 1e6) / 1e6;
}
