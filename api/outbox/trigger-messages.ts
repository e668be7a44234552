import { z } from 'zod';
import { jsonValueSchema } from '../../contracts/json.ts';
import { firedTriggerSchema } from '../../contracts/trigger.ts';

/** Messages about what starts playbooks and what waiting executions hear. Each may be delivered again. */
export const triggerMessageSchema = z.discriminatedUnion('kind', [
  /** Brings Temporal’s schedule in line with what is deployed at that moment. */
  z.object({ kind: z.literal('sync_schedule'), payload: z.object({ playbook_id: z.string() }) }),
  /** Has somebody look who listens to an event. */
  z.object({ kind: z.literal('event_received'), payload: z.object({ event_id: z.uuid() }) }),
  /** Turns a trigger that fired into an execution. */
  z.object({ kind: z.literal('trigger_fired'), payload: firedTriggerSchema }),
  /** Hands an event to an execution that waits for it. */
  z.object({
    kind: z.literal('signal_event'),
    payload: z.object({
      workflow_id: z.string(),
      signal: z.object({ event_id: z.uuid(), name: z.string(), data: jsonValueSchema }),
    }),
  }),
]);
/** A message about triggers. */
export type TriggerMessage = z.infer<typeof triggerMessageSchema>;
