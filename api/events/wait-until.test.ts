import { describe, expect, it } from 'vitest';
import type { EventHub } from './event-hub.ts';
import { createPause, waitUntil } from './wait-until.ts';

/** A hub whose notifications the test sends itself. */
function createTestHub() {
  const listeners = new Set<(execution_id: string | null) => void>();
  const hub: EventHub = {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refuseFlood: () => undefined,
    enter: () => () => undefined,
    close: async () => undefined,
  };
  const tell = (execution_id: string | null) => {
    for (const listener of listeners) listener(execution_id);
  };
  return { hub, tell, listeners };
}
const waiting = (timeout_ms = 60_000, signal = new AbortController().signal) => ({
  execution_id: 'e1',
  timeout_ms,
  signal,
});

describe('waiting', () => {
  it('looks at once, and listens no longer than it waits', async () => {
    const { hub, listeners } = createTestHub();
    expect(await waitUntil(hub, waiting(), async () => 'there')).toBe('there');
    expect(listeners.size).toBe(0);
  });

  it.each([['e1'], [null]])('looks again when told of %j', async (news) => {
    const { hub, tell } = createTestHub();
    let looks = 0;
    const found = await waitUntil(hub, waiting(), async () => {
      looks += 1;
      // News that arrives while looking is not missed.
      tell(news);
      return looks < 5 ? null : looks;
    });
    expect(found).toBe(5);
  });

  it('looks again by itself when no news comes', async () => {
    const { hub } = createTestHub();
    let looks = 0;
    expect(await waitUntil(hub, waiting(), async () => (++looks < 2 ? null : looks))).toBe(2);
  });

  it('ends with null when the time is over, having looked', async () => {
    const { hub, listeners } = createTestHub();
    let looks = 0;
    expect(
      await waitUntil(hub, waiting(0), async () => {
        looks += 1;
        return null;
      }),
    ).toBeNull();
    expect([looks, listeners.size]).toEqual([1, 0]);
  });

  it('ends with null when the caller has gone', async () => {
    const { hub, listeners } = createTestHub();
    expect(await waitUntil(hub, waiting(60_000, AbortSignal.abort()), async () => null)).toBeNull();
    expect(listeners.size).toBe(0);
  });

  it('never looks twice at the same time', async () => {
    const { hub, tell } = createTestHub();
    let now = 0;
    let most = 0;
    let looks = 0;
    await waitUntil(hub, waiting(), async () => {
      most = Math.max(most, ++now);
      for (const news of ['e1', 'e1', null]) tell(news);
      await Promise.resolve();
      now -= 1;
      return ++looks < 4 ? null : true;
    });
    expect(most).toBe(1);
  });

  it('passes a failure on and leaves no listener behind', async () => {
    const { hub, listeners } = createTestHub();
    const failing = waitUntil(hub, waiting(), async () => {
      throw new Error('away');
    });
    await expect(failing).rejects.toThrow('away');
    expect(listeners.size).toBe(0);
  });
});

describe('a pause', () => {
  it('says who ended it, and ends once', async () => {
    const called = createPause(60_000);
    called.end();
    called.end();
    expect(await called.ended).toBe('call');
    const timed = createPause(0);
    expect(await timed.ended).toBe('time');
  });
});
