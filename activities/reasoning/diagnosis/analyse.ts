import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { Recommendation, RootCause } from '../../../contracts/recommendation.ts';
import { sourceWords } from '../../../contracts/source-words.ts';
import type { CalibrationPoints } from '../confidence/calibrate.ts';
import { confidenceOf } from '../confidence/confidence.ts';
import { gatherFacts } from '../features/gather-facts.ts';
import type { HealthFacts } from '../features/health-facts.ts';
import { lateConversions } from '../gates/conversion-lag.ts';
import { dataFault } from '../gates/data-quality.ts';
import { measurementFault } from '../gates/tracking.ts';
import { weighedCauses } from '../hypotheses/likelihoods.ts';
import type { RuleScore } from '../hypotheses/rule-signs.ts';
import { type Signs, signsOf } from '../hypotheses/signs.ts';
import { fieldWords, momentLabel } from '../wording/labels.ts';
import type { Analysis } from './analysis.ts';
import { changesWords, directionWords, evidence, type Verdict } from './verdict.ts';
import { type Weighing, weigh } from './weigh.ts';
import { weighingOf } from './weighing-of.ts';
import { whateverWasLeftOut } from './whatever-was-left-out.ts';

/** What may be said about how to reason, besides the context. */
export type ReasoningOptions = {
  /** The moment to look at, when the context does not say. */
  readonly at?: string;
  /** The account's own calibration curve; the shipped one when there is none. */
  readonly calibration?: CalibrationPoints | null;
  /** Passes before this one; 0 for the first. */
  readonly iteration?: number;
};

/** Everything an analysis is made from, for whoever goes on from there. */
export type Grounds = {
  readonly facts: HealthFacts;
  readonly signs: Signs;
  readonly weighing: Weighing;
  readonly verdict: Verdict;
  readonly score: RuleScore | null;
};

/** The grounds of a context: faults of data and measurement first, then late conversions, then the weighing of causes. */
export function groundsOf(context: CampaignContext): Grounds {
  const facts = gatherFacts(context);
  const signs = signsOf(facts);
  const weighing = weighingOf(facts, signs);
  const { scores } = weighing;
  const fault = dataFault(facts);
  const verdict =
    (fault?.abstention?.reason === 'measurement_fault' ? fault : null) ??
    measurementFault(facts) ??
    fault ??
    lateConversions(facts, signs, Math.max(...weighedCauses.map((cause) => weighing.posterior[cause]))) ??
    whateverWasLeftOut(facts, signs, weigh(facts, weighing));
  return { facts, signs, weighing, verdict, score: scores.find((each) => each.cause === verdict.cause) ?? null };
}

/**
 * What is going on and why: one cause out of the list with its probability, the evidence for and against, and what else was
 * weighed. Pure and deterministic; a few milliseconds.
 */
export function analyse(context: CampaignContext, options: ReasoningOptions = {}): Analysis {
  return analysisOf(
    groundsOf(options.at === undefined || context.at != null ? context : { ...context, at: options.at }),
    options,
  );
}

/** Writes the analysis of some grounds. */
export function analysisOf(grounds: Grounds, options: ReasoningOptions): Analysis {
  const { facts, verdict, score } = grounds;
  const confidence = confidenceOf(facts, verdict, score, options.calibration);
  const { metrics } = facts;
  const since = facts.onset === null ? '' : ` The change began on ${facts.onset.since}.`;
  const interventions = facts.interventions.slice(-3).map((change) =>
    evidence(facts, {
      statement: `${change.ours ? 'This product' : 'Somebody'} changed the ${fieldWords(change.field)} on ${momentLabel(change.at)}, which may be part of the reason.`,
      ...{ metric: change.field, source: 'platform_changes', observed_at: change.at, supports: false },
    }),
  );
  return {
    cause: verdict.cause,
    confidence: confidence.shown,
    raw_confidence: confidence.raw,
    confidence_reasoning: reasonsFor(grounds, confidence.shown),
    explanation: verdict.explanation,
    signal_analysis: `${changesWords([
      ['CPA', metrics.cpa.change_pct],
      ['CPC', metrics.cpc.change_pct],
      ['CPM', metrics.cpm.change_pct],
      ['CTR', metrics.ctr.change_pct],
      ['conversion rate', metrics.conversion_rate.change_pct],
      ['frequency', metrics.frequency.change_pct],
      ['reach', metrics.reach.change_pct],
    ])}.${since}${directionWords(facts)}`,
    evidence: [...verdict.evidence, ...interventions],
    rejected: [],
    hypotheses: hypothesesOf(grounds, confidence.shown),
    abstention: verdict.abstention,
    missing_sources: [...facts.missing_sources],
  };
}

function reasonsFor({ facts, verdict }: Grounds, shown: number): string {
  const missing =
    facts.missing_sources.length === 0 ? '' : ` Missing: ${facts.missing_sources.map(sourceWords).join(', ')}.`;
  const stubbed =
    facts.stubbed_sources.length === 0
      ? ''
      : ` Made-up figures stand in for ${facts.stubbed_sources.map(sourceWords).join(', ')}.`;
  const low =
    shown < 0.6 && !verdict.confidence_reasoning.includes('low confidence')
      ? ' Low confidence, human judgement needed.'
      : '';
  return `${verdict.confidence_reasoning}${missing}${stubbed}${low}`;
}

/** Every cause with its probability; where a gate settled the matter its cause has the confidence and the rest is shared. */
function hypothesesOf({ weighing, verdict }: Grounds, shown: number): Recommendation['hypotheses'] {
  const settled = !weighedCauses.some((cause) => cause === verdict.cause);
  const rest = settled ? 1 - shown : 1;
  const of = (cause: RootCause, probability: number, score?: RuleScore) => ({
    ...{ cause, probability: Math.round(probability * 10_000) / 10_000 },
    ...{ signs_present: score?.present ?? 0, signs_known: score?.known ?? 0, signs_all: score?.signs.length ?? 0 },
  });
  const weighed = weighing.scores.map((score) => of(score.cause, weighing.posterior[score.cause] * rest, score));
  const quiet = weighing.posterior.none * rest;
  const others =
    verdict.cause === 'no_change'
      ? [of('no_change', shown + quiet)]
      : [of('no_change', quiet), ...(settled ? [of(verdict.cause, shown)] : [])];
  return [...weighed, ...others].sort((left, right) => right.probability - left.probability);
}
