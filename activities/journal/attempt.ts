import { type ActionDefinition, actionId } from '../../contracts/action.ts';
import type { ActionCall } from '../../contracts/activity-envelope.ts';
import type { ModelMessage } from '../../contracts/agent-state.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { appendEvent } from '../../db/queries/execution-events.ts';
import { markWorking } from '../../db/queries/executions.ts';
import { beginAttempt, endAttempt } from '../../db/queries/step-runs.ts';
import type { RecordedError } from './to-failure.ts';

/** One attempt in the records, with what its events say. */
export type Attempt = { readonly step_run_id: string; readonly attempt: number; readonly label: JsonObject };

/** Writes that an attempt begins, that the execution is at this step, and tells whoever watches. One transaction. */
export async function attemptBegun(
  database: Database,
  definition: ActionDefinition,
  call: ActionCall,
): Promise<Attempt> {
  const { tenant_id, execution_id, step_id, iteration, line } = call.origin;
  const action_id = actionId(definition);
  const label = { step_id, iteration, phase: call.phase, action_id, summary: definition.summary };
  return withTenant(database, tenant_id, async (tx) => {
    // The statements do not need each other's answers, so they share one trip to the database.
    const [begun] = await Promise.all([
      beginAttempt(tx, { execution_id, ...label, kind: 'action', line: line ?? null }),
      markWorking(tx, { execution_id, step_id }),
    ]);
    if (begun.attempt === 1) await appendEvent(tx, { execution_id, type: 'step.started', data: label });
    return { ...begun, label };
  });
}

/**
 * Writes how an attempt ended. Only the end of the step itself is an event; a try that is repeated, or one that a newer
 * attempt has overtaken, is a detail of it.
 */
export async function attemptEnded(
  database: Database,
  call: ActionCall,
  attempt: Attempt,
  end: {
    readonly output: JsonValue;
    readonly messages: readonly ModelMessage[];
    readonly error: RecordedError | null;
    readonly final: boolean;
  },
): Promise<void> {
  const { tenant_id, execution_id } = call.origin;
  const { step_run_id, label } = attempt;
  await withTenant(database, tenant_id, async (tx) => {
    const counts = await endAttempt(tx, { step_run_id, attempt: attempt.attempt, ...end });
    if (!counts || (end.error !== null && !end.final)) return;
    const attempts = attempt.attempt;
    const data =
      end.error === null
        ? { ...label, attempts, ...(end.messages.length === 0 ? {} : { messages: end.messages }) }
        : { ...label, attempts, error_code: end.error.code, error_message: end.error.message };
    await appendEvent(tx, { execution_id, type: end.error === null ? 'step.completed' : 'step.failed', data });
  });
}
