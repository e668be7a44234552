import { and, eq, inArray, ne, notInArray, sql } from 'drizzle-orm';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { type ExecutionResult, finalStatuses } from '../../contracts/execution.ts';
import type { TenantTransaction } from '../connect.ts';
import { approvals, executions, stepRuns } from '../schema/index.ts';

/** An execution that has ended stays as it ended, whatever comes late. */
const open = (execution_id: string) =>
  and(eq(executions.execution_id, execution_id), notInArray(executions.status, [...finalStatuses]));

const hasOpenApproval = sql`exists (
  select 1 from ${approvals} as asked
  where asked.tenant_id = ${executions}.tenant_id and asked.execution_id = ${executions}.execution_id
    and asked.status in ('pending', 'undo_window'))`;

/** Notes that the workflow runs. False when that was known, so that it is announced once. */
export async function markStarted(
  tx: TenantTransaction,
  { execution_id, run_id, at }: { readonly execution_id: string; readonly run_id: string; readonly at: Date },
): Promise<boolean> {
  const changed = await tx
    .update(executions)
    .set({
      run_id,
      started_at: sql`coalesce(${executions.started_at}, ${at.toISOString()}::timestamptz)`,
      status: sql`case when ${executions.status} = 'queued' then 'running' else ${executions.status} end`,
    })
    .where(and(open(execution_id), sql`${executions.run_id} is distinct from ${run_id}`))
    .returning({ execution_id: executions.execution_id });
  return changed.length > 0;
}

/** Notes which step is at work. It runs, unless somebody is asked in another branch. */
export async function markWorking(
  tx: TenantTransaction,
  { execution_id, step_id }: { readonly execution_id: string; readonly step_id: string },
): Promise<void> {
  await tx
    .update(executions)
    .set({
      current_step_id: step_id,
      started_at: sql`coalesce(${executions.started_at}, now())`,
      status: sql`case when ${hasOpenApproval} or ${executions.status} = 'paused' then ${executions.status} else 'running' end`,
    })
    .where(open(execution_id));
}

/** Notes that people are asked. */
export async function markAsked(
  tx: TenantTransaction,
  { execution_id, step_id }: { readonly execution_id: string; readonly step_id: string },
): Promise<void> {
  await tx
    .update(executions)
    .set({
      status: sql`case when ${executions.status} = 'paused' then 'paused' else 'waiting_for_approval' end`,
      current_step_id: step_id,
    })
    .where(open(execution_id));
}

/** Notes that an approval has ended: it runs again, unless another one is open. */
export async function markAnswered(tx: TenantTransaction, execution_id: string): Promise<void> {
  await tx
    .update(executions)
    .set({ status: 'running' })
    .where(and(open(execution_id), eq(executions.status, 'waiting_for_approval'), sql`not ${hasOpenApproval}`));
}

/** Notes that a timer runs, or is over. An open approval is the better thing to show. */
export async function markWaiting(
  tx: TenantTransaction,
  {
    execution_id,
    step_id,
    waiting,
  }: { readonly execution_id: string; readonly step_id: string; readonly waiting: boolean },
): Promise<boolean> {
  const from = waiting ? (['queued', 'running'] as const) : (['waiting'] as const);
  const changed = await tx
    .update(executions)
    .set({ status: waiting ? 'waiting' : 'running', current_step_id: step_id })
    .where(and(open(execution_id), inArray(executions.status, [...from])))
    .returning({ execution_id: executions.execution_id });
  return changed.length > 0;
}

/**
 * Notes that an execution is paused, or goes on with what it was at: people who are asked, a timer (`waiting`), or work.
 * Gives the status it has now; null when nothing changed.
 */
export async function markPaused(
  tx: TenantTransaction,
  {
    execution_id,
    paused,
    waiting,
  }: { readonly execution_id: string; readonly paused: boolean; readonly waiting: boolean },
): Promise<string | null> {
  const at_work = waiting ? 'waiting' : 'running';
  const changed = await tx
    .update(executions)
    .set({
      status: paused ? 'paused' : sql`case when ${hasOpenApproval} then 'waiting_for_approval' else ${at_work} end`,
    })
    .where(and(open(execution_id), paused ? ne(executions.status, 'paused') : eq(executions.status, 'paused')))
    .returning({ status: executions.status });
  return changed[0]?.status ?? null;
}

/** How an execution ended. The error's code is of the closed list; `at` is when. */
export type ExecutionEnd = {
  readonly execution_id: string;
  readonly status: ExecutionResult['status'];
  readonly result: JsonValue;
  readonly outputs: JsonObject;
  readonly error: { readonly code: string; readonly message: string; readonly details: JsonObject } | null;
  readonly at: Date;
};

/**
 * Notes the end, once: false when the execution had ended before. Steps and approvals that the workflow left open, for
 * example because it was terminated, are closed with it.
 */
export async function finishExecution(tx: TenantTransaction, end: ExecutionEnd): Promise<boolean> {
  const { execution_id, error, at } = end;
  const changed = await tx
    .update(executions)
    .set({
      status: end.status,
      result: end.result,
      outputs: end.outputs,
      error_code: error?.code ?? null,
      error_message: error?.message ?? null,
      error_details: error?.details ?? null,
      started_at: sql`coalesce(${executions.started_at}, ${at.toISOString()}::timestamptz)`,
      finished_at: at,
    })
    .where(open(execution_id))
    .returning({ execution_id: executions.execution_id });
  if (changed.length === 0) return false;
  await tx
    .update(stepRuns)
    .set({ status: 'failed', error_code: error?.code ?? 'EXECUTION_CANCELLED', finished_at: at })
    .where(and(eq(stepRuns.execution_id, execution_id), inArray(stepRuns.status, ['running', 'waiting_for_approval'])));
  await tx
    .update(approvals)
    .set({ status: 'cancelled', decided_at: at })
    .where(and(eq(approvals.execution_id, execution_id), inArray(approvals.status, ['pending', 'undo_window'])));
  return true;
}

/** Who asked for an execution and what it is about, for telling them how it ended; null when there is none. */
export async function readRequester(tx: TenantTransaction, execution_id: string) {
  const [row] = await tx
    .select({
      requested_by: executions.requested_by,
      requested_by_email: executions.requested_by_email,
      playbook_id: executions.playbook_id,
      entity_name: executions.entity_name,
    })
    .from(executions)
    .where(eq(executions.execution_id, execution_id));
  return row ?? null;
}

/** Whether an execution of the tenant has no end yet; null when there is no such execution. */
export async function isOpenExecution(tx: TenantTransaction, execution_id: string): Promise<boolean | null> {
  const [row] = await tx
    .select({ status: executions.status })
    .from(executions)
    .where(eq(executions.execution_id, execution_id));
  return row === undefined ? null : !finalStatuses.includes(row.status);
}
