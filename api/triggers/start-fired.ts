import { eq } from 'drizzle-orm';
import { CodedError, describeError } from '../../contracts/errors/index.ts';
import type { Principal } from '../../contracts/roles.ts';
import type { Evaluation, FiredTrigger } from '../../contracts/trigger.ts';
import { type Database, type TenantTransaction, withTenant } from '../../db/connect.ts';
import { deriveId } from '../../db/derive-id.ts';
import { findMember } from '../../db/queries/api-keys.ts';
import { findJudgedVersion } from '../../db/queries/playbooks.ts';
import { insertEvaluations } from '../../db/queries/trigger-evaluations.ts';
import { executions } from '../../db/schema/index.ts';
import { startExecution } from '../executions/start-execution.ts';
import type { OutboxRelay } from '../outbox/relay.ts';

/**
 * Turns a trigger that fired into an execution of the version that was judged, and stores the evaluation with what came of
 * it in the same transaction. The execution’s id follows from the evaluation’s, so a message that comes again starts
 * nothing more. It runs in the name of whoever wrote the version, who therefore may not approve its changes. What cannot
 * be started now will not be later either: the evaluation says why. Throws only what is worth another try.
 */
export async function startFired(
  deps: { readonly database: Database; readonly relay: OutboxRelay },
  tenant_id: string,
  fired: FiredTrigger,
): Promise<void> {
  const { evaluation } = fired;
  const execution_id = deriveId('execution', tenant_id, evaluation.evaluation_id);
  const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(deps.database, tenant_id, work);
  const version = await inTenant((tx) => findJudgedVersion(tx, evaluation.playbook_version_id));
  if (version === null) throw new Error(`There is no version ${evaluation.playbook_version_id}.`);
  const store = (tx: TenantTransaction, came: Pick<Evaluation, 'result' | 'because' | 'execution_id'>) =>
    insertEvaluations(tx, [{ ...evaluation, due_at: new Date(evaluation.due_at), ...came }]);
  if (version.retired_at !== null) {
    const because = `it was retired on ${version.retired_at.toISOString()}, before it could start`;
    await inTenant((tx) => store(tx, { result: 'skipped', because, execution_id: null }));
    return;
  }
  const principal = await inTenant((tx) => editorOf(tx, tenant_id, version));
  try {
    await startExecution(
      deps,
      {
        principal,
        // One transaction for the execution and for the answer that led to it.
        inTenant: (work) =>
          inTenant(async (tx) => {
            const accepted = await work(tx);
            await tx
              .update(executions)
              .set({ evaluation_id: evaluation.evaluation_id })
              .where(eq(executions.execution_id, execution_id));
            await store(tx, { result: 'fired', because: evaluation.because, execution_id });
            return accepted;
          }),
      },
      {
        ...{ execution_id, playbook: version, inputs: fired.inputs, mode: 'live', undo_of: null, entity: fired.entity },
        ...(fired.queue ? { on_conflict: 'queue' as const } : {}),
        background: evaluation.source === 'schedule',
      },
    );
  } catch (error) {
    if (!(error instanceof CodedError) || describeError(error.code).retryable) throw error;
    const result = error.code === 'EXECUTION_CONFLICT' ? 'skipped' : 'failed';
    const holder = error.details.execution_id;
    const because = `${error.code}: ${error.message}${typeof holder === 'string' ? ` (${holder})` : ''}`;
    await inTenant((tx) => store(tx, { result, because, execution_id: null }));
  }
}

/** Whoever wrote the version, also when they have left since: somebody must answer for what it does. */
async function editorOf(
  tx: TenantTransaction,
  tenant_id: string,
  version: { readonly edited_by: string; readonly edited_by_email: string | null },
): Promise<Principal> {
  const member = await findMember(tx, version.edited_by);
  const email = member?.email ?? version.edited_by_email ?? '';
  return { tenant_id, user_id: version.edited_by, email, roles: member?.roles ?? [], api_key_id: null };
}
