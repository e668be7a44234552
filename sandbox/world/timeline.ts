import type { WireValue } from './entity.ts';

/** One value that changed at an instant, by the API (with its request id) or by a person. */
export type TimelineChange = {
  readonly at: number;
  readonly entity_id: string;
  readonly field: string;
  readonly before: WireValue;
  readonly after: WireValue;
  readonly by: 'api' | 'person';
  readonly request_id?: string | null;
  readonly actor_name: string;
};

/** What happened to the things of all accounts, in the order in which it happened. */
export type Timeline = {
  readonly add: (change: TimelineChange) => void;
  readonly all: () => readonly TimelineChange[];
  readonly of: (entity_id: string) => readonly TimelineChange[];
  /** The last change of a field at or before an instant, or null. */
  readonly last: (entity_id: string, field: string, at: number) => TimelineChange | null;
  readonly clear: () => void;
};

/** Makes an empty timeline. */
export function createTimeline(): Timeline {
  const changes: TimelineChange[] = [];
  const byEntity = new Map<string, TimelineChange[]>();
  const of = (entity_id: string) => byEntity.get(entity_id) ?? [];
  return {
    add: (change) => {
      changes.push(change);
      byEntity.set(change.entity_id, [...of(change.entity_id), change]);
    },
    all: () => changes,
    of,
    last: (entity_id, field, at) =>
      of(entity_id).findLast((change) => change.field === field && change.at <= at) ?? null,
    clear: () => {
      changes.length = 0;
      byEntity.clear();
    },
  };
}
