import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { CancelSignal, ExecutionInput } from '../../contracts/execution.ts';
import type { Step } from '../../contracts/plan/index.ts';
import { createMailbox, type Mailbox } from '../approvals/mailbox.ts';
import { createBreath } from './breath.ts';
import { awaitedEvents, createEventInbox, type EventInbox } from './event-inbox.ts';
import type { Frame } from './frame.ts';
import { createFuel, type Fuel } from './fuel.ts';
import { createJourney, type HistoryLimits, type Journey, type Luggage } from './journey.ts';
import { listen } from './listen.ts';
import { createPauses, type Pauses } from './pauses.ts';
import { createProgress, type Progress } from './progress.ts';
import { createStanding, type Standing } from './standing.ts';
import { createUnfinished, type Unfinished } from './unfinished.ts';

/** Runs steps one after the other and gives the value of the last. */
export type Walk = (steps: readonly Step[], frame: Frame) => Promise<JsonValue>;

/** What every step kind may use. */
export type Run = {
  readonly input: ExecutionInput;
  readonly mailbox: Mailbox;
  readonly inbox: EventInbox;
  readonly progress: Progress;
  readonly standing: Standing;
  readonly journey: Journey;
  readonly pauses: Pauses;
  readonly unfinished: Unfinished;
  readonly fuel: Fuel;
  /** Who called the execution off by the signal `cancel`; null as long as nobody did. */
  readonly calledOff: () => CancelSignal | null;
  /** Called by loops at the start of each round, with the number of steps in it. */
  readonly breathe: (steps: number) => Promise<void>;
  /** For the kinds that hold other steps. */
  readonly walk: Walk;
};

/** Sets up one execution and listens for messages before anything else happens, so that none can come too early. */
export function openRun(
  input: ExecutionInput,
  luggage: Luggage | null,
  limits: HistoryLimits,
  walkWith: (run: Run) => Walk,
): Run {
  const progress = createProgress(input);
  const standing = createStanding(input, luggage?.messages);
  const mailbox = createMailbox(luggage?.mailbox ?? null, progress.decided);
  const pauses = createPauses({
    ...{ initial: input.paused_by ?? [], carried: luggage?.pauses ?? null },
    ...{ now: () => Date.now(), changed: progress.paused },
  });
  const inbox = createEventInbox(luggage?.events ?? null, awaitedEvents(input.plan));
  const unfinished = createUnfinished(luggage?.unfinished ?? null);
  const fuel = createFuel(luggage?.fuel ?? null);
  const pack = () => ({
    fuel: fuel.pack(),
    ...{ mailbox: mailbox.pack(), pauses: pauses.pack() },
    ...{ events: inbox.pack(), unfinished: unfinished.pack() },
    messages: standing.messages(),
  });
  const { paused } = pauses;
  const journey = createJourney({ ...{ input, luggage, limits, pack, paused }, reused: progress.reused });
  let cancelled: CancelSignal | null = null;
  const calledOff = () => cancelled;
  const run: Run = {
    ...{ input, mailbox, inbox, progress, standing, journey, pauses, unfinished, fuel, calledOff },
    breathe: createBreath(),
    walk: (steps, frame) => walkWith(run)(steps, frame),
  };
  progress.started(luggage !== null);
  if (luggage === null && paused()) progress.paused(true);
  listen({
    ...{ mailbox, pauses, inbox },
    state: () => standing.answer(paused()),
    cancel: (signal) => {
      cancelled ??= signal;
      journey.callOff();
    },
  });
  return run;
}
