import type { JsonValue } from './canonical-json.ts';

/**
 * How triggers are watched: a Temporal Schedule, or an event that came in, starts the workflow `watch_triggers`, which
 * calls one activity. Free of zod, so that the isolate can load it.
 */

/** What is to be looked at: one playbook whose time has come, or everything that listens to one event. */
export type WatchInput =
  | { readonly kind: 'schedule'; readonly tenant_id: string; readonly playbook_id: string }
  | { readonly kind: 'event'; readonly tenant_id: string; readonly event_id: string };

/** The call of the activity; `due_at_ms` is the moment that the schedule meant, in milliseconds since the epoch. */
export type EvaluateCall = WatchInput & { readonly due_at_ms: number };

/** How many entities were looked at, how many of them fired, and to how many waiting executions an event was handed. */
export type EvaluateAnswer = { readonly evaluated: number; readonly fired: number; readonly delivered: number };

/** Names of the activities of triggers. */
export const triggerActivities = { evaluate: 'triggers.evaluate' } as const;

/** The workflow type that a schedule or an event starts. */
export const watchTriggersType = 'watch_triggers';

/** What every schedule of ours is called. */
export const schedulePrefix = 'sched.';

/** The id of a playbook's schedule: there is one at most. */
export function scheduleIdOf(tenant_id: string, playbook_id: string): string {
  return `${schedulePrefix}${tenant_id}.${playbook_id}`;
}

/** The tenant and the playbook of one of our schedules; null for an id of another shape. */
export function readScheduleId(id: string): { readonly tenant_id: string; readonly playbook_id: string } | null {
  const match = /^sched\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(.+)$/.exec(id);
  const [, tenant_id, playbook_id] = match ?? [];
  return tenant_id === undefined || playbook_id === undefined ? null : { tenant_id, playbook_id };
}

/** What happened, as expressions see it. */
export type EventScope = {
  readonly name: string;
  readonly data: JsonValue;
  readonly entity: { readonly type: string; readonly id: string; readonly name: string } | null;
};
