import { z } from 'zod';
import { undoPreviewSchema, undoSelectorSchema } from '../../../contracts/undo.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { readUndoPreview } from '../../undo/read-preview.ts';
import { refuseUnknown } from '../../undo/start-undo.ts';

/** Shows what an undo would do, from our own records; changes nothing and asks no platform. */
export const previewUndo = defineOperation({
  method: 'post',
  path: '/v2/undo/preview',
  id: 'preview_undo',
  tag: 'money',
  summary: 'Show what taking changes back would do, what it would leave and why, and what was spent since.',
  access: 'money:read',
  params: nothing,
  query: nothing,
  body: z.strictObject({ selector: undoSelectorSchema }),
  responses: { 200: { description: 'What our records know of it.', schema: undoPreviewSchema } },
  errors: ['CHANGES_NOT_UNDOABLE', 'EXECUTION_NOT_FOUND', 'RECEIPT_NOT_FOUND'],
  async handle({ body, inTenant }) {
    const preview = await inTenant(async (tx) => {
      await refuseUnknown(tx, body.selector);
      return readUndoPreview(tx, body.selector);
    });
    return json(200, preview);
  },
});
