import type { Verdict } from '../diagnosis/verdict.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import type { RuleScore } from '../hypotheses/rule-signs.ts';
import { type CalibrationPoints, calibrate } from './calibrate.ts';
import { defaultCalibration } from './default-points.ts';

/** Confidence of a verdict with its two faces. Both 0–1. */
export type Confidence = { readonly raw: number; readonly shown: number };

/** Somebody changed the campaign in the compared weeks, or the platform still learns: each leaves room for doubt. */
const interventionDoubt = 0.1;
const learningDoubt = 0.1;
/** The most that is left when every sign is missing, and what each known share of the signs adds. */
const coverageBase = 0.4;
/** A stand-in instead of a source is no evidence. */
const stubCap = 0.6;
const competitorCauses: readonly string[] = ['auction_pressure', 'competitor_promotion'];
/** The surest that anything is shown, less for every source that is missing. */
const surest = 0.97;
const missingCost = 0.03;
/** The causes that only one source can rule out, and the most that is left for any other cause while that source is missing. */
const witnesses: Readonly<Record<string, readonly string[]>> = {
  competitor_signals: ['auction_pressure', 'competitor_promotion'],
  audience_analytics: ['audience_saturation', 'poor_targeting', 'uneven_segments'],
  creative_metrics: ['creative_fatigue'],
};
const unrefutedCap = 0.8;

const round = (value: number) => Math.round(Math.min(1, Math.max(0.05, value)) * 1000) / 1000;

/**
 * How sure a verdict is. Raw: its probability, at most the share of all its stated signs where no counts stand behind them, and
 * at most what the known signs allow; less where somebody intervened. Shown: read off the calibration curve, which may only
 * raise what rests on counted days, and capped by missing and stubbed sources: most of all where one is missing that alone
 * could rule out another cause of a change.
 */
export function confidenceOf(
  facts: HealthFacts,
  verdict: Verdict,
  score: RuleScore | null,
  calibration: CalibrationPoints | null | undefined,
): Confidence {
  const counted = facts.clean.days.length > 0;
  const limits =
    score === null ? [] : [coverageBase + (1 - coverageBase) * score.coverage, ...(counted ? [] : [shareOfAll(score)])];
  const intervened = facts.interventions.some((change) => change.field !== 'creative_id') ? interventionDoubt : 0;
  const learning = facts.constraints?.in_learning === true ? learningDoubt : 0;
  const doubted = score === null ? 0 : intervened + learning;
  const raw = round(Math.min(verdict.confidence, ...limits) - doubted);
  const read = calibrate(raw, calibration ?? defaultCalibration);
  const settled = counted ? read : Math.min(raw, read);
  const stubbed = facts.stubbed_sources.includes('competitor_signals') && competitorCauses.includes(verdict.cause);
  const unrefuted = score !== null && verdict.cause !== 'budget_limited' && unheard(facts, verdict);
  const whole = Math.min(stubbed ? stubCap : 1, unrefuted ? unrefutedCap : surest);
  const cap = Math.min(whole, surest - missingCost * facts.missing_sources.length);
  return { raw, shown: round(Math.min(settled, cap)) };
}

/** Whether a source is missing that might have spoken for another cause: what nobody could say is not refuted. */
function unheard(
  { missing_sources }: Pick<HealthFacts, 'missing_sources'>,
  { cause }: Pick<Verdict, 'cause'>,
): boolean {
  return missing_sources.some((source) => witnesses[source]?.some((rival) => rival !== cause));
}

/** The weight of the signs that are there, of all: what is not known may not make anybody surer. */
function shareOfAll({ signs }: RuleScore): number {
  return Math.round(signs.reduce((sum, sign) => sum + (sign.present === true ? sign.weight : 0), 0) * 1e6) / 1e6;
}
