import { z } from 'zod';
import type { JsonValue } from './canonical-json.ts';
import { jsonValueSchema } from './json.ts';
import { type Plan, planSchema } from './plan/index.ts';

/** How an execution stands for people. Temporal’s own status is the truth for machines. */
export const executionStatusSchema = z.enum([
  'queued',
  'running',
  'paused',
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
  /** The execution whose `playbook` step started this one, and how deep that is; absent at the top. */
  readonly parent?: { readonly execution_id: string; readonly step_id: string; readonly depth: number } | undefined;
  /**
   * What an earlier execution already did: results by key `step_id/iteration` (and `step_id/iteration?` for conditions),
   * which are taken instead of running those steps again. A skipped step stands here with the value that was given.
   */
  readonly reused?:
    | { readonly from_execution_id: string; readonly results: Readonly<Record<string, JsonValue>> }
    | undefined;
  /** Pauses that held when it was started: it parks before its first step until each is resumed. */
  readonly paused_by?: readonly string[] | undefined;
  /** Nobody waits for it: a schedule or a batch asked. What people wait for goes first; absent means somebody does. */
  readonly background?: boolean | undefined;
};

/** How deep playbooks may start playbooks. */
export const mostDepth = 5;

/** The signal `deliver_event`: something happened that a `wait: {event}` step may be waiting for. Repeats are ignored by id. */
export type DeliverEventSignal = {
  readonly event_id: string;
  readonly name: string;
  readonly data: JsonValue;
};

/** The signals `pause` and `resume`: the execution parks at the next safe point, and deadlines of approvals stand still. */
export type PauseSignal = { readonly pause_id: string; readonly reason: string };

/** The signal `cancel`: ends the execution; with `compensate` what it applied is undone first, newest first. */
export type CancelSignal = {
  readonly compensate: boolean;
  readonly reason: string;
  readonly actor: { readonly user_id: string; readonly email: string };
};

/** Names of the signals that steer an execution. */
export const executionMessages = {
  event: 'deliver_event',
  pause: 'pause',
  resume: 'resume',
  cancel: 'cancel',
} as const;

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
  parent: z.object({ execution_id: z.uuid(), step_id: z.string(), depth: z.int().min(1) }).optional(),
  reused: z.object({ from_execution_id: z.uuid(), results: z.record(z.string(), jsonValueSchema) }).optional(),
  paused_by: z.array(z.uuid()).optional(),
  background: z.boolean().optional(),
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
  'step.progress',
  'step.completed',
  'step.skipped',
  'step.failed',
  'approval.requested',
  'approval.decided',
  'change.armed',
  'change.applied',
  'change.verified',
  'change.not_applied',
  'change.needs_human',
]);
