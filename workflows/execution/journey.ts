import { condition, makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import type { MailboxRecord } from '../approvals/mailbox.ts';

/** What an execution takes along when its history has grown too long and it goes on in a new one. */
export type Luggage = { readonly results: Readonly<Record<string, JsonValue>>; readonly mailbox: MailboxRecord };

/** Remembers what each step gave, and moves the execution to a fresh history at a quiet moment. */
export type Journey = {
  /** The result under a key, computed at most once in the life of the execution, over all of its histories. */
  once(key: string, compute: () => JsonValue | Promise<JsonValue>): Promise<JsonValue>;
  /** Forgets the results below a key, once they are summed up in a result of their own. */
  forget(prefix: string): void;
  /** Counts work that must end before the execution can move: an activity, or with `long` a gate or a timer. */
  during<T>(length: 'short' | 'long', work: () => Promise<T>): Promise<T>;
  /** Called before each step that does something: parks it when the execution is about to move. */
  rest(): Promise<void>;
};

/** How long a history may grow before the execution moves to a new one. */
export type HistoryLimits = { readonly events: number; readonly bytes: number };

/** Temporal ends a history at 50k events or 50 MB; moving well before keeps replay short. */
export const historyLimits: HistoryLimits = { events: 8_000, bytes: 8 * 1024 * 1024 };

/** Luggage is one payload, and Temporal takes payloads of at most 2 MB. */
const mostLuggage = 1_500_000;

/**
 * Results are carried by key, so the new history walks the same plan again and passes over what is done. The move happens
 * only when nothing runs and nobody is being waited for: an open approval keeps its history. An execution whose results
 * are too heavy for one payload stays where it is.
 */
export function createJourney(
  input: ExecutionInput,
  carried: Luggage['results'],
  packMailbox: () => MailboxRecord,
  limits: HistoryLimits,
): Journey {
  const results = new Map(Object.entries(carried));
  const busy = { short: 0, long: 0 };
  let tooHeavy = false;
  const due = () => {
    const info = workflowInfo();
    return info.historyLength >= limits.events || info.historySize >= limits.bytes;
  };
  const move = async () => {
    const luggage: Luggage = { results: Object.fromEntries(results), mailbox: packMailbox() };
    tooHeavy = JSON.stringify(luggage).length > mostLuggage;
    if (tooHeavy) return;
    const { workflowType } = workflowInfo();
    type Next = (input: ExecutionInput, luggage: Luggage, limits: HistoryLimits) => Promise<unknown>;
    await makeContinueAsNewFunc<Next>({ workflowType })(input, luggage, limits);
  };
  return {
    once: async (key, compute) => {
      const known = results.get(key);
      if (known !== undefined) return known;
      const value = await compute();
      results.set(key, value);
      return value;
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
    rest: async () => {
      if (tooHeavy || !due() || busy.long > 0) return;
      if (busy.short > 0) await condition(() => busy.short === 0 || busy.long > 0);
      if (busy.long === 0) await move();
    },
  };
}
