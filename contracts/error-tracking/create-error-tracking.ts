import type { JsonObject } from '../canonical-json.ts';
import { readDsn } from './dsn.ts';
import { eventOfLine, type Origin } from './event-of-line.ts';

/** Takes the lines of a log and reports the errors among them. Nothing of it ever throws or waits. */
export type ErrorTracking = {
  /** Hands in a line of the log as it was written. */
  take(line: string): void;
  /** Waits until what waits has left, at most so long; what is left then is given up. */
  flush(patience_ms: number): Promise<void>;
};

/** More events than this do not wait: an error that repeats must not fill the memory. */
const mostWaiting = 100;
const timeoutMs = 5_000;
const client = 'mbi-errors/1';

/**
 * Reports errors to a service that speaks the envelope protocol of Sentry
 * (https://develop.sentry.dev/sdk/foundations/envelopes/). One event is on its way at a time. What could not be delivered is
 * given up, and how many were given up stands in the next event: telling of errors must never become one. A service that
 * asks to wait (429 with Retry-After) is left alone for so long. Null where there is no DSN, or none that can be read.
 */
export function createErrorTracking(
  dsn: string | undefined,
  deps: Origin & { readonly fetch: typeof fetch; readonly now: () => number; readonly newId: () => string },
): ErrorTracking | null {
  const target = dsn === undefined ? null : readDsn(dsn);
  if (target === null) return null;
  const waiting: JsonObject[] = [];
  let lost = 0;
  let quiet_until = 0;
  let sending: Promise<void> | null = null;

  async function send(event: JsonObject): Promise<void> {
    const extra = lost === 0 ? {} : { extra: { events_lost_before: lost } };
    const header = { event_id: event.event_id ?? null, sent_at: new Date(deps.now()).toISOString() };
    const parts = [header, { type: 'event' }, { ...event, ...extra }];
    const response = await deps.fetch(target?.envelope_url ?? '', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-sentry-envelope',
        'x-sentry-auth': `Sentry sentry_version=7, sentry_key=${target?.public_key ?? ''}, sentry_client=${client}`,
      },
      body: parts.map((part) => JSON.stringify(part)).join('\n'),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    await response.body?.cancel();
    if (response.status === 429) {
      const seconds = Number(response.headers.get('retry-after'));
      quiet_until = deps.now() + 1_000 * (seconds > 0 ? Math.min(seconds, 3_600) : 60);
    }
    if (response.ok) lost = 0;
    else lost += 1;
  }

  async function sendAll(): Promise<void> {
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
      if (deps.now() < quiet_until) lost += 1;
      else
        await send(event).catch(() => {
          lost += 1;
        });
    }
  }

  function start(): void {
    // Set free only in a later turn: what sends nothing at all is done before it could be remembered.
    sending ??= sendAll().finally(() => {
      sending = null;
      if (waiting.length > 0) start();
    });
  }

  return {
    take(line) {
      const event = eventOfLine(line, deps.newId().replaceAll('-', ''), deps);
      if (event === null) return;
      if (waiting.length >= mostWaiting) {
        lost += 1;
        return;
      }
      waiting.push(event);
      start();
    },
    async flush(patience_ms) {
      if (sending === null) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patience_ms);
      });
      await Promise.race([sending, patience]);
      clearTimeout(timer);
    },
  };
}
