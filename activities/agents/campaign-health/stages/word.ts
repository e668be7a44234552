import type { ActionContext } from '../../../../contracts/action-handler.ts';
import type { Council, CouncilOwner } from '../../../../contracts/council.ts';
import { wordingAnswerSchema } from '../../../../contracts/model-answers.ts';
import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../../../contracts/recommendation.ts';
import { unknownNumbers } from '../../../reasoning/index.ts';
import { contextSources } from './context-sources.ts';
import { degradedBy } from './degraded-by.ts';
import { factsOf } from './facts-of.ts';
import { lowered } from './lower-confidence.ts';
import { wishedVersion } from './prompt-wish.ts';
import { timeLeft } from './time-left.ts';

const mostForWordingMs = 8_000;

/** What is to be worded; see the action `write_summary`. */
export type WordingQuestion = {
  readonly campaign_name: string;
  readonly recommendation: Recommendation;
  readonly context: CampaignContext;
  readonly started_at?: string | null | undefined;
  readonly prompt_version?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly refresh: boolean;
};

/** What the wording works with. */
export type WordingDependencies = {
  readonly council: Council | null;
  readonly clock: { now(): Date };
  readonly log: ActionContext['log'];
};

/**
 * Without a model the deterministic text stands. With one, its wording replaces the reasoning only when every number in it
 * is a number of the facts; otherwise, or when it does not answer in its time, the deterministic text stands and the
 * recommendation is degraded. Nothing but the reasoning, the claims and the doubts is ever taken from a model.
 */
export async function word(
  deps: WordingDependencies,
  question: WordingQuestion,
  owner: CouncilOwner,
): Promise<Recommendation> {
  const { recommendation, campaign_name, context, model, refresh } = question;
  if (deps.council === null) return recommendation;
  const refused = (reason: string) => {
    deps.log.warn({ reason, task: 'word_recommendation' }, 'the wording was refused');
    return degradedBy(recommendation, [reason]);
  };
  const deadline_ms = timeLeft(question.started_at, deps.clock.now()).forModel(mostForWordingMs, 0);
  if (deadline_ms === null) return refused('LLM_DEADLINE: no time was left for the wording');
  const facts = factsOf(campaign_name, recommendation);
  const answer = await deps.council.ask(
    {
      task: 'word_recommendation',
      prompt: { name: 'word_recommendation', version: wishedVersion(question.prompt_version, 'word_recommendation') },
      ...{ variables: { facts }, sources: contextSources(context, recommendation), schema: wordingAnswerSchema },
      ...{ deadline_ms, verify: true, model: model ?? undefined, refresh },
    },
    owner,
  );
  if (answer.status === 'degraded') return refused(`${answer.code}: ${answer.reason}`);
  const { reasoning, claims } = answer.value;
  const invented = unknownNumbers(reasoning, facts);
  if (invented.length > 0) return refused(`LLM_ANSWER_INVALID: numbers that are not among the facts`);
  const doubted = lowered(recommendation, { issues: [], dissent: answer.dissent });
  // A wording that another model finds unfounded is not shown as ours; its doubt is.
  if (answer.verdict === 'disagreed') return degradedBy(doubted, ['another model disagreed with the wording']);
  return {
    ...doubted,
    reasoning,
    claims,
    model_version: `${recommendation.model_version}+${answer.model}`.slice(0, 50),
    prompt_version: `${answer.prompt_name}@${answer.prompt_version}`.slice(0, 50),
  };
}
