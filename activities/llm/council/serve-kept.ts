import { randomUUID } from 'node:crypto';
import type {
  CouncilAnswered,
  CouncilOwner,
  CouncilRequest,
  CouncilVote,
  ToldMessage,
} from '../../../contracts/council.ts';
import { withTenant } from '../../../db/connect.ts';
import { insertLlmCall } from '../../../db/queries/llm-calls.ts';
import { checkAnswer } from '../checking/check-answer.ts';
import { hash, labelsOf } from '../ledger/record-call.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { systemText } from '../outgoing/write-message.ts';
import type { CouncilDependencies } from './council-dependencies.ts';
import { type Candidate, findKept, type KeptAnswer } from './kept-answers.ts';
import type { Prepared } from './prepare-question.ts';

/** How many independent sources a claim needs unless the question says otherwise. */
export const usualSources = 2;

type Circumstances = {
  readonly answered_by: string;
  readonly votes: readonly CouncilVote[];
  readonly not_verified_because: string | null;
  readonly prompt: Prepared['prompt'];
  readonly cached: boolean;
  readonly cost_usd: number;
  readonly fallback_from: readonly string[];
};

/**
 * Serves the first of these kept answers that still holds: it must have the asked shape, cite what is given now, and have
 * no number that today's sources lack. Written down like any call, with what it saves. Null when none serves.
 */
export async function serveKept<Value>(
  request: Omit<CouncilRequest<Value>, 'deadline_ms'>,
  owner: CouncilOwner,
  prepared: Prepared,
  candidates: readonly Candidate[],
  deps: CouncilDependencies,
): Promise<CouncilAnswered<Value> | null> {
  const found = await findKept(deps.database, owner.tenant_id, candidates, deps.clock.now());
  if (found === null) return null;
  const { kept, model } = found;
  // By now there is somebody who can check it.
  if (kept.not_verified_because !== null && prepared.checkers(model).length > 0) return null;
  const { schema, min_sources_per_claim = usualSources } = request;
  const { sources, variables } = prepared;
  const checked = checkAnswer(JSON.stringify(kept.value), { schema, sources, variables, min_sources_per_claim });
  if (!checked.usable) return null;
  await recordKept(request.task, owner, prepared, { kept, model }, deps);
  const { prompt } = prepared;
  return answered(checked.value, { ...kept, prompt, cached: true, cost_usd: 0, fallback_from: [] });
}

/** An answer and its circumstances as whoever asked sees them. One voice against is a disagreement, whatever a third one says. */
export function answered<Value>(value: Value, circumstances: Circumstances): CouncilAnswered<Value> {
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

/** An answer that is served again is written down like any other; it costs nothing. */
async function recordKept(
  task: string,
  owner: CouncilOwner,
  { prompt, message, sources }: Prepared,
  { kept, model }: { readonly kept: KeptAnswer; readonly model: ConfiguredModel },
  { database, tracing, log }: CouncilDependencies,
): Promise<void> {
  const told: ToldMessage = {
    ...{ call_id: randomUUID(), model: kept.answered_by, task, role: 'generator', status: 'cached', cached: true },
    ...{ prompt_hash: hash(`${systemText(prompt)}\n${message}`), output_hash: hash(JSON.stringify(kept.value)) },
    ...{ prompt_name: prompt.name, prompt_version: prompt.key },
  };
  await withTenant(database, owner.tenant_id, (tx) =>
    insertLlmCall(tx, {
      ...{ ...told, vendor: model.vendor, prompt_digest: prompt.digest },
      ...{ source_ids: sources.map((source) => source.source_id), input_tokens: 0, output_tokens: 0, cost_usd: 0 },
      ...{ latency_ms: 0, saved_usd: kept.cost_usd, ...labelsOf(tracing) },
      execution_id: owner.execution_id,
      ...{ campaign_id: owner.campaign_id, recommendation_id: owner.recommendation_id ?? null },
    }),
  );
  owner.told?.(told);
  const { campaign_id, execution_id } = owner;
  const saved = { campaign_id, execution_id, task, model: kept.answered_by, savings_usd: kept.cost_usd };
  log.info({ event: 'cached_analysis_used', ...saved }, 'cached_analysis_used');
}
