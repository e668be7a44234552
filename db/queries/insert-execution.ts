import type { TenantTransaction } from '../connect.ts';
import { executions } from '../schema/index.ts';

/** A new execution, waiting for its workflow to start. */
export type NewExecution = Omit<
  typeof executions.$inferInsert,
  'tenant_id' | 'status' | 'run_id' | 'result' | 'outputs' | 'created_at' | 'started_at' | 'finished_at'
>;

/** Adds an execution with status `queued`. Throws when the id is taken: ids follow from requests, so look first. */
export async function insertExecution(tx: TenantTransaction, execution: NewExecution): Promise<void> {
  await tx.insert(executions).values({ ...execution, status: 'queued' });
}
