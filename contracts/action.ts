import type { z } from 'zod';
import type { ErrorCode } from './errors/index.ts';
import type { PlatformAbility } from './platform-capabilities.ts';

/**
 * What an action may do to the world:
 * read (nothing), propose (writes only our own records), write (changes an ad platform: planned, approved, applied), notify (tells people).
 */
export type Effect = 'read' | 'propose' | 'write' | 'notify';

/** How often and how fast a failed attempt is repeated by Temporal. */
export type RetryPolicy = {
  readonly max_attempts: number;
  readonly initial_interval_seconds: number;
  readonly backoff_coefficient: number;
  readonly max_interval_seconds: number;
  readonly non_retryable: readonly ErrorCode[];
};

/**
 * What a write does to daily money, so that the most a playbook can move is known before it runs: `none` (bids, creatives),
 * `whole_budget` (pausing and resuming: all of the campaign’s daily budget), `between_budgets` (what one part of a campaign loses
 * another gets, and both count: at most twice its daily budget), `daily_budget` and `lifetime_budget` (the
 * parameter `to` is the new budget in minor units).
 */
export type MovedMoney =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole_budget' }
  | { readonly kind: 'between_budgets' }
  | { readonly kind: 'daily_budget'; readonly to: string }
  | { readonly kind: 'lifetime_budget'; readonly to: string };

/**
 * The pure half of an action: everything the compiler, the editor, the API, the CLI and the UI need to know.
 * `agent` and `action` are the names in YAML; the id `Agent.action` is the Temporal activity type.
 * For effect `write` the output is always `appliedChangeSchema`.
 */
export type ActionDefinition<Params extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> = {
  readonly agent: string;
  readonly action: string;
  readonly effect: Effect;
  /** One sentence for docs, the editor and the UI. */
  readonly summary: string;
  readonly params: Params;
  readonly output: Output;
  readonly timeout_seconds: number;
  /** Required for actions that may run longer than 5 s, so that a dead worker is noticed within it. */
  readonly heartbeat_seconds: number | null;
  readonly retry: RetryPolicy;
  /** Only for writes. Without it nothing is known, and the write counts as one that may move any amount. */
  readonly moves?: MovedMoney;
  /** What a platform must be able to do for this action; the compiler checks it where a playbook names its platforms. */
  readonly needs?: readonly PlatformAbility[];
  /** Events that the action may record, such as metric.anomaly: by them the compiler finds playbooks that start each other in a circle. */
  readonly emits?: readonly string[];
};

/** The activity type and documentation id of an action. */
export function actionId(definition: { readonly agent: string; readonly action: string }): string {
  return `${definition.agent}.${definition.action}`;
}

/** The retry policy used unless a definition says otherwise: 5 attempts, 0.5 s doubling to 20 s. */
export const defaultRetry: RetryPolicy = {
  max_attempts: 5,
  initial_interval_seconds: 0.5,
  backoff_coefficient: 2,
  max_interval_seconds: 20,
  non_retryable: [],
};

/** Keeps the parameter and output types of a definition and fills in the defaults. */
export function defineAction<Params extends z.ZodObject, Output extends z.ZodType>(
  definition: Omit<ActionDefinition<Params, Output>, 'timeout_seconds' | 'heartbeat_seconds' | 'retry'> &
    Partial<Pick<ActionDefinition<Params, Output>, 'timeout_seconds' | 'heartbeat_seconds' | 'retry'>>,
): ActionDefinition<Params, Output> {
  return { timeout_seconds: 30, heartbeat_seconds: 5, retry: defaultRetry, ...definition };
}
