import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { executionStatusSchema, finalStatuses } from '../../../contracts/execution.ts';
import type { Principal } from '../../../contracts/roles.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { enqueueClaimedOutbox } from '../../../db/queries/enqueue-claimed.ts';
import type { ExecutionRow } from '../../../db/queries/executions-list.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { leaseSeconds } from '../../outbox/lease.ts';
import { executionPath } from './execution-schema.ts';
import { executionOrRefuse } from './find-or-refuse.ts';

/**
 * Asks a running execution to stop at its next safe point; one that has ended stays as it is. With `compensate` the
 * workflow first undoes what it has applied, newest first, for which the right to undo is needed too.
 */
export const cancelExecution = defineOperation({
  method: 'post',
  path: '/v2/executions/:id/cancel',
  id: 'cancel_execution',
  tag: 'executions',
  summary: 'Ask an execution to stop.',
  access: 'executions:cancel',
  params: executionPath,
  query: nothing,
  body: z.strictObject({
    reason: z.string().max(2_000).nullish(),
    compensate: z.boolean().default(false).describe('undo what it has applied, newest first'),
  }),
  responses: {
    202: {
      description: 'Asked; the status changes when the workflow has stopped.',
      schema: z.object({ execution_id: z.uuid(), status: executionStatusSchema }),
    },
  },
  errors: ['EXECUTION_NOT_FOUND'],
  async handle({ params, body, deps, principal, inTenant, permissions }) {
    if (body.compensate && !permissions.has('executions:undo'))
      throw new CodedError('FORBIDDEN', 'Undoing needs the permission executions:undo.', {
        permission: 'executions:undo',
      });
    const { execution, message } = await inTenant(async (tx) => {
      const found = await executionOrRefuse(tx, params.id);
      if (finalStatuses.includes(found.status)) return { execution: found, message: null };
      const reason = body.reason ?? '';
      const claimed = await enqueueClaimedOutbox(
        tx,
        cancelMessage(found, principal, { ...body, reason }),
        leaseSeconds,
      );
      await appendAudit(tx, {
        action: 'execution.cancel_requested',
        actor_user_id: principal.user_id,
        actor_email: principal.email,
        entity_type: 'execution',
        entity_id: found.execution_id,
        details: { reason: body.reason ?? null, compensate: body.compensate },
      });
      return { execution: found, message: claimed };
    });
    if (message !== null) await deps.relay.send(message);
    return json(202, { execution_id: execution.execution_id, status: execution.status });
  },
});

/**
 * A cancellation of the workflow where that is all; a signal where it is to compensate, or where the workflow is not there
 * yet: the signal is kept until it is.
 */
function cancelMessage(
  { execution_id, workflow_id, status }: ExecutionRow,
  { user_id, email }: Principal,
  { compensate, reason }: { readonly compensate: boolean; readonly reason: string },
) {
  if (!compensate && status !== 'queued')
    return { kind: 'cancel_workflow', payload: { workflow_id }, dedupe_key: `cancel/${workflow_id}` };
  const signal = { compensate, reason, actor: { user_id, email } };
  const dedupe_key = `cancel/${workflow_id}/${compensate ? 'compensate' : 'queued'}`;
  return { kind: 'signal_cancel', payload: { workflow_id, execution_id, signal }, dedupe_key };
}
