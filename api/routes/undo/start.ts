import { z } from 'zod';
import { undoSelectorSchema } from '../../../contracts/undo.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { startUndo } from '../../undo/start-undo.ts';
import { startedSchema } from '../playbooks/execute.ts';

/** What starting an undo answers. `undo_of` is null where it is not about one execution. */
export const undoStartedSchema = startedSchema.extend({ undo_of: z.uuid().nullable() });

/** Starts the undo of a change, an execution, a day, a playbook or an approver: an execution of its own, with its own plan. */
export const undoChanges = defineOperation({
  method: 'post',
  path: '/v2/undo',
  id: 'undo_changes',
  tag: 'money',
  summary: 'Take changes back: one, those of an execution or a day, or of a playbook or an approver since a moment.',
  access: 'executions:undo',
  params: nothing,
  query: nothing,
  body: z.strictObject({ selector: undoSelectorSchema, reason: z.string().min(1).max(2_000) }),
  responses: {
    202: {
      description: 'The undo is an execution of its own.',
      schema: undoStartedSchema,
      headers: { Location: 'The new execution.' },
    },
  },
  errors: [
    ...(['CHANGES_NOT_UNDOABLE', 'EXECUTION_NOT_FOUND', 'RECEIPT_NOT_FOUND'] as const),
    ...(['EXECUTION_CONFLICT', 'PLAYBOOK_NOT_FOUND'] as const),
  ],
  idempotent: true,
  async handle({ body, deps, principal, inTenant, header }) {
    const wish = { ...body, key: header('Idempotency-Key'), refusal: 'CHANGES_NOT_UNDOABLE' } as const;
    const started = await startUndo(deps, { principal, inTenant }, wish);
    return json(202, started, { Location: started._links.self });
  },
});
