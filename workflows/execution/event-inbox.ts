import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { DeliverEventSignal } from '../../contracts/execution.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Plan } from '../../contracts/plan/index.ts';

/** What is carried to a new history: events that nobody has waited for yet, and the ids that were seen. Plain JSON. */
export type EventInboxRecord = { readonly early: readonly DeliverEventSignal[]; readonly seen: readonly string[] };

/** One wait for an event. */
export type EventWait = {
  /** The event that answered it; null as long as none has. */
  answer(): DeliverEventSignal | null;
  /** It is not waited for any more. */
  close(): void;
};

/** Everything that happened outside and that a step of this execution waits for, or will. */
export type EventInbox = {
  deliver(event: DeliverEventSignal): void;
  /** Begins to wait: the oldest early event that fits answers at once, else the next one that fits. */
  await(name: string, fits: (event: DeliverEventSignal) => boolean): EventWait;
  pack(): EventInboxRecord;
};

type Open = {
  readonly name: string;
  readonly fits: (event: DeliverEventSignal) => boolean;
  answer: DeliverEventSignal | null;
};

/** How many early events are kept, the newest, and how many ids are known as seen. */
const most = { early: 1_000, seen: 5_000 };

/**
 * An empty inbox, or that of an earlier history. `names` are the events that the plan waits for at all; others are not
 * kept. An event that comes while several waits fit answers all of them; one that answered a wait is not kept for another,
 * so a wait in a loop gets the next event each round. An event comes once, however often it is delivered.
 */
export function createEventInbox(carried: EventInboxRecord | null, names: readonly string[]): EventInbox {
  let early = [...(carried?.early ?? [])];
  const seen = new Set(carried?.seen ?? []);
  const waits = new Set<Open>();
  return {
    deliver: (event) => {
      if (seen.has(event.event_id) || !names.includes(event.name)) return;
      seen.add(event.event_id);
      if (seen.size > most.seen) for (const oldest of [...seen].slice(0, most.seen / 10)) seen.delete(oldest);
      const fitting = [...waits].filter((wait) => wait.answer === null && wait.name === event.name && wait.fits(event));
      for (const wait of fitting) wait.answer = event;
      if (fitting.length === 0) early = [...early, event].slice(-most.early);
    },
    await: (name, fits) => {
      const known = early.find((event) => event.name === name && fits(event)) ?? null;
      early = early.filter((event) => event !== known);
      const wait: Open = { name, fits, answer: known };
      waits.add(wait);
      return { answer: () => wait.answer, close: () => void waits.delete(wait) };
    },
    pack: () => ({ early, seen: [...seen] }),
  };
}

/** The names of all events that steps of a plan wait for. */
export function awaitedEvents({ steps, on_failure }: Pick<Plan, 'steps' | 'on_failure'>): readonly string[] {
  const all = everyStep([...steps, ...(on_failure ?? [])]);
  return all.flatMap((step) => (step.kind === 'wait' && step.wait.kind === 'event' ? [step.wait.event] : []));
}

/** A `deliver_event` signal as it came in; null when it cannot be read. Its data has come as JSON already. */
export function readDeliverEvent(payload: unknown): DeliverEventSignal | null {
  if (typeof payload !== 'object' || payload === null) return null;
  if (!('event_id' in payload) || !('name' in payload)) return null;
  const { event_id, name } = payload;
  if (typeof event_id !== 'string' || typeof name !== 'string') return null;
  const data: JsonValue = 'data' in payload ? JSON.parse(JSON.stringify(payload.data ?? null)) : null;
  return { event_id, name, data };
}
