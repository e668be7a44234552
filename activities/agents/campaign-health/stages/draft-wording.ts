import { z } from 'zod';
import type { ActionContext } from '../../../../contracts/action-handler.ts';
import type { Council, CouncilAnswered, CouncilOwner } from '../../../../contracts/council.ts';
import type { KnowledgeSource } from '../../../../contracts/knowledge.ts';
import { wordingAnswerSchema } from '../../../../contracts/model-answers.ts';
import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import { citationSchema, type Recommendation, recommendationSchema } from '../../../../contracts/recommendation.ts';
import { namesIn, unknownNumbers, withoutNames } from '../../../reasoning/index.ts';
import { contextSources } from './context-sources.ts';
import { factsOf } from './facts-of.ts';
import { matterOf } from './matter-of.ts';
import { wishedVersion } from './prompt-wish.ts';
import type { Recall } from './recall.ts';
import { reuseKeyOf } from './reuse-key.ts';
import { timeLeft } from './time-left.ts';

/** What a model made of the facts, or why its words are not taken. `silent`: no model is configured. */
export const wordingDraftSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('worded'),
    /** Names the facts that were worded: a draft holds for these alone. */
    matter: z.string(),
    reasoning: z.string(),
    claims: recommendationSchema.shape.claims,
    citations: z.array(citationSchema),
    wording: recommendationSchema.shape.wording.unwrap().unwrap(),
    dissent: z.array(z.string()),
    prompt_version: z.string(),
  }),
  z.object({ status: z.literal('refused'), reason: z.string() }),
  z.object({ status: z.literal('silent') }),
]);
/** What a model made of the facts. */
export type WordingDraft = z.infer<typeof wordingDraftSchema>;

/** What is to be worded; see the action `draft_wording`. */
export type WordingQuestion = {
  readonly campaign_name: string;
  readonly recommendation: Recommendation;
  readonly context: CampaignContext;
  /** What was drafted in the first pass. */
  readonly earlier?: WordingDraft | null | undefined;
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
  readonly recall: Recall;
};

/**
 * Has a model word the facts, which hold no confidence: so it can be asked while another one still reviews. Its words count
 * only when every number in them is a number of the facts. Another model looks at them in the time that is left; when it does
 * not answer, they are `not_verified` and not thrown away. What the first pass had worded serves as long as the facts are the same.
 */
export async function draftWording(
  deps: WordingDependencies,
  question: WordingQuestion,
  owner: CouncilOwner,
): Promise<WordingDraft> {
  const { recommendation, campaign_name, context, earlier, started_at, model, refresh } = question;
  if (deps.council === null) return { status: 'silent' };
  const facts = factsOf(campaign_name, recommendation);
  const matter = matterOf(facts);
  if (earlier?.status === 'worded' && earlier.matter === matter) return earlier;
  const refused = (reason: string): WordingDraft => {
    deps.log.warn({ reason, task: 'word_recommendation' }, 'the wording was refused');
    return { status: 'refused', reason };
  };
  const late = 'LLM_DEADLINE: no time was left for the wording';
  if (timeLeft(started_at, deps.clock.now()).for_model_ms === null) return refused(late);
  const known = await deps.recall(context, recommendation);
  const deadline_ms = timeLeft(started_at, deps.clock.now()).for_model_ms;
  if (deadline_ms === null) return refused(late);
  const answer = await deps.council.ask(
    {
      task: 'word_recommendation',
      prompt: { name: 'word_recommendation', version: wishedVersion(question.prompt_version, 'word_recommendation') },
      ...{ variables: { facts }, sources: [...contextSources(context, recommendation), ...known] },
      ...{ schema: wordingAnswerSchema, deadline_ms, verify: true, model: model ?? undefined, refresh },
      reuse_key: reuseKeyOf(context, facts),
    },
    owner,
  );
  if (answer.status === 'degraded') return refused(`${answer.code}: ${answer.reason}`);
  const names = namesIn(context);
  if (unknownNumbers(withoutNames(answer.value.reasoning, names), withoutNames(facts, names)).length > 0)
    return refused('LLM_ANSWER_INVALID: numbers that are not among the facts');
  return { status: 'worded', matter, ...saidBy(answer, known) };
}

function saidBy(answer: CouncilAnswered<z.infer<typeof wordingAnswerSchema>>, known: readonly KnowledgeSource[]) {
  const { reasoning, claims } = answer.value;
  const cited = new Set(claims.flatMap((claim) => claim.source_ids));
  return {
    ...{ reasoning, claims, dissent: [...answer.dissent] },
    citations: known
      .filter(({ source_id }) => cited.has(source_id))
      .map(({ source_id, title, kind }) => ({ source_id, title, kind })),
    wording: { by: answer.model, verdict: answer.verdict, not_verified_because: answer.not_verified_because },
    prompt_version: `${answer.prompt_name}@${answer.prompt_version}`,
  };
}
