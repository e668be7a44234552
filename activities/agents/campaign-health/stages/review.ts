import type { ActionContext } from '../../../../contracts/action-handler.ts';
import type { Council, CouncilOwner } from '../../../../contracts/council.ts';
import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import type { CheckResult, Recommendation } from '../../../../contracts/recommendation.ts';
import { type Analysis, critiqueByRules, shouldRegenerate } from '../../../reasoning/index.ts';
import { askCritic, type CriticAnswer, shownToCritic } from './ask-critic.ts';
import { degradedBy } from './degraded-by.ts';
import { lowered } from './lower-confidence.ts';
import { matterOf } from './matter-of.ts';
import { wishedVersion } from './prompt-wish.ts';
import { findingsOf } from './proposal-of.ts';
import type { Recall } from './recall.ts';
import { timeLeft } from './time-left.ts';

/** What the review works with. */
export type ReviewDependencies = {
  readonly council: Council | null;
  readonly clock: { now(): Date };
  readonly log: ActionContext['log'];
  readonly recall: Recall;
  /** Cases like this one that were decided and turned out, as text for a prompt; empty without any. */
  readonly examples: (recommendation: Recommendation) => Promise<string>;
};

/** What is reviewed; see the action `critique`. */
export type ReviewQuestion = {
  readonly context: CampaignContext;
  readonly analysis: Analysis;
  readonly recommendation: Recommendation;
  readonly iteration: number;
  /** What the second voice said in the first pass. */
  readonly earlier?: CriticAnswer | null | undefined;
  readonly started_at?: string | null | undefined;
  readonly prompt_version?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly refresh: boolean;
};

/** What came of it. */
export type Review = {
  readonly recommendation: Recommendation;
  readonly iteration_count: number;
  readonly regenerate: boolean;
  readonly issues: CheckResult[];
  readonly critique_feedback: string | null;
  readonly reviewed_by: string[];
  /** The second voice; null when no model is configured. */
  readonly voice: CriticAnswer | null;
};

/**
 * Rules first, then a second voice when there is one and time for it. The loop is steered by the confidence of the analysis
 * and by critical findings (requirement 2.4); a pass that the time does not cover is left out, and that is said. A voice that
 * is not heard makes nothing degraded: the text stands, only nobody but the rules has looked at it, which is said, too.
 */
export async function review(deps: ReviewDependencies, question: ReviewQuestion, owner: CouncilOwner): Promise<Review> {
  const { context, analysis, recommendation } = question;
  const rules = critiqueByRules(context, recommendation).filter((check) => !check.passed);
  const voice = await hear(deps, question, owner);
  const heard = voice?.heard === true ? voice : null;
  const issues = [...rules, ...(heard?.issues ?? [])];
  const critical = issues.some((issue) => issue.severity === 'CRITICAL');
  const iteration_count = question.iteration + 1;
  const wanted = shouldRegenerate({ iteration_count, confidence: analysis.confidence, critical });
  const { covers_another_pass } = timeLeft(question.started_at, deps.clock.now());
  const reviewed_by = ['rules', ...(heard === null ? [] : [heard.model])];
  const reasons = wanted && !covers_another_pass ? ['no time was left for another pass'] : [];
  const { first_pass } = recommendation.critique ?? {};
  const lower = lowered(recommendation, { issues: heard?.issues ?? [], dissent: heard?.dissent ?? [] });
  return {
    recommendation: {
      ...degradedBy(lower, reasons),
      critique: {
        satisfactory: !critical && issues.every((issue) => issue.severity === 'minor'),
        ...{ issues, strengths: [...(heard?.strengths ?? [])], by: reviewed_by },
        ...(voice?.heard === false ? { unheard: voice.reason } : {}),
        ...(first_pass === undefined ? {} : { first_pass }),
      },
      iteration_count,
    },
    ...{ iteration_count, issues, reviewed_by, voice, regenerate: wanted && covers_another_pass },
    critique_feedback: issues.length === 0 ? null : findingsOf(issues).join('\n'),
  };
}

/** Null when no model is configured; what is not heard has a reason. The same recommendation is not sent a second time. */
async function hear(
  deps: ReviewDependencies,
  question: ReviewQuestion,
  owner: CouncilOwner,
): Promise<CriticAnswer | null> {
  const { context, recommendation, earlier, started_at, model } = question;
  if (deps.council === null) return null;
  if (earlier?.heard && earlier.matter === matterOf(shownToCritic(question))) return earlier;
  const late = { heard: false, reason: 'LLM_DEADLINE: no time was left for a second voice' } as const;
  if (timeLeft(started_at, deps.clock.now()).for_model_ms === null) return late;
  const [sources, examples] = await Promise.all([deps.recall(context, recommendation), deps.examples(recommendation)]);
  const deadline_ms = timeLeft(started_at, deps.clock.now()).for_model_ms;
  if (deadline_ms === null) return late;
  const version = wishedVersion(question.prompt_version, 'critique');
  const answer = await askCritic(
    deps.council,
    { ...question, sources, examples, deadline_ms, version, model: model ?? undefined },
    owner,
  );
  if (!answer.heard) deps.log.warn({ reason: answer.reason, task: 'critique' }, 'the second voice was not heard');
  return answer;
}
