import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createManualTiming } from '../../../../tests/context/manual-timing.ts';
import { subjectOf } from '../../../../tests/context/subject.ts';
import { createCollector } from './collector.ts';
import { createTurns } from './turns.ts';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('taking turns', () => {
  it('has no more than so many pieces of work under way, and does every one, in their order', async () => {
    const turns = createTurns(3);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const done = Array.from({ length: 8 }, (_, index) =>
      turns(async () => {
        begun.push(index);
        await new Promise<void>((end) => ends.push(end));
        return index * 10;
      }),
    );
    await tick();
    expect(begun).toEqual([0, 1, 2]);
    ends[1]?.();
    await tick();
    expect(begun).toEqual([0, 1, 2, 3]);
    for (let ended = 0; ended < 8; ended += 1) {
      ends[ended]?.();
      await tick();
    }
    expect(await Promise.all(done)).toEqual([0, 10, 20, 30, 40, 50, 60, 70]);
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('goes on after work that failed, and tells its fault to whoever asked for it alone', async () => {
    const turns = createTurns(1);
    const [failed, fine] = [turns(() => Promise.reject(new Error('gone'))), turns(async () => 'fine')];
    await expect(failed).rejects.toThrow('gone');
    expect(await fine).toBe('fine');
  });

  it('lets the deadline of a collection begin with its turn, so that a slow one before it costs it nothing', async () => {
    const { timing, pass } = createManualTiming();
    const subject = subjectOf();
    const collector = createCollector<null>(
      {
        ...{ timing, deadline_ms: 4_500, log: { warn: () => undefined } },
        metrics: { cache: () => undefined, collected: () => undefined },
        health: { succeeded: () => undefined, failed: () => undefined, settled: async () => undefined },
      },
      {
        ...{ name: 'history', source: 'historical_patterns', schema: z.null(), cache_ttl_seconds: 300 },
        probe: async () => [],
        collect: async () => {
          await timing.sleep(3_000);
          return { data: null, fetched_at: subject.at.toISOString() };
        },
      },
    );
    const turns = createTurns(1);
    const both = Promise.all([1, 2, 3].map(() => turns(() => collector.collect(subject))));
    await pass(9_000);
    expect((await both).map(({ report }) => [report.status, report.response_ms])).toEqual([
      ['empty', 3_000],
      ['empty', 3_000],
      ['empty', 3_000],
    ]);
  });
});
