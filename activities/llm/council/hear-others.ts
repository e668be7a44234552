import type { CouncilVote } from '../../../contracts/council.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { verificationAnswerSchema } from '../../../contracts/model-answers.ts';
import type { PromptVersion } from '../../../contracts/prompt.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { writeMessage } from '../outgoing/write-message.ts';
import { type AskingDependencies, askModels, type Question } from './ask-models.ts';

/** What the others are asked about. */
export type Matter = {
  readonly task: string;
  readonly prompt: PromptVersion;
  /** Everything that the answer was to be made from, as text. */
  readonly material: string;
  readonly answer: string;
  /** Who may check, in order; the writer is not among them. */
  readonly candidates: readonly ConfiguredModel[];
  readonly common: Pick<Question<unknown>, 'guard' | 'owner' | 'signal' | 'until' | 'max_latency_ms'>;
};

/** What the others said: their votes, or why there are none. */
export type Hearing = { readonly votes: readonly CouncilVote[]; readonly not_verified_because: string | null };

/**
 * Has another model check the answer, and a third one when that one disagrees. A check that cannot be made is said, never
 * taken for agreement.
 */
export async function hearOthers(matter: Matter, deps: AskingDependencies): Promise<Hearing> {
  if (matter.candidates.length === 0) return { votes: [], not_verified_because: 'only one model is available' };
  try {
    const first = await vote(matter, matter.candidates, 'verifier', [], deps);
    if (first.vote.agrees) return { votes: [first.vote], not_verified_because: null };
    const rest = matter.candidates.filter((model) => model.model !== first.model.model);
    const second = await secondOpinion(matter, rest, first.vote.reasons, deps);
    return { votes: [first.vote, ...second], not_verified_because: null };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { votes: [], not_verified_because: `the verifier gave no usable answer (${error.code})` };
  }
}

async function secondOpinion(
  matter: Matter,
  candidates: readonly ConfiguredModel[],
  objections: readonly string[],
  deps: AskingDependencies,
): Promise<readonly CouncilVote[]> {
  if (candidates.length === 0) return [];
  try {
    return [(await vote(matter, candidates, 'second_opinion', objections, deps)).vote];
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return [];
  }
}

async function vote(
  { task, prompt, material, answer, common }: Matter,
  candidates: readonly ConfiguredModel[],
  role: CouncilVote['role'],
  objections: readonly string[],
  deps: AskingDependencies,
): Promise<{ readonly vote: CouncilVote; readonly model: ConfiguredModel }> {
  const variables = { task, material, answer, objections: objections.join('\n') };
  const rules = { schema: verificationAnswerSchema, sources: [], variables, min_sources_per_claim: 1 };
  const message = writeMessage(prompt, variables, []);
  const question = { ...common, task: 'verification', role: 'verifier' as const, prompt, message, rules };
  const asked = await askModels(candidates, question, deps);
  return { vote: { model: asked.answered_by, role, ...asked.value }, model: asked.model };
}
