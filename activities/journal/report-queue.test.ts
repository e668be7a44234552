import { beforeEach, describe, expect, it } from 'vitest';
import { createReportQueue } from './report-queue.ts';

const gathering_ms = 500;
const urgent_ms = 25;

describe('the queue of reports', () => {
  let warnings: { fields: object; message: string }[];
  let pauses: number[];
  let batches: (readonly string[])[];
  beforeEach(() => {
    warnings = [];
    pauses = [];
    batches = [];
  });

  const log = {
    info: () => undefined,
    warn: (fields: object, message: string) => void warnings.push({ fields, message }),
  };
  const put = async (reports: readonly string[]): Promise<void> => void batches.push(reports);
  /** Reports are texts, those with a bang are urgent; a pause is over at once unless a test says otherwise. */
  const open = (
    write = put,
    pause: (wait_ms: number) => Promise<void> = async (wait_ms) => void pauses.push(wait_ms),
  ) => createReportQueue<string>({ write, pause, log, isUrgent: (report) => report.endsWith('!') });

  it('makes a few transactions of the hundred reports of one execution, in their order', async () => {
    const queue = open();
    const reports = Array.from({ length: 100 }, (_, index) => `report ${index}`);
    for (const report of reports) queue.push('e1', report);
    await queue.drain();
    expect(batches).toEqual([reports]);
  });

  it('gathers what comes while it waits or writes, and keeps the order', async () => {
    const writing = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const all = Promise.withResolvers<void>();
    const write = async (reports: readonly string[]) => {
      batches.push(reports);
      begun.resolve();
      if (batches.length === 1) await writing.promise;
      else all.resolve();
    };
    const queue = open(write, async () => {
      // The second time it waits, one more comes.
      if (batches.length === 1) queue.push('e1', 'five');
    });
    queue.push('e1', 'one');
    queue.push('e1', 'two');
    await begun.promise;
    queue.push('e1', 'three');
    queue.push('e1', 'four');
    writing.resolve();
    await all.promise;
    expect(batches).toEqual([
      ['one', 'two'],
      ['three', 'four', 'five'],
    ]);
  });

  it('writes what people wait for sooner, with everything before it', async () => {
    const never = new Promise<void>(() => undefined);
    const queue = open(put, async (wait_ms) => {
      pauses.push(wait_ms);
      if (wait_ms === gathering_ms) await never;
    });
    queue.push('e1', 'step');
    queue.push('e1', 'end!');
    await queue.drain();
    expect(batches).toEqual([['step', 'end!']]);
    expect(pauses).toEqual([gathering_ms, urgent_ms]);
  });

  it('keeps a transaction short: a flood is cut, and the rest is not made to wait again', async () => {
    const reports = Array.from({ length: 450 }, (_, index) => `report ${index}`);
    const all = Promise.withResolvers<void>();
    const queue = open(async (batch) => {
      batches.push(batch);
      if (batches.flat().length === reports.length) all.resolve();
    });
    for (const report of reports) queue.push('e1', report);
    await all.promise;
    expect(batches.map((batch) => batch.length)).toEqual([200, 200, 50]);
    expect(batches.flat()).toEqual(reports);
    expect(pauses).toEqual([gathering_ms, gathering_ms]);
  });

  it('writes at once for whoever drains, also what comes while it writes: nobody waits for the gathering', async () => {
    const never = new Promise<void>(() => undefined);
    const queue = open(
      async (reports) => {
        batches.push(reports);
        if (batches.length === 1) queue.push('e1', 'late');
      },
      async (wait_ms) => {
        pauses.push(wait_ms);
        await never;
      },
    );
    queue.push('e1', 'one');
    queue.push('e2', 'another');
    await queue.drain();
    expect(batches.flat().sort()).toEqual(['another', 'late', 'one']);
    expect(pauses).toEqual([gathering_ms, gathering_ms]);
  });

  it('gathers again after somebody has drained', async () => {
    const queue = open();
    queue.push('e1', 'one');
    await Promise.all([queue.drain(), queue.drain()]);
    queue.push('e1', 'two');
    queue.push('e1', 'three');
    await queue.drain();
    expect(batches).toEqual([['one'], ['two', 'three']]);
    expect(pauses).toEqual([gathering_ms, gathering_ms]);
  });

  it('does not let one execution wait for another, and never mixes them', async () => {
    const held = Promise.withResolvers<void>();
    const other = Promise.withResolvers<void>();
    const queue = open(async (reports) => {
      batches.push(reports);
      if (reports.includes('slow')) await held.promise;
      else other.resolve();
    });
    queue.push('e1', 'slow');
    queue.push('e2', 'fast');
    await other.promise;
    held.resolve();
    await queue.drain();
    expect(batches).toEqual([['slow'], ['fast']]);
  });

  it('does not lose the neighbours of a report that cannot be written, nor their order', async () => {
    const queue = open(async (reports) => {
      if (reports.includes('bad')) throw new Error('password=hush');
      batches.push(reports);
    });
    for (const report of ['one', 'bad', 'two', 'three']) queue.push('e1', report);
    await queue.drain();
    expect(batches).toEqual([['one'], ['two'], ['three']]);
    // Together, then one by one: the bad one is tried four times, and the next does not wait longer for it.
    expect(pauses).toEqual([gathering_ms, 100, 1_000, 5_000]);
    expect(warnings).toHaveLength(5);
    expect(JSON.stringify(warnings)).not.toContain('hush');
  });

  it('tries again, waiting longer each time, until it is written', async () => {
    let tries = 0;
    const queue = open(async () => {
      tries += 1;
      if (tries < 3) throw new TypeError('the database is away');
    });
    queue.push('e1', 'one');
    await queue.drain();
    expect(tries).toBe(3);
    expect(pauses).toEqual([gathering_ms, 100, 1_000]);
    expect(warnings.map(({ fields }) => fields)).toMatchObject([{ cause: 'TypeError' }, { cause: 'TypeError' }]);
  });

  it('takes an error that is none', async () => {
    const queue = open(() => Promise.reject('a text'));
    queue.push('e1', 'one');
    await queue.drain();
    expect(warnings[0]?.fields).toMatchObject({ cause: 'unknown', execution_id: 'e1', count: 1 });
  });

  it('takes new reports of an execution after it has written the earlier ones', async () => {
    const queue = open();
    queue.push('e1', 'one');
    await queue.drain();
    queue.push('e1', 'two');
    await queue.drain();
    expect(batches).toEqual([['one'], ['two']]);
  });

  it('has nothing to wait for when nothing was reported', async () => {
    await expect(open().drain()).resolves.toBeUndefined();
  });
});
