import { z } from 'zod';
import { decideSignalSchema, eligiblePersonSchema } from '../../contracts/approval.ts';
import { executionInputSchema, executionModeSchema, requestedBySchema } from '../../contracts/execution.ts';
import { steeringMessageSchema } from './steering-messages.ts';
import { triggerMessageSchema } from './trigger-messages.ts';

/**
 * What the API hands to Temporal through the outbox. Each message may be sent again without doing its work twice:
 * a workflow id is taken once for ever, and the workflow ignores a decision id that it knows.
 */
export const plainMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start_workflow'),
    payload: z.object({
      input: executionInputSchema,
      /** Executions that must have ended first. */
      wait_for: z.array(z.uuid()).default([]),
    }),
  }),
  z.object({
    kind: z.literal('signal_decision'),
    payload: z.object({ workflow_id: z.string(), signal: decideSignalSchema }),
  }),
  z.object({
    kind: z.literal('signal_withdrawal'),
    payload: z.object({
      workflow_id: z.string(),
      signal: z.object({
        decision_id: z.uuid(),
        approval_id: z.uuid(),
        actor: z.object({ user_id: z.uuid(), email: z.string() }),
      }),
    }),
  }),
  z.object({
    kind: z.literal('signal_delegation'),
    payload: z.object({
      workflow_id: z.string(),
      signal: z.object({
        delegation_id: z.uuid(),
        approval_id: z.uuid(),
        from: z.object({ user_id: z.uuid(), email: z.string() }),
        to: eligiblePersonSchema,
        reason: z.string().nullable(),
      }),
    }),
  }),
  z.object({
    kind: z.literal('track_outcome'),
    payload: z.object({
      tenant_id: z.uuid(),
      execution_id: z.uuid(),
      outcome_id: z.uuid(),
      playbook_id: z.string(),
      campaign_id: z.string(),
      measure_at_ms: z.int(),
      mode: executionModeSchema,
      requested_by: requestedBySchema,
    }),
  }),
  z.object({
    kind: z.literal('deliver_approval'),
    payload: z.object({
      tenant_id: z.uuid(),
      execution_id: z.uuid(),
      approval_id: z.uuid(),
      moment: z.string(),
      message_key: z.string().max(500),
    }),
  }),
  z.object({ kind: z.literal('cancel_workflow'), payload: z.object({ workflow_id: z.string() }) }),
]);
/** A message that needs nothing but Temporal. */
export type PlainMessage = z.infer<typeof plainMessageSchema>;

/** Every message. */
export const outboxMessageSchema = z.discriminatedUnion('kind', [
  plainMessageSchema,
  steeringMessageSchema,
  triggerMessageSchema,
]);
/** One message. */
export type OutboxMessage = z.infer<typeof outboxMessageSchema>;
