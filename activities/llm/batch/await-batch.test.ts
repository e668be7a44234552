import { describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { awaitBatch } from './await-batch.ts';
import type { VendorBatch } from './vendor-batch.ts';

const unavailable = new CodedError('LLM_UNAVAILABLE', 'Overloaded.', { status: 529 });
const unknown = new CodedError('LLM_REFUSED', 'No such batch.', { status: 404 });

/** A batch at a vendor whose looks give these things in turn, the last one again and again, by a clock that waiting turns. */
function scene(
  looks: readonly (boolean | Error)[],
  more: { readonly cancel?: Error; readonly patience_ms?: number } = {},
) {
  let now = 0;
  let look = 0;
  const waits: number[] = [];
  const beats: number[] = [];
  const gone = new AbortController();
  const cancel = vi.fn(async () => {
    if (more.cancel !== undefined) throw more.cancel;
  });
  const door: VendorBatch = {
    submit: () => Promise.reject(new Error('not asked')),
    results: () => Promise.reject(new Error('not asked')),
    hasEnded: async () => {
      const said = looks[Math.min(look++, looks.length - 1)];
      if (said instanceof Error) throw said;
      return said === true;
    },
    cancel,
  };
  const patience = {
    now: () => now,
    random: () => 0.5,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
  const waiting = {
    patience,
    until: more.patience_ms ?? 3_600_000,
    signal: gone.signal,
    beat: () => void beats.push(now),
  };
  return {
    ended: () => awaitBatch(door, 'batch_1', waiting),
    waits,
    beats,
    cancel,
    gone,
    looks: () => look,
    now: () => now,
  };
}

describe('waiting for a batch', () => {
  it('that has ended takes one look and no time', async () => {
    const { ended, waits, looks } = scene([true]);
    expect(await ended()).toBe(true);
    expect([waits, looks()]).toEqual([[], 1]);
  });

  it('looks at it after longer and longer pauses, never longer than twenty seconds', async () => {
    const { ended, waits } = scene([...Array(7).fill(false), true]);
    expect(await ended()).toBe(true);
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000]);
  });

  it('shows a sign of life at every look, so never more than twenty seconds apart', async () => {
    const { ended, beats } = scene([...Array(40).fill(false), true]);
    await ended();
    const gaps = beats.slice(1).map((beat, index) => beat - (beats[index] ?? 0));
    expect(beats).toHaveLength(41);
    expect(Math.max(...gaps)).toBe(20_000);
  });

  it.each([
    ['one look', [unavailable, true]],
    ['many looks in a row', [...Array(9).fill(unavailable), true]],
    ['every other look', [unavailable, false, unavailable, false, true]],
  ])('is not ended by a fault that passes: %s', async (_, looks) => {
    expect(await scene(looks).ended()).toBe(true);
  });

  it.each([
    ['does not know', unknown],
    ['may not show', new CodedError('LLM_REFUSED', 'The key is refused.', { status: 401 })],
    ['may spend no more for', new CodedError('LLM_SPEND_LIMIT', 'Spent.', { status: 402 })],
  ])('ends at once with what the vendor says of a batch that it %s', async (_, fault) => {
    const { ended, waits } = scene([false, fault]);
    await expect(ended()).rejects.toBe(fault);
    expect(waits).toEqual([2_000]);
  });

  it('does not hide a fault of ours', async () => {
    await expect(scene([new TypeError('ours')]).ended()).rejects.toThrow('ours');
  });

  it('calls it off when its time is up, and reads what it came to', async () => {
    const { ended, cancel, now } = scene([...Array(4).fill(false), true], { patience_ms: 10_000 });
    expect(await ended()).toBe(true);
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(cancel).toHaveBeenCalledWith('batch_1', expect.any(AbortSignal));
    expect(now()).toBeLessThan(15_000);
  });

  it('never waits past its time before that', async () => {
    const { ended, waits } = scene([false, false, false, true], { patience_ms: 3_000 });
    await ended();
    expect(waits.slice(0, 2)).toEqual([2_000, 1_000]);
  });

  it('gives up a minute later when it does not end even so, and calls it off once', async () => {
    const { ended, cancel, now } = scene([false], { patience_ms: 1_000 });
    expect(await ended()).toBe(false);
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(now()).toBeGreaterThanOrEqual(61_000);
    expect(now()).toBeLessThan(62_000);
  });

  it('gives up all the same when it cannot be called off for a while, and says so when it never can', async () => {
    expect(await scene([false], { patience_ms: 0, cancel: unavailable }).ended()).toBe(false);
    await expect(scene([false], { patience_ms: 0, cancel: unknown }).ended()).rejects.toBe(unknown);
  });

  it('leaves it alone when nobody waits any more', async () => {
    const { ended, gone, cancel } = scene([false]);
    gone.abort();
    await expect(ended()).rejects.toMatchObject({ code: 'LLM_DEADLINE' });
    expect(cancel).not.toHaveBeenCalled();
  });
});
