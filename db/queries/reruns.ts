import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import { executionInputSchema } from '../../contracts/execution.ts';
import type { TenantTransaction } from '../connect.ts';
import { decisions, executions, outbox, receipts, stepRuns } from '../schema/index.ts';

const columns = {
  step_id: stepRuns.step_id,
  iteration: stepRuns.iteration,
  phase: stepRuns.phase,
  status: stepRuns.status,
  output: stepRuns.output,
  summary: stepRuns.summary,
};

/** What every step, loop round and phase of an execution gave, in the order in which they began. */
export async function readStepResults(tx: TenantTransaction, execution_id: string) {
  return tx
    .select(columns)
    .from(stepRuns)
    .where(eq(stepRuns.execution_id, execution_id))
    .orderBy(asc(stepRuns.started_at));
}
/** One phase of one step in one round. */
export type StepResultRow = Awaited<ReturnType<typeof readStepResults>>[number];

/** Which of these change sets have a change that was taken back since. */
export async function undoneChangeSets(tx: TenantTransaction, change_set_ids: readonly string[]): Promise<Set<string>> {
  if (change_set_ids.length === 0) return new Set();
  const rows = await tx
    .selectDistinct({ change_set_id: receipts.change_set_id })
    .from(receipts)
    .where(and(inArray(receipts.change_set_id, [...change_set_ids]), isNotNull(receipts.undone_by_execution_id)));
  return new Set(rows.map((row) => row.change_set_id));
}

/** The people whose yes to an approval counted, by e-mail in the order of their decisions. */
export async function listApprovers(tx: TenantTransaction, approval_id: string): Promise<string[]> {
  const rows = await tx
    .select({ email: decisions.actor_email })
    .from(decisions)
    .where(
      and(eq(decisions.approval_id, approval_id), eq(decisions.decision, 'approve'), eq(decisions.status, 'accepted')),
    )
    .orderBy(asc(decisions.created_at));
  return rows.map((row) => row.email);
}

const startSchema = z.object({ input: executionInputSchema });

/** The input with which an execution was started through the door; null for children, which have no message of their own. */
export async function readStartInput(tx: TenantTransaction, execution_id: string) {
  const [row] = await tx
    .select({ payload: outbox.payload })
    .from(outbox)
    .where(eq(outbox.dedupe_key, `start/${execution_id}`));
  return row === undefined ? null : startSchema.parse(row.payload).input;
}

/** Executions that hang on one: its re-runs and the children that its steps started, oldest first. */
export async function listRelatedExecutions(tx: TenantTransaction, execution_id: string) {
  const columns = {
    execution_id: executions.execution_id,
    playbook_id: executions.playbook_id,
    status: executions.status,
    created_at: executions.created_at,
  };
  const reruns = await tx
    .select({ ...columns, rerun_from_step: executions.rerun_from_step })
    .from(executions)
    .where(eq(executions.rerun_of, execution_id))
    .orderBy(asc(executions.created_at));
  const children = await tx
    .select({ ...columns, parent_step_id: executions.parent_step_id })
    .from(executions)
    .where(eq(executions.parent_execution_id, execution_id))
    .orderBy(asc(executions.created_at));
  return { reruns, children };
}
