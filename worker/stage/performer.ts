import type { Agenda } from './agenda.ts';
import type { Isolate, Job } from './isolate.ts';
import type { ActivityCommand } from './retries.ts';
import type { Run } from './run.ts';
import type { Director, Ending, Script, SinkReport } from './script.ts';

/** One workflow on the stage, with what it waits for. Its run is another one after it has moved to a new history. */
export type Performer = {
  readonly workflow_id: string;
  readonly workflow_type: string;
  /** Who started it, and under which number. */
  readonly parent: { readonly performer: Performer; readonly seq: number } | null;
  readonly began_ms: number;
  run: Run;
  readonly activities: Map<number, ActivityCommand>;
  readonly timers: Set<number>;
  /** Those it started, with what becomes of them when it ends first (a ParentClosePolicy of the protocol). */
  readonly children: Map<number, { readonly performer: Performer; readonly close_policy: number }>;
  ending: Ending | null;
};

/** Something to tell a performer. `events` says how many events it is in a history; 0 when it needs no task of its own. */
export type Delivery = { readonly to: Performer; readonly job: Job; readonly events: number };

/** What is due at a moment: something to tell, or null when it is no longer wanted or was done at once. */
export type Due = () => Delivery | null;

/** Everything that the parts of one play share. */
export type World = {
  readonly isolate: Isolate;
  readonly script: Script;
  readonly director: Director;
  readonly agenda: Agenda<Due>;
  readonly performers: Map<string, Performer>;
  readonly runs: Run[];
  readonly reports: SinkReport[];
  now_ms: number;
};

/** Puts something down for later. */
export function later(world: World, delay_ms: number, due: Due): void {
  world.agenda.add(world.now_ms + Math.max(0, delay_ms), due);
}

/** Something that is told only while the same history of the performer is still at work. */
export function tellLater(
  world: World,
  performer: Performer,
  told: { readonly delay_ms: number; readonly events: number; readonly job: () => Job | null },
): void {
  const { run } = performer;
  later(world, told.delay_ms, () => {
    if (performer.ending !== null || performer.run !== run) return null;
    const job = told.job();
    return job === null ? null : { to: performer, job, events: told.events };
  });
}
