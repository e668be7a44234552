import { z } from 'zod';
import { type ActionContext, type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import {
  factsOf,
  judgeWording,
  wordingPromptVersion,
  wordingRequest,
  wordingSchema,
  wordingSystem,
} from './summary/word-summary.ts';
import { writeSummary } from './write-summary.action.ts';

/** Asks a language model once; throws CodedError when it gives no answer. Handed in, so that this agent knows no vendor. */
export type AskModel = (
  request: {
    readonly task: string;
    readonly system: string;
    readonly user: string;
    readonly schema: Readonly<Record<string, unknown>>;
    readonly max_output_tokens: number;
    readonly signal: AbortSignal;
  },
  owner: { readonly tenant_id: string; readonly execution_id: string; readonly source_ids: readonly string[] },
) => Promise<{ readonly text: string; readonly model: string }>;

/**
 * Without a model the deterministic text stands. With one, its wording replaces the reasoning only when no number in it
 * is new; otherwise, or when it does not answer, the deterministic text stands and `degraded` is true.
 */
export function createWriteSummaryHandler(deps: { readonly ask: AskModel | null }): BoundHandler {
  return bindRun({
    definition: writeSummary,
    run: async ({ campaign_name, recommendation }, context) => {
      if (deps.ask === null) return recommendation;
      const facts = factsOf(campaign_name, recommendation);
      const answer = await askOnce(deps.ask, facts, recommendation.missing_sources, context);
      if (answer === null) return { ...recommendation, degraded: true };
      const wording = judgeWording(answer.text, facts);
      if (!wording.accepted) {
        context.log.warn({ reason: wording.reason, model: answer.model }, 'the wording was refused');
        return { ...recommendation, degraded: true };
      }
      return {
        ...recommendation,
        reasoning: wording.reasoning,
        model_version: `${recommendation.model_version}+${answer.model}`.slice(0, 50),
        prompt_version: wordingPromptVersion,
      };
    },
  });
}

async function askOnce(ask: AskModel, facts: string, missing: readonly string[], context: ActionContext) {
  const { tenant_id, execution_id } = context.origin;
  try {
    return await ask(
      {
        task: 'word_recommendation',
        system: wordingSystem,
        user: wordingRequest(facts),
        schema: { ...z.toJSONSchema(wordingSchema), additionalProperties: false },
        max_output_tokens: 600,
        signal: context.signal,
      },
      {
        tenant_id,
        execution_id,
        source_ids: ['metrics', 'anomalies', 'diagnosis'].filter((id) => !missing.includes(id)),
      },
    );
  } catch (error) {
    if (!(error instanceof CodedError) || context.signal.aborted) throw error;
    context.log.warn({ code: error.code }, 'the language model gave no wording');
    return null;
  }
}
