import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CouncilAnswered, CouncilOwner, CouncilRequest, CouncilVote } from '../../../contracts/council.ts';
import { withTenant } from '../../../db/connect.ts';
import { insertLlmCall } from '../../../db/queries/llm-calls.ts';
import { hash } from '../ledger/metered-call.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { systemText } from '../outgoing/write-message.ts';
import { type AskingDependencies, askModels } from './ask-models.ts';
import type { CouncilDependencies } from './council-dependencies.ts';
import { type Hearing, hearOthers } from './hear-others.ts';
import { cacheKey, findKept, type KeptAnswer, keep } from './kept-answers.ts';
import { type Prepared, prepareQuestion } from './prepare-question.ts';

/** How many independent sources a claim needs unless the question says otherwise. */
const usualSources = 2;

/** What is known so far: when the time runs out, an answer that nobody has checked is still an answer. */
export type Progress<Value> = { best: CouncilAnswered<Value> | null; cost_usd: number };

/** What one question is answered with. */
export type Answering<Value> = {
  readonly deps: CouncilDependencies;
  readonly asking: AskingDependencies;
  readonly refusing: ReadonlySet<string>;
  readonly time: { readonly signal: AbortSignal; readonly until: number };
  readonly progress: Progress<Value>;
};

/** Answers from what is kept, else asks, has the answer checked when that is wanted, and keeps it. Throws CodedErrors. */
export async function answerQuestion<Value>(
  request: CouncilRequest<Value>,
  owner: CouncilOwner,
  answering: Answering<Value>,
): Promise<CouncilAnswered<Value>> {
  const { deps, asking, time, progress } = answering;
  const prepared = await prepareQuestion(request, owner, deps, answering.refusing);
  const keyOf = (model: ConfiguredModel) => cacheKey(request, { ...prepared, model });
  // Whoever asks for a certain model does not want what another one said.
  const serving = request.model === undefined ? prepared.models : prepared.models.slice(0, 1);
  const keys = request.refresh ? [] : serving.map(keyOf);
  const kept = await findKept(deps.database, owner.tenant_id, keys, deps.clock.now());
  const again = kept === null ? null : request.schema.safeParse(kept.value);
  if (kept !== null && again?.success) {
    await recordKept(request, owner, prepared, kept, deps);
    return answered(again.data, { ...kept, prompt: prepared.prompt, cached: true, cost_usd: 0, fallback_from: [] });
  }
  const { guard, message, prompt, route } = prepared;
  const min_sources_per_claim = request.min_sources_per_claim ?? usualSources;
  const common = { guard, owner, ...time, max_latency_ms: route.max_latency_ms };
  const rules = {
    schema: request.schema,
    sources: prepared.sources,
    variables: prepared.variables,
    min_sources_per_claim,
  };
  const asked = await askModels(
    prepared.models,
    { ...common, task: request.task, role: 'generator', prompt, message, rules },
    asking,
  );
  const { fallback_from, answered_by } = asked;
  const finish = ({ votes, not_verified_because }: Hearing) =>
    answered(asked.value, {
      ...{
        answered_by,
        votes,
        not_verified_because,
        prompt,
        cached: false,
        cost_usd: progress.cost_usd,
        fallback_from,
      },
    });
  if (!request.verify) return finishAndKeep({ votes: [], not_verified_because: null });
  progress.best = finish({ votes: [], not_verified_because: 'there was no time left' });
  const hearing = await hearOthers(
    {
      ...{ task: request.task, prompt: prepared.verification, material: materialOf(prepared), common },
      ...{ answer: guard.hash(JSON.stringify(asked.value)), candidates: prepared.checkers(asked.model) },
    },
    asking,
  );
  return finishAndKeep(hearing);

  async function finishAndKeep(heard: Hearing): Promise<CouncilAnswered<Value>> {
    const final = finish(heard);
    // What nobody could check is asked again next time.
    if (heard.not_verified_because === null) {
      const answer = {
        value: z.json().parse(asked.value),
        answered_by,
        votes: [...heard.votes].map(plainVote),
        not_verified_because: null,
      };
      await keep(
        deps.database,
        owner.tenant_id,
        { cache_key: keyOf(asked.model), task: request.task, answer },
        deps.clock.now(),
      );
    }
    return final;
  }
}

type Circumstances = {
  readonly answered_by: string;
  readonly votes: readonly CouncilVote[];
  readonly not_verified_because: string | null;
  readonly prompt: Prepared['prompt'];
  readonly cached: boolean;
  readonly cost_usd: number;
  readonly fallback_from: readonly string[];
};

/** One voice against is a disagreement, whatever a third one says. */
function answered<Value>(value: Value, circumstances: Circumstances): CouncilAnswered<Value> {
  const { answered_by, votes, not_verified_because, prompt, cached, cost_usd, fallback_from } = circumstances;
  const against = votes.filter((vote) => !vote.agrees);
  const verdict = votes.length === 0 ? 'not_verified' : against.length > 0 ? 'disagreed' : 'agreed';
  return {
    ...{
      status: 'answered',
      value,
      model: answered_by,
      cached,
      cost_usd,
      verdict,
      not_verified_because,
      fallback_from,
    },
    ...{ prompt_name: prompt.name, prompt_version: prompt.key, prompt_digest: prompt.digest },
    dissent: against.flatMap((vote) => vote.reasons.map((reason) => `${vote.model}: ${reason}`)),
    votes: [{ model: answered_by, role: 'generator', agrees: true, reasons: [] }, ...votes],
  };
}

function plainVote({ model, role, agrees, reasons }: CouncilVote) {
  return { model, role, agrees, reasons: [...reasons] };
}

/** All that the answer was to be made from, for whoever checks it. */
function materialOf({ variables, sources }: Prepared): string {
  const given = Object.entries(variables).map(([name, text]) => `# ${name}\n${text}`);
  return [...given, ...sources.map((source) => `# ${source.source_id}: ${source.title}\n${source.text}`)].join('\n\n');
}

/** An answer that is served again is written down like any other; it costs nothing. */
async function recordKept(
  { task }: CouncilRequest<unknown>,
  owner: CouncilOwner,
  { prompt, message, sources, models }: Prepared,
  kept: KeptAnswer,
  { database }: CouncilDependencies,
): Promise<void> {
  await withTenant(database, owner.tenant_id, (tx) =>
    insertLlmCall(tx, {
      ...{ call_id: randomUUID(), model: kept.answered_by, vendor: models[0]?.vendor ?? null, task, role: 'generator' },
      ...{ prompt_hash: hash(`${systemText(prompt)}\n${message}`), output_hash: hash(JSON.stringify(kept.value)) },
      ...{ prompt_name: prompt.name, prompt_version: prompt.key, prompt_digest: prompt.digest },
      ...{ source_ids: sources.map((source) => source.source_id), input_tokens: 0, output_tokens: 0, cost_usd: 0 },
      ...{ latency_ms: 0, status: 'cached', cached: true, execution_id: owner.execution_id },
      ...{ campaign_id: owner.campaign_id, recommendation_id: owner.recommendation_id ?? null },
    }),
  );
}
