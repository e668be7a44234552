import type { EventHub } from './event-hub.ts';

/** Which execution to listen to, and for how long. */
export type Waiting = { readonly execution_id: string; readonly timeout_ms: number; readonly signal: AbortSignal };

/** How often to look when no notification came: one may be lost while the listening connection is being restored. */
const lookEveryMs = 100;

/**
 * Runs `look` until it gives something else than null: at once, after each notification about the execution, and
 * every 100 ms. Gives null when the time is over or the caller has gone. Looks never overlap.
 */
export async function waitUntil<Found>(
  hub: EventHub,
  waiting: Waiting,
  look: () => Promise<Found | null>,
): Promise<Found | null> {
  const deadline = Date.now() + waiting.timeout_ms;
  let wake: () => void = () => undefined;
  const unsubscribe = hub.subscribe((execution_id) => {
    if (execution_id === null || execution_id === waiting.execution_id) wake();
  });
  try {
    for (;;) {
      const pause = createPause(Math.max(0, Math.min(lookEveryMs, deadline - Date.now())));
      wake = pause.end;
      const found = await look();
      const over = found !== null || waiting.signal.aborted || Date.now() >= deadline;
      if (over) pause.end();
      await pause.ended;
      if (over) return found;
    }
  } finally {
    unsubscribe();
  }
}

/** A pause that time or somebody else ends; made before looking, so that news arriving meanwhile is not missed. */
export function createPause(milliseconds: number): {
  readonly ended: Promise<'time' | 'call'>;
  readonly end: () => void;
} {
  let end: () => void = () => undefined;
  const ended = new Promise<'time' | 'call'>((resolve) => {
    const timer = setTimeout(() => resolve('time'), milliseconds);
    end = () => {
      clearTimeout(timer);
      resolve('call');
    };
  });
  return { ended, end };
}
