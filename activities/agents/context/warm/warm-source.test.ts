import { expect, it } from 'vitest';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { createManualTiming } from '../../../../tests/context/manual-timing.ts';
import { subjectOf } from '../../../../tests/context/subject.ts';
import { warmSource } from './warm-source.ts';

type Said = 'warmed' | 'fresh' | CodedError | 'hung';
const down = new CodedError('SOURCE_UNAVAILABLE', 'It is down.', { status: 503 });
const status = (code: number) => new CodedError('SOURCE_UNAVAILABLE', 'No.', { status: code });

/** A source that says one after another what the script says, asked `per_minute` for `minutes`. */
async function stage(script: readonly Said[], { per_minute = 60, minutes = 10, stop = -1 } = {}) {
  const { timing, pass } = createManualTiming();
  const begun: number[] = [];
  const warned: object[] = [];
  const stopped = new AbortController();
  const done = warmSource(
    { timing, log: { warn: (fields, message) => void warned.push({ ...fields, message }) } },
    {
      source: {
        ...{ name: 'test', keyOf: async () => 'key' },
        warm: async (_subject, _until, deadline) => {
          const said = script[begun.length];
          begun.push(timing.elapsedMs() / 1000);
          if (begun.length === stop) stopped.abort();
          if (said === 'hung') return deadline.within(new Promise<never>(() => undefined));
          if (said instanceof CodedError || said === undefined)
            throw said ?? new Error('Nothing more was to be asked.');
          return said;
        },
      },
      subjects: script.map((_, index) => subjectOf({ campaign: { campaign_id: String(index) } })),
    },
    {
      ...{ until: new Date('2026-11-21T13:10:00Z'), ends_at_ms: minutes * 60_000, per_minute },
      signal: stopped.signal,
    },
  );
  await pass(3_600_000);
  return { counts: await done, begun, warned };
}
const many = (said: Said, count: number) => Array<Said>(count).fill(said);

it('asks no more often than it may, one answer after another', async () => {
  const { counts, begun } = await stage(many('warmed', 4), { per_minute: 20 });
  expect([counts, begun]).toEqual([{ warmed: 4, fresh: 0, failed: 0, left: 0 }, [0, 3, 6, 9]]);
});

it('what is good already costs nothing of the rate', async () => {
  const { counts, begun } = await stage(['fresh', 'fresh', 'warmed', 'fresh', 'warmed'], { per_minute: 20 });
  expect([counts, begun]).toEqual([{ warmed: 2, fresh: 3, failed: 0, left: 0 }, [0, 0, 0, 3, 3]]);
});

it('begins nothing any more once the run begins, and does not wait for it either', async () => {
  const { counts, begun } = await stage(many('warmed', 100), { per_minute: 30, minutes: 1 });
  expect(counts).toEqual({ warmed: 30, fresh: 0, failed: 0, left: 70 });
  expect(begun.at(-1)).toBe(58);
});

it.each([
  ['without a key', status(401)],
  ['that is not allowed', status(403)],
  ['that is out of quota', status(429)],
  ['of a platform that wants a pause', new CodedError('PLATFORM_THROTTLED', 'Later.', {}, 60)],
  ['that was broken off', new CodedError('SOURCE_UNAVAILABLE', 'Open.', { cause: 'breaker_open' })],
])('a source %s is asked no second time', async (_, refusal) => {
  const { counts, begun, warned } = await stage(['warmed', refusal, 'warmed', 'warmed']);
  expect([counts, begun.length]).toEqual([{ warmed: 1, fresh: 0, failed: 1, left: 2 }, 2]);
  expect(warned).toEqual([
    { source: 'test', campaign_id: '1', reason: expect.stringContaining(refusal.code), message: 'source_not_warmed' },
  ]);
});

it('three failures in a row are enough, and a success in between begins anew', async () => {
  const { counts } = await stage([down, down, 'warmed', down, down, down, 'warmed']);
  expect(counts).toEqual({ warmed: 1, fresh: 0, failed: 5, left: 1 });
});

it('what one account is not open for is left, without a word, and the next one is asked', async () => {
  const shut = new CodedError('PLATFORM_CAPABILITY_MISSING', 'Not for this account.');
  const { counts, warned } = await stage([...many(shut, 4), 'warmed']);
  expect([counts, warned]).toEqual([{ warmed: 1, fresh: 0, failed: 0, left: 4 }, []]);
});

it('a source that never answers costs half a minute each time, and is left after three', async () => {
  const { counts, begun } = await stage(many('hung', 5));
  expect([counts, begun]).toEqual([{ warmed: 0, fresh: 0, failed: 3, left: 2 }, [0, 30, 60]]);
});

it('a worker that shuts down begins nothing more', async () => {
  const { counts } = await stage(many('warmed', 5), { stop: 2 });
  expect(counts).toEqual({ warmed: 2, fresh: 0, failed: 0, left: 3 });
});
