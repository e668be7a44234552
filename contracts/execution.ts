import { z } from 'zod';
import type { JsonValue } from './canonical-json.ts';
import { jsonValueSchema } from './json.ts';
import { type Plan, planSchema } from './plan/index.ts';

/** How an execution stands for people. Temporal’s own status is the truth for machines. */
export const executionStatusSchema = z.enum([
  'queued',
  'running',
  'waiting_for_approval',
  'waiting',
  'completed',
  'failed',
  'cancelled',
  'rejected',
  'expired',
]);
/** How an execution stands. */
export type ExecutionStatus = z.infer<typeof executionStatusSchema>;

/** The statuses after which nothing more happens. */
export const finalStatuses: readonly ExecutionStatus[] = ['completed', 'failed', 'cancelled', 'rejected', 'expired'];

/** How one step stands. */
export const stepStatusSchema = z.enum(['running', 'waiting_for_approval', 'completed', 'skipped', 'failed']);

/** live = real writes after approval; shadow = plans and records, never asks or writes; dry_run = plans, records nothing, the write capability is not handed out. */
export const executionModeSchema = z.enum(['live', 'shadow', 'dry_run']);

/** Who asked for an execution, and everybody who therefore may not approve its changes. */
export const requestedBySchema = z.object({
  user_id: z.uuid(),
  email: z.string(),
  api_key_id: z.uuid().nullable(),
});

/** The one argument of the workflow. */
export type ExecutionInput = {
  readonly execution_id: string;
  readonly tenant_id: string;
  readonly plan: Plan;
  readonly playbook_digest: string;
  readonly inputs: Readonly<Record<string, JsonValue>>;
  /** The typed feature view of the entity at the start: `context.*` in expressions. */
  readonly context: Readonly<Record<string, number | string | boolean | null>>;
  readonly entity: { readonly type: string; readonly id: string; readonly name: string } | null;
  readonly mode: z.infer<typeof executionModeSchema>;
  readonly requested_by: z.infer<typeof requestedBySchema>;
  /** Requester, owner of the key, last editor of the playbook version. */
  readonly excluded_user_ids: readonly string[];
};

/** Schema of the workflow’s argument, for the side that builds it. */
export const executionInputSchema: z.ZodType<ExecutionInput> = z.object({
  execution_id: z.uuid(),
  tenant_id: z.uuid(),
  plan: planSchema,
  playbook_digest: z.string(),
  inputs: z.record(z.string(), jsonValueSchema),
  context: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  entity: z.object({ type: z.string(), id: z.string(), name: z.string() }).nullable(),
  mode: executionModeSchema,
  requested_by: requestedBySchema,
  excluded_user_ids: z.array(z.uuid()),
});

/** What the workflow returns. */
export type ExecutionResult = {
  readonly status: 'completed' | 'failed' | 'cancelled' | 'rejected' | 'expired';
  readonly result: JsonValue;
  readonly outputs: Readonly<Record<string, JsonValue>>;
};

/** Kinds of entries in an execution’s event stream (`execution_events`, server-sent events). */
export const executionEventTypeSchema = z.enum([
  'execution.started',
  'execution.status_changed',
  'execution.finished',
  'step.started',
  'step.completed',
  'step.skipped',
  'step.failed',
  'approval.requested',
  'approval.decided',
  'change.armed',
  'change.applied',
  'change.verified',
]);
