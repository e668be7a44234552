import { z } from 'zod';
import { firedTriggerSchema } from '../../contracts/trigger.ts';

/** Messages about what starts playbooks. Each may be delivered again. */
export const triggerMessageSchema = z.discriminatedUnion('kind', [
  /** Brings Temporal’s schedule in line with what is deployed at that moment. */
  z.object({ kind: z.literal('sync_schedule'), payload: z.object({ playbook_id: z.string() }) }),
  /** Has somebody look who listens to an event. */
  z.object({ kind: z.literal('event_received'), payload: z.object({ event_id: z.uuid() }) }),
  /** Turns a trigger that fired into an execution. */
  z.object({ kind: z.literal('trigger_fired'), payload: firedTriggerSchema }),
]);
/** A message about triggers. */
export type TriggerMessage = z.infer<typeof triggerMessageSchema>;
