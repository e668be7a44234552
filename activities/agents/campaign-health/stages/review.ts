import type { ActionContext } from '../../../../contracts/action-handler.ts';
import type { Council, CouncilOwner } from '../../../../contracts/council.ts';
import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import type { CheckResult, Recommendation } from '../../../../contracts/recommendation.ts';
import { type Analysis, critiqueByRules, shouldRegenerate } from '../../../reasoning/index.ts';
import { askCritic, type CriticAnswer } from './ask-critic.ts';
import { degradedBy } from './degraded-by.ts';
import { lowered } from './lower-confidence.ts';
import { wishedVersion } from './prompt-wish.ts';
import { timeLeft } from './time-left.ts';

/** A reviewer may take so long; the wording after it must be left the rest. */
const mostForCriticMs = 6_000;
const keptForWordingMs = 4_000;

/** What the review works with. */
export type ReviewDependencies = {
  readonly council: Council | null;
  readonly clock: { now(): Date };
  readonly log: ActionContext['log'];
};

/** What is reviewed; see the action `critique`. */
export type ReviewQuestion = {
  readonly context: CampaignContext;
  readonly analysis: Analysis;
  readonly recommendation: Recommendation;
  readonly iteration: number;
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
};

/**
 * Rules first, then a second voice when there is one and time for it. The loop is steered by the confidence of the analysis
 * and by critical findings (requirement 2.4); a pass that the time does not cover is left out, and that is said.
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
  const reasons = [
    ...(voice?.heard === false ? [voice.reason] : []),
    ...(wanted && !covers_another_pass ? ['no time was left for another pass'] : []),
  ];
  const lower = lowered(recommendation, { issues: heard?.issues ?? [], dissent: heard?.dissent ?? [] });
  return {
    recommendation: {
      ...degradedBy(lower, reasons),
      critique: {
        satisfactory: !critical && issues.every((issue) => issue.severity === 'minor'),
        ...{ issues, strengths: [...(heard?.strengths ?? [])], by: reviewed_by },
      },
      iteration_count,
    },
    ...{ iteration_count, issues, reviewed_by, regenerate: wanted && covers_another_pass },
    critique_feedback:
      issues.length === 0
        ? null
        : issues.map(({ severity, issue, suggestion }) => `${severity}: ${issue} ${suggestion}`.trim()).join('\n'),
  };
}

/** Null when no model is configured; what is not heard has a reason. */
async function hear(
  deps: ReviewDependencies,
  question: ReviewQuestion,
  owner: CouncilOwner,
): Promise<CriticAnswer | null> {
  if (deps.council === null) return null;
  const deadline_ms = timeLeft(question.started_at, deps.clock.now()).forModel(mostForCriticMs, keptForWordingMs);
  if (deadline_ms === null) return { heard: false, reason: 'LLM_DEADLINE: no time was left for a second voice' };
  const version = wishedVersion(question.prompt_version, 'critique');
  const answer = await askCritic(
    deps.council,
    { ...question, deadline_ms, version, model: question.model ?? undefined },
    owner,
  );
  if (!answer.heard) deps.log.warn({ reason: answer.reason, task: 'critique' }, 'the second voice was not heard');
  return answer;
}
