import { CodedError } from '../../contracts/errors/index.ts';
import type { Principal } from '../../contracts/roles.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { enqueueOutboxBatch } from '../../db/queries/enqueue-batch.ts';
import { listLiveInScope, openPause, type PausedScope, type PauseRow, resumePause } from '../../db/queries/pauses.ts';
import type { TenantTransaction } from '../dependencies.ts';
import { resolveScope } from './resolve-scope.ts';

/** A pause with how many live executions are being told. */
export type Steered = { readonly pause: PauseRow; readonly changed: boolean; readonly executions_told: number };

/**
 * Pauses a scope: the row, a message for every live execution in it and the audit entry are one transaction. From its
 * commit on no write is sent, whether or not Temporal can be reached: the write core asks the row, not the workflow.
 */
export async function pauseScope(
  tx: TenantTransaction,
  principal: Principal,
  request: PausedScope & { readonly reason: string },
): Promise<Steered> {
  const scope = await resolveScope(tx, request);
  const { pause, opened } = await openPause(tx, { ...scope, reason: request.reason, actor: principal });
  if (!opened) return { pause, changed: false, executions_told: 0 };
  return { pause, changed: true, executions_told: await tell(tx, principal, pause, 'pause') };
}

/** Ends a pause and tells every live execution in its scope. Throws PAUSE_NOT_FOUND. */
export async function resumeScope(tx: TenantTransaction, principal: Principal, pause_id: string): Promise<Steered> {
  const ended = await resumePause(tx, { pause_id, actor: principal });
  if (ended === null) throw new CodedError('PAUSE_NOT_FOUND', `There is no pause ${pause_id}.`);
  const { pause, resumed } = ended;
  if (!resumed) return { pause, changed: false, executions_told: 0 };
  return { pause, changed: true, executions_told: await tell(tx, principal, pause, 'resume') };
}

async function tell(
  tx: TenantTransaction,
  principal: Principal,
  pause: PauseRow,
  what: 'pause' | 'resume',
): Promise<number> {
  const { pause_id, scope, scope_id, reason } = pause;
  const live = await listLiveInScope(tx, { scope, scope_id });
  const told = await enqueueOutboxBatch(
    tx,
    live.map(({ execution_id, workflow_id }) => ({
      kind: `signal_${what}`,
      payload: { workflow_id, execution_id, signal: { pause_id, reason } },
      dedupe_key: `${what}/${pause_id}/${execution_id}`,
    })),
  );
  await appendAudit(tx, {
    action: what === 'pause' ? 'scope.paused' : 'scope.resumed',
    actor_user_id: principal.user_id,
    actor_email: principal.email,
    entity_type: 'pause',
    entity_id: pause_id,
    details: { scope, scope_id, reason, executions_told: told },
  });
  return told;
}
