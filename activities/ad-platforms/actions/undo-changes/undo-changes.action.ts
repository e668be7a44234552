import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { undoSelectorSchema } from '../../../../contracts/undo.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/**
 * Takes back one change, one execution, one day, or what a playbook or an approver did since a moment, over campaigns,
 * accounts and platforms, as one set with one approval. What somebody changed since stays, unless that shall refuse the whole.
 */
export const undoChanges = defineAction({
  agent: 'AdPlatformAgent',
  action: 'undo_changes',
  effect: 'write',
  summary: 'Takes back what a change, an execution, a day, a playbook or an approver did on the ad platforms.',
  params: z.object({ selector: undoSelectorSchema, leave_what_changed_since: z.boolean().default(true) }),
  output: appliedChangeSchema,
  ...writeTiming,
});
