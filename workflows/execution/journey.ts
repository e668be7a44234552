import { CancellationScope, condition, makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';
import type { ModelMessage } from '../../contracts/agent-state.ts';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import type { MailboxRecord } from '../approvals/mailbox.ts';
import { byteLength } from './byte-length.ts';
import type { EventInboxRecord } from './event-inbox.ts';
import type { FuelRecord } from './fuel.ts';
import type { PausesRecord } from './pauses.ts';
import type { UnfinishedRecord } from './unfinished.ts';

/** What an execution takes along when its history has grown too long and it goes on in a new one. */
export type Luggage = {
  readonly results: Readonly<Record<string, JsonValue>>;
  readonly mailbox: MailboxRecord;
  /** Absent where nothing was ever paused. */
  readonly pauses?: PausesRecord;
  /** Absent in luggage from when an open approval kept its history. */
  readonly unfinished?: UnfinishedRecord;
  /** Absent in luggage that was packed before steps could wait for events. */
  readonly events?: EventInboxRecord;
  /** Absent in luggage from when nobody counted. */
  readonly fuel?: FuelRecord;
  /** Absent where no model was asked, and in luggage from when nobody took its messages down. */
  readonly messages?: readonly ModelMessage[];
};

/** Remembers what each step gave, and moves the execution to a fresh history at a quiet moment. */
export type Journey = {
  /** The result under a key, computed at most once in the life of the execution, over all of its histories. */
  once(key: string, compute: () => JsonValue | Promise<JsonValue>): Promise<JsonValue>;
  /** Writes down where a step stands, over what stood there; undefined when nothing does. */
  known(key: string): JsonValue | undefined;
  keep(key: string, value: JsonValue): void;
  /** Forgets exactly these results, which takes no look at the others. */
  drop(keys: readonly string[]): void;
  /** Forgets the results below a key, once they are summed up in a result of their own. */
  forget(prefix: string): void;
  /** Counts work that must end before the execution can move: an activity, or with `long` a child, for which nobody else is held up. */
  during<T>(length: 'short' | 'long', work: () => Promise<T>): Promise<T>;
  /**
   * Waits until something happens (true) or a moment has come (false; null for no such moment). The execution may move
   * meanwhile: the next history walks to the same wait again, so the moment must be kept under a key.
   */
  hold(happened: () => boolean, until_ms: number | null, summary?: string): Promise<boolean>;
  /** Called before each step that does something: parks it while the execution is paused or about to move. */
  rest(): Promise<void>;
  /** Runs the story and, beside it, whatever moves it; a story that has ended or is cancelled does not move any more. */
  travel<T>(story: () => Promise<T>): Promise<T>;
  /** Cancels the story. */
  callOff(): void;
};

/** How long a history may grow before the execution moves to a new one. */
export type HistoryLimits = { readonly events: number; readonly bytes: number };

/** Temporal ends a history at 50k events or 50 MB; moving well before keeps replay short. */
export const historyLimits: HistoryLimits = { events: 8_000, bytes: 8 * 1024 * 1024 };

/** Luggage is one payload, and Temporal takes payloads of at most 2 MB. */
const mostLuggageBytes = 1_500_000;

/** What a journey is made of. `reused` hears of each result that is taken from an earlier execution. */
export type JourneyParts = {
  readonly input: ExecutionInput;
  readonly luggage: Luggage | null;
  readonly limits: HistoryLimits;
  readonly pack: () => Omit<Luggage, 'results'>;
  readonly paused: () => boolean;
  readonly reused: (key: string, value: JsonValue) => void;
};

/**
 * Results are carried by key, so the new history walks the same plan again and passes over what is done. The move happens
 * only when no activity and no child runs; open approvals and timers just stay where they are and are taken up again in
 * the new history, because what they wait for is in the luggage too. It is ordered beside the story and not from within,
 * so that no `finally` of a step takes the move for an end. Luggage too heavy for one payload is weighed again later.
 */
export function createJourney(parts: JourneyParts): Journey {
  const { input, limits } = parts;
  const earlier = input.reused?.results ?? {};
  const results = new Map(Object.entries({ ...earlier, ...parts.luggage?.results }));
  const untold = new Set(Object.keys(earlier));
  const busy = { short: 0, long: 0 };
  const holds = new Set<{ readonly happened: () => boolean; readonly until_ms: number | null }>();
  let root: CancellationScope | null = null;
  let calledOff = false;
  let weighedAt = 0;

  const due = () => {
    const { historyLength, historySize } = workflowInfo();
    const grown = historyLength >= limits.events || historySize >= limits.bytes;
    return grown && historyLength >= weighedAt && root?.consideredCancelled === false;
  };
  const parks = () => parts.paused() || (due() && busy.long === 0);
  const stirs = () => {
    for (const { happened, until_ms } of holds) {
      if (happened() || (until_ms !== null && until_ms <= Date.now())) return true;
    }
    return false;
  };
  const ready = () => due() && busy.short === 0 && busy.long === 0 && !stirs();
  // A condition may be found to hold while steps are still on their way from one await to the next. The second look at one
  // comes only when all of them have come to rest, and whatever stirs in that very moment is seen by `ready`.
  const quiet = () => {
    let looks = 0;
    return condition(() => {
      looks += 1;
      return looks > 1;
    });
  };
  const pack = (): Luggage => {
    const own = [...results].filter(([key, value]) => earlier[key] !== value);
    return { results: Object.fromEntries(own), ...parts.pack() };
  };
  const move = async (): Promise<never> => {
    for (;;) {
      await condition(ready);
      await quiet();
      if (!ready()) continue;
      const luggage = pack();
      if (byteLength(JSON.stringify(luggage)) <= mostLuggageBytes) {
        type Next = (input: ExecutionInput, luggage: Luggage, limits: HistoryLimits) => Promise<unknown>;
        await makeContinueAsNewFunc<Next>({ workflowType: workflowInfo().workflowType })(input, luggage, limits);
      }
      weighedAt = workflowInfo().historyLength + limits.events / 4;
    }
  };
  return {
    once: async (key, compute) => {
      const known = results.get(key);
      if (known !== undefined) {
        if (untold.delete(key)) parts.reused(key, known);
        return known;
      }
      const value = await compute();
      results.set(key, value);
      return value;
    },
    known: (key) => results.get(key),
    keep: (key, value) => {
      results.set(key, value);
    },
    drop: (keys) => {
      for (const key of keys) results.delete(key);
    },
    forget: (prefix) => {
      for (const key of results.keys()) if (key.startsWith(prefix)) results.delete(key);
    },
    during: (length, work) => {
      busy[length] += 1;
      const ended = () => {
        busy[length] -= 1;
      };
      const working = work();
      // Not awaited here: the SDK notes a stack for every promise, and each step passes through.
      working.then(ended, ended);
      return working;
    },
    hold: async (happened, until_ms, summary) => {
      if (happened()) return true;
      const left_ms = until_ms === null ? null : until_ms - Date.now();
      if (left_ms !== null && left_ms <= 0) return false;
      const wait = { happened, until_ms };
      holds.add(wait);
      try {
        if (left_ms !== null) return await condition(happened, left_ms, summary === undefined ? {} : { summary });
        await condition(happened);
        return true;
      } finally {
        holds.delete(wait);
      }
    },
    rest: async () => {
      while (parks()) await condition(() => !parks());
    },
    travel: (story) => {
      const scope = new CancellationScope();
      root = scope;
      if (calledOff) scope.cancel();
      const told = async () => {
        try {
          return await scope.run(story);
        } finally {
          root = null;
        }
      };
      return Promise.race([told(), CancellationScope.nonCancellable(move)]);
    },
    callOff: () => {
      calledOff = true;
      root?.cancel();
    },
  };
}
