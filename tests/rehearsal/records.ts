import { asc, eq } from 'drizzle-orm';
import { withTenant } from '../../db/connect.ts';
import { approvals, decisions, executionEvents, executions, stepAttempts, stepRuns } from '../../db/schema/index.ts';
import type { Performance, Theatre } from './open-theatre.ts';

/** Everything the tables say about one execution, after all reports have been written. */
export async function readRecords({ database, tenant_id, drain }: Theatre, { input }: Performance) {
  await drain();
  const { execution_id } = input;
  return withTenant(database.app, tenant_id, async (tx) => {
    const [execution] = await tx.select().from(executions).where(eq(executions.execution_id, execution_id));
    if (execution === undefined) throw new Error('The execution has no row');
    const steps = await tx
      .select()
      .from(stepRuns)
      .where(eq(stepRuns.execution_id, execution_id))
      .orderBy(asc(stepRuns.started_at));
    const asked = await tx
      .select()
      .from(approvals)
      .where(eq(approvals.execution_id, execution_id))
      .orderBy(asc(approvals.created_at));
    const events = await tx
      .select()
      .from(executionEvents)
      .where(eq(executionEvents.execution_id, execution_id))
      .orderBy(asc(executionEvents.event_id));
    const attempts = await tx.select().from(stepAttempts).orderBy(asc(stepAttempts.attempt));
    const decided = await tx.select().from(decisions).orderBy(asc(decisions.created_at));
    return { execution, steps, approvals: asked, events, attempts, decisions: decided };
  });
}

/**
 * Waits until the execution has asked its n-th approval, and gives it. Looks again until the test's own deadline, at
 * nothing but the approvals: an activity writes them, so no report has to be written for it.
 */
export async function approvalAsked(theatre: Theatre, performance: Performance, number = 1) {
  const { database, tenant_id } = theatre;
  const { execution_id } = performance.input;
  const lookAt = () =>
    withTenant(database.app, tenant_id, async (tx) => {
      const asked = await tx
        .select()
        .from(approvals)
        .where(eq(approvals.execution_id, execution_id))
        .orderBy(asc(approvals.created_at));
      const [execution] = await tx.select().from(executions).where(eq(executions.execution_id, execution_id));
      return { asked, execution };
    });
  for (;;) {
    const { asked, execution } = await lookAt();
    const approval = asked[number - 1];
    if (approval !== undefined) return approval;
    if (execution !== undefined && execution.finished_at !== null) {
      throw new Error(`It ended before asking: ${execution.error_message}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits until the read model shows this status. */
export async function statusShown(theatre: Theatre, performance: Performance, status: string) {
  for (;;) {
    const records = await readRecords(theatre, performance);
    if (records.execution.status === status) return records;
    if (records.execution.finished_at !== null) throw new Error(`It ended as ${records.execution.status}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits until the workflow itself waits for people: its timer runs, and a decision no longer comes before the wait. */
export async function waitBegun({ handle }: Performance): Promise<void> {
  for (;;) {
    const { searchAttributes } = await handle.describe();
    if (searchAttributes.MbiStatus?.[0] === 'waiting_for_approval') return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
