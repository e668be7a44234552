import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import type { Evidence, Recommendation, RootCause } from '../../contracts/recommendation.ts';
import type { Lever } from './actions/lever.ts';
import { typedActionOf } from './actions/typed-action-of.ts';
import { dailyCostMinor, waitingWords } from './actions/waiting-cost.ts';
import { alternativesOf } from './alternatives/alternatives-of.ts';
import type { AnomalyReport } from './anomaly/anomaly-report.ts';
import { chartsOf, chartsOfDays } from './charts.ts';
import { decide } from './decide.ts';
import { type Grounds, groundsOf, type ReasoningOptions } from './diagnosis/analyse.ts';
import type { Analysis } from './diagnosis/analysis.ts';
import type { HealthFacts } from './features/health-facts.ts';
import { rulesVersion } from './version.ts';
import { causeWords } from './wording/cause-words.ts';
import { namesOfAction } from './wording/names.ts';
import { criterionWords, impactWords, leverWords } from './wording/words.ts';

/** What else may be handed to a recommendation. */
export type RecommendOptions = ReasoningOptions & {
  /** The report of the longer series, for the charts; the days of the context are drawn when there is none. */
  readonly anomalies?: AnomalyReport | null;
};

/** Why a lever is pulled or left: the cause, how sure that is, and the observations behind it. Confidence 0–1. */
export type Reasons = {
  readonly cause: RootCause;
  /** Other words for the cause, where what is judged is not a change. */
  readonly cause_words?: string;
  readonly confidence: number;
  readonly raw_confidence: number | null;
  readonly confidence_reasoning: string;
  readonly explanation: string;
  readonly evidence: readonly Evidence[];
  readonly alternatives: Recommendation['alternative_actions'];
};

/**
 * One recommendation from one analysis: the typed action, what it should bring, what can go wrong, what waiting costs, and
 * what was not chosen with the fact that would have turned it. The confidence never exceeds the analysis's. Pure.
 */
export function recommend(
  context: CampaignContext,
  analysis: Analysis,
  options: RecommendOptions = {},
): Recommendation {
  const looked = options.at === undefined || context.at != null ? context : { ...context, at: options.at };
  return recommendOn(looked, groundsOf(looked), analysis, options);
}

/** The same on grounds that are there already. */
export function recommendOn(
  context: CampaignContext,
  grounds: Grounds,
  analysis: Analysis,
  options: RecommendOptions,
): Recommendation {
  const decision = decide(context, grounds.facts, analysis);
  const alternatives = [...analysis.rejected, ...alternativesOf(context, grounds, decision, options)];
  return recommendationOf(decision.lever, { ...analysis, alternatives }, { ...grounds, analysis }, options);
}

/** Writes a recommendation: every sentence is made from the lever, the reasons and the facts, and adds none of its own. */
export function recommendationOf(
  lever: Lever,
  reasons: Reasons,
  picture: { readonly facts: HealthFacts; readonly analysis: Analysis; readonly signs: Grounds['signs'] },
  options: RecommendOptions,
): Recommendation {
  const { facts, analysis, signs } = picture;
  const moved = Object.values(signs)
    .filter((sign) => sign.present === true)
    .map((sign) => sign.name);
  const headline = options.anomalies == null ? '' : `${options.anomalies.headline} `;
  return {
    campaign_id: facts.campaign_id,
    generated_at: facts.at,
    recommended_workflow: lever.workflow,
    action: lever.action,
    names: namesOfAction(facts.names, lever.action),
    typed_action: lever.advice ?? typedActionOf(lever.action, facts),
    specific_action: leverWords(lever, facts),
    reasoning: [`Cause: ${reasons.cause_words ?? causeWords[reasons.cause]}.`, reasons.explanation, lever.held_back]
      .filter(Boolean)
      .join(' '),
    signal_analysis: `${headline}Against the week before: ${analysis.signal_analysis}`,
    root_cause: reasons.cause,
    evidence: [...reasons.evidence],
    series:
      options.anomalies == null
        ? chartsOfDays(facts.clean.days, facts.onset?.since ?? null, moved)
        : chartsOf(options.anomalies),
    hypotheses: analysis.hypotheses,
    expected_impact: impactWords(lever, facts),
    expected_effect: lever.expected_effect,
    cost_of_doing_nothing: waitingWords(facts, reasons.cause),
    daily_cost_of_waiting_minor: dailyCostMinor(facts, reasons.cause),
    risk_level: lever.risk_level,
    risk_factors: [...lever.risk_factors],
    alternative_actions: reasons.alternatives,
    step_values: lever.action.kind === 'none' ? null : (lever.step_values ?? null),
    success_metrics: lever.success_criteria.map((criterion) => criterionWords(criterion, facts.currency)),
    success_criteria: [...lever.success_criteria],
    confidence: reasons.confidence,
    confidence_reasoning: reasons.confidence_reasoning,
    rules_confidence: null,
    raw_confidence: reasons.raw_confidence,
    confidence_record: null,
    abstention: lever.workflow === 'Continue Monitoring' ? analysis.abstention : null,
    ...{ validation: null, critique: null, dissent: [], claims: [], citations: [], wording: null },
    iteration_count: Math.max(0, options.iteration ?? 0),
    model_version: rulesVersion,
    prompt_version: null,
    ...{ degraded: false, degraded_reason: null },
    missing_sources: [...analysis.missing_sources],
  };
}
