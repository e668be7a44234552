import { z } from 'zod';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { startUndo } from '../../undo/start-undo.ts';
import { undoStartedSchema } from '../undo/start.ts';
import { executionPath } from './execution-schema.ts';

/** Starts the undo of one execution: the same as POST /v2/undo with its id. */
export const undoExecution = defineOperation({
  method: 'post',
  path: '/v2/executions/:id/undo',
  id: 'undo_execution',
  tag: 'executions',
  summary: 'Take back what an execution changed.',
  access: 'executions:undo',
  params: executionPath,
  query: nothing,
  body: z.strictObject({ reason: z.string().max(2_000).nullish() }),
  responses: {
    202: {
      description: 'The undo is an execution of its own.',
      schema: undoStartedSchema,
      headers: { Location: 'The new execution.' },
    },
  },
  errors: ['EXECUTION_NOT_FOUND', 'EXECUTION_NOT_UNDOABLE', 'EXECUTION_CONFLICT', 'PLAYBOOK_NOT_FOUND'],
  idempotent: true,
  async handle({ params, body, deps, principal, inTenant, header }) {
    const wish = {
      ...{ selector: { execution_id: params.id }, reason: body.reason ?? null },
      ...{ key: header('Idempotency-Key'), refusal: 'EXECUTION_NOT_UNDOABLE' as const },
    };
    const started = await startUndo(deps, { principal, inTenant }, wish);
    return json(202, started, { Location: started._links.self });
  },
});
