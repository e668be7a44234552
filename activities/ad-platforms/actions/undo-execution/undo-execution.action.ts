import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/**
 * Takes back every change of an execution whose value is still the one that it wrote; refuses otherwise. With
 * `leave_what_changed_since` the refusal is only about what somebody changed since: the rest is taken back.
 */
export const undoExecution = defineAction({
  agent: 'AdPlatformAgent',
  action: 'undo_execution',
  effect: 'write',
  summary: 'Takes back what an execution changed on the ad platform.',
  params: z.object({ execution_id: z.uuid(), leave_what_changed_since: z.boolean().optional() }),
  output: appliedChangeSchema,
  ...writeTiming,
});
