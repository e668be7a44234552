import { z } from 'zod';
import { executionStatusSchema, finalStatuses } from '../../../contracts/execution.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { enqueueClaimedOutbox } from '../../../db/queries/enqueue-claimed.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { leaseSeconds } from '../../outbox/relay.ts';
import { executionPath } from './execution-schema.ts';
import { executionOrRefuse } from './find-or-refuse.ts';

/** Asks a running execution to stop at its next safe point; one that has ended stays as it is. */
export const cancelExecution = defineOperation({
  method: 'post',
  path: '/v2/executions/:id/cancel',
  id: 'cancel_execution',
  tag: 'executions',
  summary: 'Ask an execution to stop.',
  access: 'executions:cancel',
  params: executionPath,
  query: nothing,
  body: z.strictObject({ reason: z.string().max(2_000).nullish() }),
  responses: {
    202: {
      description: 'Asked; the status changes when the workflow has stopped.',
      schema: z.object({ execution_id: z.uuid(), status: executionStatusSchema }),
    },
  },
  errors: ['EXECUTION_NOT_FOUND'],
  async handle({ params, body, deps, principal, inTenant }) {
    const { execution, message } = await inTenant(async (tx) => {
      const found = await executionOrRefuse(tx, params.id);
      if (finalStatuses.includes(found.status)) return { execution: found, message: null };
      const claimed = await enqueueClaimedOutbox(
        tx,
        {
          kind: 'cancel_workflow',
          payload: { workflow_id: found.workflow_id },
          dedupe_key: `cancel/${found.workflow_id}`,
        },
        leaseSeconds,
      );
      await appendAudit(tx, {
        action: 'execution.cancel_requested',
        actor_user_id: principal.user_id,
        actor_email: principal.email,
        entity_type: 'execution',
        entity_id: found.execution_id,
        details: { reason: body.reason ?? null },
      });
      return { execution: found, message: claimed };
    });
    if (message !== null) await deps.relay.send(message);
    return json(202, { execution_id: execution.execution_id, status: execution.status });
  },
});
