import { z } from 'zod';
import { jsonValueSchema } from '../../contracts/json.ts';

const target = { workflow_id: z.string(), execution_id: z.uuid() };
const pauseSignal = z.object({ pause_id: z.uuid(), reason: z.string() });

/**
 * Messages that steer an execution that runs: the signals `pause`, `resume`, `cancel` and `deliver_event` of contracts/execution.ts. They
 * name the execution beside its workflow, because only its row tells a workflow that has ended from one that is about to
 * be started.
 */
export const steeringMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signal_pause'), payload: z.object({ ...target, signal: pauseSignal }) }),
  z.object({ kind: z.literal('signal_resume'), payload: z.object({ ...target, signal: pauseSignal }) }),
  /** Hands an event to an execution that waits for its name, or will. */
  z.object({
    kind: z.literal('signal_event'),
    payload: z.object({
      ...target,
      signal: z.object({ event_id: z.uuid(), name: z.string(), data: jsonValueSchema }),
    }),
  }),
  z.object({
    kind: z.literal('signal_cancel'),
    payload: z.object({
      ...target,
      signal: z.object({
        compensate: z.boolean(),
        reason: z.string(),
        actor: z.object({ user_id: z.uuid(), email: z.string() }),
      }),
    }),
  }),
]);

/** One of them. */
export type SteeringMessage = z.infer<typeof steeringMessageSchema>;
