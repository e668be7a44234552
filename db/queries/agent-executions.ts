import { and, asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { shortJson } from '../../contracts/short-json.ts';
import type { TenantTransaction } from '../connect.ts';
import { agentExecutions, executionEvents, executions, llmCalls, stepRuns } from '../schema/index.ts';

/** How a run of the reasoning agent ended; the rest of its row is read from what its steps and model calls left behind. */
export type EndedAgentRun = {
  readonly execution_id: string;
  readonly campaign_id: string;
  readonly recommendation_id: string | null;
  readonly status: 'success' | 'error' | 'timeout';
  readonly error_message: string | null;
  /** The state that the run ended in: what was decided and by whom it was looked at, in short. */
  readonly state: JsonObject;
  readonly ended_at: Date;
};

const totalsSchema = z.object({ calls: z.coerce.number(), tokens: z.coerce.number(), cost: z.coerce.number() });

/**
 * Writes down one run of the agent, once: the stages in the order in which they began, what each gave (cut where it is
 * large), how long all of it took, and what its model calls cost. A repeated call changes nothing. False then.
 */
export async function recordAgentExecution(tx: TenantTransaction, run: EndedAgentRun): Promise<boolean> {
  const { execution_id, campaign_id, recommendation_id, status, error_message, state, ended_at } = run;
  const [execution] = await tx
    .select({
      workflow_id: executions.workflow_id,
      run_id: executions.run_id,
      created_at: executions.created_at,
      started_at: executions.started_at,
    })
    .from(executions)
    .where(eq(executions.execution_id, execution_id));
  const steps = await tx
    .select()
    .from(stepRuns)
    .where(eq(stepRuns.execution_id, execution_id))
    .orderBy(asc(stepRuns.started_at), asc(stepRuns.step_run_id));
  const [totals] = await tx
    .select({
      calls: sql`count(*) filter (where not ${llmCalls.cached})`,
      tokens: sql`coalesce(sum(${llmCalls.input_tokens} + ${llmCalls.output_tokens}), 0)`,
      cost: sql`coalesce(sum(${llmCalls.cost_usd}), 0)`,
    })
    .from(llmCalls)
    .where(eq(llmCalls.execution_id, execution_id));
  const { calls, tokens, cost } = totalsSchema.parse(totals);
  const messages = await messagesOf(tx, execution_id);
  const ran = steps.filter((step) => step.kind === 'action' && step.status !== 'skipped');
  const begun = execution?.started_at ?? execution?.created_at ?? ended_at;
  const added = await tx
    .insert(agentExecutions)
    .values({
      ...{ execution_id, campaign_id, recommendation_id, status, error_message },
      ...{
        workflow_id: execution?.workflow_id ?? null,
        run_id: execution?.run_id ?? null,
        workflow_state: { ...state, messages },
      },
      execution_path: ran.map(nameOf),
      node_outputs: Object.fromEntries(
        ran.map((step) => [
          nameOf(step),
          {
            ...{ action_id: step.action_id, status: step.status, attempts: step.attempts },
            duration_ms: durationOf(step),
            ...(step.error_code === null ? {} : { error_code: step.error_code }),
            output: shortJson(step.output),
          },
        ]),
      ),
      total_duration_ms: Math.max(0, ended_at.getTime() - begun.getTime()),
      ...{ llm_calls_count: calls, total_tokens: tokens, total_cost_usd: cost },
    })
    .onConflictDoNothing({ target: [agentExecutions.tenant_id, agentExecutions.execution_id] })
    .returning({ id: agentExecutions.id });
  return added.length > 0;
}

/** The messages to models, in the order in which the steps that asked ended: the stream has them, and is never changed. */
async function messagesOf(tx: TenantTransaction, execution_id: string): Promise<JsonValue[]> {
  const rows = await tx
    .select({ data: executionEvents.data })
    .from(executionEvents)
    .where(and(eq(executionEvents.execution_id, execution_id), eq(executionEvents.type, 'step.completed')))
    .orderBy(asc(executionEvents.event_id));
  return rows.flatMap(({ data: { messages } }) => (Array.isArray(messages) ? messages : []));
}

/** A step in the path: its id, and in loops the round, such as `critique/1`. */
function nameOf({ step_id, iteration }: { readonly step_id: string; readonly iteration: string }): string {
  return iteration === '' ? step_id : `${step_id}/${iteration}`;
}

function durationOf(step: { readonly started_at: Date | null; readonly finished_at: Date | null }): number | null {
  const { started_at, finished_at } = step;
  return started_at === null || finished_at === null ? null : finished_at.getTime() - started_at.getTime();
}
