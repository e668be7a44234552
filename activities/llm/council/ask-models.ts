import type { z } from 'zod';
import type { ActionContext } from '../../../contracts/action-handler.ts';
import type { CouncilOwner } from '../../../contracts/council.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { PromptVersion } from '../../../contracts/prompt.ts';
import { type AnswerRules, type CheckedAnswer, checkAnswer } from '../checking/check-answer.ts';
import type { MeteredCall } from '../ledger/metered-call.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { dataBlock } from '../outgoing/data-block.ts';
import type { PersonalDataGuard } from '../outgoing/personal-data.ts';
import { systemText } from '../outgoing/write-message.ts';
import type { Breakers } from '../wire/breakers.ts';
import { type Patience, withRetries } from '../wire/with-retries.ts';
import { answerSchema } from './answer-schema.ts';

/** One question to whichever model answers it first with something usable. */
export type Question<Value> = {
  readonly task: string;
  readonly role: 'generator' | 'verifier';
  readonly prompt: PromptVersion;
  readonly message: string;
  readonly rules: AnswerRules<Value> & { readonly schema: z.ZodType<Value> };
  /** Models that were asked before these in vain, or are slow, as `model:CODE`. */
  readonly asked_before?: readonly string[];
  readonly guard: PersonalDataGuard;
  readonly owner: CouncilOwner;
  readonly signal: AbortSignal;
  /** When the question is over, in the time of `patience.now`. */
  readonly until: number;
  /** A model that is not the last one gets at most so long. */
  readonly max_latency_ms: number;
  /** Aborted when another model was faster: that is no fault of whoever was asked. */
  readonly outpaced?: AbortSignal;
};

/** What came of it. */
export type Asked<Value> = {
  readonly value: Value;
  readonly model: ConfiguredModel;
  readonly answered_by: string;
  readonly fallback_from: readonly string[];
};

/** What asking needs. */
export type AskingDependencies = {
  readonly call: MeteredCall;
  readonly breakers: Breakers;
  readonly patience: Patience;
  readonly log: ActionContext['log'];
  /** Told of each cost as it arises, and of models that refuse what every call needs. */
  readonly spent: (cost_usd: number) => void;
  readonly refuses: (model: ConfiguredModel) => void;
};

/** Faults that another model would not mend. */
export const final: ReadonlySet<string> = new Set(['LLM_BUDGET_SPENT', 'LLM_PERSONAL_DATA', 'PROMPT_INVALID']);
/** With less time left than this a model is not asked any more. */
const tooLateMs = 20;

/**
 * Asks the models in their order until one gives a usable answer; each is told once what was wrong with its answer. Throws
 * the last fault as a CodedError, LLM_DEADLINE when the time was up.
 */
export async function askModels<Value>(
  models: readonly ConfiguredModel[],
  question: Question<Value>,
  deps: AskingDependencies,
): Promise<Asked<Value>> {
  const fallback_from: string[] = [...(question.asked_before ?? [])];
  let last: CodedError | null = null;
  for (const [index, model] of models.entries()) {
    const left = question.until - deps.patience.now();
    if (left < tooLateMs || question.signal.aborted) break;
    const until =
      index === models.length - 1 ? question.until : deps.patience.now() + Math.min(left, question.max_latency_ms);
    try {
      const { value, answered_by } = await askOne(model, { ...question, until }, fallback_from, deps);
      return { value, model, answered_by, fallback_from };
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      last = error;
      if (final.has(error.code)) throw error;
      if (error.code === 'LLM_SAMPLING_REFUSED') deps.refuses(model);
      fallback_from.push(`${model.alias}:${error.code}`);
      deps.log.warn(
        { model: model.alias, code: error.code, task: question.task },
        'a language model gave no usable answer',
      );
    }
  }
  const late = question.signal.aborted || question.until - deps.patience.now() < tooLateMs;
  if (last === null || late)
    throw new CodedError('LLM_DEADLINE', 'There was no usable answer in time.', { fallback_from });
  throw last;
}

async function askOne<Value>(
  model: ConfiguredModel,
  question: Question<Value>,
  fallback_from: readonly string[],
  deps: AskingDependencies,
): Promise<{ readonly value: Value; readonly answered_by: string }> {
  const first = await request(model, question, question.message, fallback_from, deps);
  if (first.checked.usable) return { value: first.checked.value, answered_by: first.answered_by };
  const again = repairMessage(question, first.text, first.checked.problems);
  const second = await request(model, question, again, fallback_from, deps);
  if (second.checked.usable) return { value: second.checked.value, answered_by: second.answered_by };
  throw invalid(model, second.checked);
}

/** The fault of an answer that cannot be used: what is wrong with it quotes it, and so stays in the details. */
export function invalid(
  { alias }: Pick<ConfiguredModel, 'alias'>,
  { problems, invented }: Extract<CheckedAnswer<unknown>, { usable: false }>,
): CodedError {
  const details = { problems: [...problems], invented };
  return new CodedError('LLM_ANSWER_INVALID', `${alias} gave an answer that cannot be used.`, details);
}

async function request<Value>(
  model: ConfiguredModel,
  { task, role, prompt, rules, guard, owner, signal, until, outpaced }: Question<Value>,
  message: string,
  fallback_from: readonly string[],
  deps: AskingDependencies,
) {
  const system = systemText(prompt);
  guard.refuse(message);
  const { temperature, max_tokens } = prompt.metadata;
  const wire = {
    task,
    system,
    user: message,
    schema: answerSchema(rules.schema),
    max_output_tokens: max_tokens,
    temperature,
  };
  const source_ids = rules.sources.map((source) => source.source_id);
  const once = () =>
    deps
      .call(
        {
          ...{ model, role, prompt, request: wire, source_ids, fallback_from, owner, signal, mask: guard.hash },
          spent: deps.spent,
          timeout_ms: until - deps.patience.now(),
        },
        (text) => {
          const checked: CheckedAnswer<Value> = checkAnswer(text, rules);
          const status = checked.usable ? ('answered' as const) : ('LLM_ANSWER_INVALID' as const);
          return { result: { checked, text }, status };
        },
      )
      .catch((error: unknown) => {
        // Under this code no breaker counts it, and nobody tries it again: who goes away is no fault of a vendor.
        if (outpaced?.aborted) throw new CodedError('LLM_DEADLINE', `Another model was faster than ${model.alias}.`);
        if (owner.signal.aborted) throw new CodedError('LLM_DEADLINE', 'Nobody waits for the answer any more.');
        throw error;
      });
  const ask = () => deps.breakers(model.vendor, once);
  const { result, model: answered_by } = await withRetries(ask, deps.patience, { until, signal });
  return { ...result, answered_by };
}

/** The same question again with what was wrong. The first answer and the problems are data too: an answer may quote anything. */
function repairMessage<Value>(
  { message, guard }: Question<Value>,
  answer: string,
  problems: readonly string[],
): string {
  return [
    message,
    dataBlock({ name: 'your first answer' }, guard.hash(answer.slice(0, 4_000))),
    dataBlock({ name: 'problems' }, guard.hash(problems.join('\n'))),
    'Your first answer was refused for these problems. Answer again without them.',
  ].join('\n\n');
}
