import { z } from 'zod';
import type { CouncilAnswered, CouncilOwner, CouncilRequest, CouncilVote } from '../../../contracts/council.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import type { AskingDependencies } from './ask-models.ts';
import { askWithRival } from './ask-with-rival.ts';
import type { CouncilDependencies } from './council-dependencies.ts';
import { type Hearing, hearOthers } from './hear-others.ts';
import { cacheKey, keep, reuseKey } from './kept-answers.ts';
import { type Prepared, prepareQuestion } from './prepare-question.ts';
import { answered, serveKept, usualSources } from './serve-kept.ts';

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
  if (!request.refresh) {
    const similar = serving.flatMap((model) => {
      const key = reuseKey(request, { ...prepared, model });
      return key === null ? [] : [{ key, model }];
    });
    const candidates = [...serving.map((model) => ({ key: keyOf(model), model })), ...similar];
    const served = await serveKept(request, owner, prepared, candidates, deps);
    if (served !== null) return served;
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
  const asked = await askWithRival(
    prepared.models,
    { ...common, task: request.task, role: 'generator', prompt, message, rules },
    asking,
    route.hedge_after_ms,
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
    // What nobody could check is asked again next time, unless there is nobody who could.
    if (heard.not_verified_because === null || prepared.checkers(asked.model).length === 0) {
      const answer = {
        value: z.json().parse(asked.value),
        answered_by,
        votes: [...heard.votes].map(plainVote),
        not_verified_because: heard.not_verified_because,
        cost_usd: final.cost_usd,
      };
      const reuse_key = reuseKey(request, { ...prepared, model: asked.model });
      const kept = { cache_key: keyOf(asked.model), reuse_key, task: request.task, answer };
      await keep(deps.database, owner.tenant_id, kept, deps.clock.now());
    }
    return final;
  }
}

function plainVote({ model, role, agrees, reasons }: CouncilVote) {
  return { model, role, agrees, reasons: [...reasons] };
}

/** All that the answer was to be made from, for whoever checks it. */
function materialOf({ variables, sources }: Prepared): string {
  const given = Object.entries(variables).map(([name, text]) => `# ${name}\n${text}`);
  return [...given, ...sources.map((source) => `# ${source.source_id}: ${source.title}\n${source.text}`)].join('\n\n');
}
