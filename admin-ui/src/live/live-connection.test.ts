import { expect, it } from 'vitest';
import { createLiveConnection, gather_ms, type LiveState, poll_ms } from './live-connection.ts';

/** A world whose clock moves only by hand. */
function world() {
  let now = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  const streams: { opened: () => void; event: () => void; broken: () => void; closed: boolean }[] = [];
  const states: LiveState[] = [];
  let refreshes = 0;
  const connection = createLiveConnection({
    open(on) {
      const stream = { ...on, closed: false };
      streams.push(stream);
      // A closed stream is silent, as in the browser.
      return () => {
        stream.closed = true;
        stream.event = () => {};
      };
    },
    refresh: () => {
      refreshes += 1;
    },
    report: (state) => states.push(state),
    after(delay, run) {
      const timer = { at: now + delay, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });
  function pass(span: number) {
    const end = now + span;
    for (;;) {
      const [next] = [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      now = next.at;
      timers.delete(next);
      next.run();
    }
    now = end;
  }
  return { connection, streams, states, pass, refreshes: () => refreshes, waiting: () => timers.size };
}

it('turns many events at once into one refresh', () => {
  const { connection, streams, pass, refreshes, states } = world();
  connection.start();
  streams[0]?.opened();
  pass(gather_ms);
  for (let event = 0; event < 50; event += 1) streams[0]?.event();
  expect(refreshes()).toBe(1);
  pass(gather_ms);
  expect(refreshes()).toBe(2);
  expect(states).toEqual(['connecting', 'live']);
  expect(streams).toHaveLength(1);
  expect(streams[0]?.closed).toBe(false);
});

it('asks every ten seconds while the stream is broken, and connects again by itself', () => {
  const { connection, streams, pass, refreshes, states } = world();
  connection.start();
  streams[0]?.broken();
  pass(2_000);
  expect(streams).toHaveLength(2);
  pass(poll_ms - 2_000);
  expect(refreshes()).toBe(1);
  streams[1]?.opened();
  pass(gather_ms);
  expect(states).toEqual(['connecting', 'polling', 'live']);
  const before = refreshes();
  pass(10 * poll_ms);
  expect(refreshes()).toBe(before);
});

it('tries less and less often, but never gives up', () => {
  const { connection, streams, pass } = world();
  connection.start();
  for (let attempt = 0; attempt < 10; attempt += 1) {
    streams.at(-1)?.broken();
    pass(60_000);
  }
  expect(streams.length).toBe(11);
});

it('does nothing at all while the tab is hidden', () => {
  const { connection, streams, pass, refreshes, waiting } = world();
  connection.start();
  streams[0]?.opened();
  connection.pause();
  const before = refreshes();
  expect(streams[0]?.closed).toBe(true);
  expect(waiting()).toBe(0);
  pass(10 * poll_ms);
  expect(refreshes()).toBe(before);
  connection.resume();
  expect(refreshes()).toBe(before + 1);
  expect(streams).toHaveLength(2);
});

it('leaves nothing running after stop', () => {
  const { connection, streams, waiting } = world();
  connection.start();
  streams[0]?.broken();
  connection.stop();
  expect(waiting()).toBe(0);
  expect(streams.every(({ closed }) => closed)).toBe(true);
});
