import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { Council } from '../../../contracts/council.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { withTenant } from '../../../db/connect.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { readTriggeredBy, recordEvaluationRun, sumPromptTokens } from '../../../db/queries/evaluation-runs.ts';
import { appendEvent } from '../../../db/queries/execution-events.ts';
import { readAcceptedExamples } from '../../../db/queries/golden-set.ts';
import { comparePrompts, createJudge, evaluationCases, type TriedPrompt } from '../../../evals/index.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { comparePromptsAction } from './compare-prompts.action.ts';

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** Throws EVALUATION_NEEDS_MODEL when no model is configured: to rules every version of a prompt is alike. */
export function createComparePromptsHandler(
  deps: Pick<HandlerDependencies, 'database'> & { readonly council: Council | null },
): BoundHandler {
  return bindRun({
    definition: comparePromptsAction,
    run: async ({ prompt_name, from, to, model, judge, most, refresh }, { origin, heartbeat, signal }) => {
      const { tenant_id, execution_id, step_id, iteration } = origin;
      const { council } = deps;
      if (council === null) {
        const detail = `Versions of ${prompt_name} cannot be compared: no language model is configured.`;
        throw new CodedError('EVALUATION_NEEDS_MODEL', detail, { prompt_name });
      }
      const asking = {
        council: {
          ask: (request, owner) => {
            heartbeat();
            signal.throwIfAborted();
            return council.ask(request, owner);
          },
        } satisfies Council,
        owner: { tenant_id, execution_id, campaign_id: null, signal },
        ...{ model: model ?? undefined, refresh },
      };
      const accepted = await withTenant(deps.database, tenant_id, readAcceptedExamples);
      const whole = evaluationCases({ accepted });
      const compared = await comparePrompts(
        { name: prompt_name, from, to },
        {
          ...{ asking, dataset: { ...whole, cases: whole.cases.slice(0, most) } },
          judge: judge ? createJudge(asking.council, asking.owner) : null,
          tokensOf: ({ key }) =>
            withTenant(deps.database, tenant_id, (tx) =>
              sumPromptTokens(tx, { execution_id, prompt_name, prompt_version: key }),
            ),
          monotonicMs: () => performance.now(),
          onCase: async ({ done, total, cost_usd }) => {
            const summary = `${done} of ${total} cases, $${cost_usd.toFixed(4)} so far`;
            await withTenant(deps.database, tenant_id, (tx) =>
              appendEvent(tx, { execution_id, type: 'step.progress', data: { step_id, iteration, summary } }),
            );
          },
        },
      );
      const { results, keys, winner, name, cases, left_out, stopped, cost_usd } = compared;
      const idOf = (which: string) => deriveId('evaluation_run', tenant_id, execution_id, step_id, iteration, which);
      const ids = await withTenant(deps.database, tenant_id, async (tx) => {
        const triggered_by = await readTriggeredBy(tx, execution_id);
        const store = ({ report }: TriedPrompt, which: string) =>
          recordEvaluationRun(tx, report, { id: idOf(which), triggered_by, git_commit: null });
        return [await store(results[0], 'from'), await store(results[1], 'to')] as const;
      });
      const [one, other] = results;
      const told = `${keys[0]} ${percent(one.score)}, ${keys[1]} ${percent(other.score)}`;
      return {
        ...{ prompt_name: name, cases, left_out, stopped, cost_usd, winner },
        verdict: winner === keys[1] ? `${told}: ${winner} is better` : `${told}: ${winner} stays, as nothing is better`,
        versions: [
          { key: keys[0], evaluation_run_id: ids[0], ...figuresOf(one) },
          { key: keys[1], evaluation_run_id: ids[1], ...figuresOf(other) },
        ],
      };
    },
  });
}

function figuresOf({ score, kept, troubles, report: { metrics } }: TriedPrompt) {
  const { prompt, judge, figures, cost_usd, latency_p50_ms, latency_p95_ms, answered_by } = metrics;
  return {
    ...{ score, top1_cause: figures.top1_cause, valid_answers: prompt?.valid_answers ?? null },
    ...{ unsupported: prompt?.unsupported ?? 0, judge_score: judge?.scores?.overall_score ?? null },
    ...{ input_tokens: prompt?.input_tokens ?? 0, output_tokens: prompt?.output_tokens ?? 0 },
    ...{ cost_usd, latency_p50_ms, latency_p95_ms, answered_by, kept, troubles: [...troubles] },
  };
}
