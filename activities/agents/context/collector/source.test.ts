import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { createManualTiming } from '../../../../tests/context/manual-timing.ts';
import { createMemoryCache } from '../../../../tests/context/memory-cache.ts';
import { subjectOf } from '../../../../tests/context/subject.ts';
import { startDeadline } from './deadline.ts';
import { waitSecondsAfter } from './retry.ts';
import { createSource, type SourceDefinition } from './source.ts';
import type { Subject } from './subject.ts';

const down = () => new CodedError('SOURCE_UNAVAILABLE', 'It is down.');

/** A source whose answers the test writes down: a number, an error to throw, or null for never. */
function stage(script: (number | Error | null)[], more: Partial<SourceDefinition<number>> = {}) {
  const { timing, pass, slept, settle } = createManualTiming();
  const { cache, entries } = createMemoryCache();
  const counted: string[] = [];
  const hung: ((value: number) => void)[] = [];
  let calls = 0;
  const source = createSource<number>(
    {
      ...{ cache, timing, log: { warn: () => undefined } },
      metrics: { cache: (_, result) => void counted.push(result), collected: () => undefined },
    },
    {
      ...{ name: 'test', external: false, ttl_seconds: 300, stale_seconds: 0, schema: z.number() },
      keyOf: async ({ campaign }) => campaign.industry,
      fetch: async () => {
        calls += 1;
        const next = script.length > 1 ? script.shift() : script[0];
        if (next instanceof Error) throw next;
        if (next === null) return new Promise<number>((answer) => void hung.push(answer));
        return next;
      },
      ...more,
    },
  );
  const ask = (subject: Subject = subjectOf(), ms = 4500) => {
    const asked = source.ask(subject, startDeadline(timing, ms)).then(
      (answer) => answer,
      (error: unknown) => error,
    );
    return asked;
  };
  const minutesOn = (minutes: number) => new Date(timing.now().getTime() + minutes * 60_000);
  const warm = (minutes: number, subject: Subject = subjectOf()) =>
    source.warm(subject, minutesOn(minutes), startDeadline(timing, 30_000)).catch((error: unknown) => error);
  return { ask, warm, pass, slept, settle, entries, counted, hung, calls: () => calls };
}

const codeOf = (said: unknown) => (said instanceof CodedError ? said.code : said);

describe('attempts', () => {
  it('are at most three, with 2 s and 2 s between them', async () => {
    const twice = stage([down(), down(), 7]);
    const asked = twice.ask();
    await twice.pass(4100);
    expect([await asked, twice.calls()]).toEqual([expect.objectContaining({ value: 7, from_cache: false }), 3]);
    expect(twice.slept.filter((ms) => ms !== 4500)).toEqual([2000, 2000]);
    const thrice = stage([down()]);
    const failed = thrice.ask();
    await thrice.pass(4100);
    expect([codeOf(await failed), thrice.calls()]).toEqual(['SOURCE_UNAVAILABLE', 3]);
  });

  it('wait 2, 2, 4, 8 and then 10 seconds', () => {
    expect([1, 2, 3, 4, 5, 6].map(waitSecondsAfter)).toEqual([2, 2, 4, 8, 10, 10]);
  });

  it.each([
    new CodedError('SOURCE_NOT_CONFIGURED', ''),
    new CodedError('SOURCE_ANSWER_INVALID', ''),
    new CodedError('ADDRESS_NOT_ALLOWED', ''),
    new CodedError('SOURCE_UNAVAILABLE', 'The key is wrong.', { status: 401 }),
  ])('are not repeated for what another attempt meets again: $code', async (error) => {
    const { ask, settle, calls } = stage([error]);
    const asked = ask();
    await settle();
    expect([codeOf(await asked), calls()]).toEqual([error.code, 1]);
  });
});

describe('the cache', () => {
  it('answers until the time is up, and campaigns of one key share it', async () => {
    const { ask, pass, counted, calls } = stage([1, 2]);
    expect(await ask()).toMatchObject({ value: 1, from_cache: false });
    const alike = subjectOf({ campaign: { campaign_id: '200' } });
    expect(await ask(alike)).toMatchObject({ value: 1, from_cache: true, fetched_at: '2026-11-21T12:00:00.000Z' });
    await pass(300_000);
    expect(await ask()).toMatchObject({ value: 2, from_cache: false });
    expect([counted, calls()]).toEqual([['miss', 'hit', 'miss'], 2]);
  });

  it('is passed over when a fresh answer is asked for, which then replaces the old one', async () => {
    const { ask, calls } = stage([1, 2]);
    await ask();
    expect(await ask(subjectOf({ force_refresh: true }))).toMatchObject({ value: 2, from_cache: false });
    expect([await ask(), calls()]).toEqual([expect.objectContaining({ value: 2, from_cache: true }), 2]);
  });

  it('never answers another tenant, nor for another key', async () => {
    const { ask, calls } = stage([1, 2, 3]);
    await ask();
    const other = subjectOf({ tenant_id: '01900000-0000-7000-8000-00000000000b' });
    expect(await ask(other)).toMatchObject({ value: 2, from_cache: false });
    expect(await ask(subjectOf({ campaign: { industry: 'kitchen' } }))).toMatchObject({ value: 3 });
    expect(calls()).toBe(3);
  });

  it('gives a stale answer at once while a new one is fetched behind it', async () => {
    const { ask, pass, settle, calls } = stage([1, 2], { stale_seconds: 600 });
    await ask();
    await pass(400_000);
    expect(await ask()).toMatchObject({ value: 1, from_cache: true });
    await settle();
    expect([await ask(), calls()]).toEqual([expect.objectContaining({ value: 2, from_cache: true }), 2]);
    await pass(1_000_000);
    expect(await ask()).toMatchObject({ from_cache: false });
  });

  it('does not believe an entry of another form', async () => {
    const { ask, entries } = stage([1, 2]);
    await ask();
    for (const [key, entry] of entries) entries.set(key, { ...entry, answer: 'words' });
    expect(await ask()).toMatchObject({ value: 2, from_cache: false });
  });
});

describe('an answer that is fetched ahead', () => {
  it('is good until the end of the run, however long it would be good otherwise', async () => {
    const { ask, warm, pass, counted, calls } = stage([1, 2], { stale_seconds: 600 });
    expect(await warm(70)).toBe('warmed');
    await pass(69 * 60_000);
    expect(await ask()).toMatchObject({ value: 1, from_cache: true, fetched_at: '2026-11-21T12:00:00.000Z' });
    expect([calls(), counted]).toEqual([1, ['hit']]);
    await pass(60_000);
    await ask();
    expect(calls()).toBe(2);
  });

  it('is left as it is when it lasts that long, and fetched anew when it would expire on the way', async () => {
    const { ask, warm, pass, calls } = stage([1, 2]);
    await ask();
    expect([await warm(5), calls()]).toEqual(['fresh', 1]);
    expect([await warm(5.1), calls()]).toEqual(['warmed', 2]);
    expect(await ask()).toMatchObject({ value: 2, from_cache: true });
    await pass(60_000);
    // Nothing is cut short either: what is good for longer than the run stays so.
    expect([await warm(1), calls()]).toEqual(['fresh', 2]);
  });

  it('never becomes good for a shorter time than usual', async () => {
    const { ask, warm, pass, calls } = stage([1, 2]);
    expect(await warm(1)).toBe('warmed');
    await pass(299_000);
    expect([await ask(), calls()]).toEqual([expect.objectContaining({ value: 1, from_cache: true }), 1]);
  });

  it('that cannot be had is said, and what was there before stays', async () => {
    const { ask, warm, pass } = stage([1, down()], { stale_seconds: 600 });
    await ask();
    const failed = warm(30);
    await pass(4100);
    expect(codeOf(await failed)).toBe('SOURCE_UNAVAILABLE');
    expect(await ask()).toMatchObject({ value: 1, from_cache: true });
  });

  it('of another form is fetched anew, whatever its time', async () => {
    const { ask, warm, entries } = stage([1, 2]);
    await ask();
    for (const [key, entry] of entries) entries.set(key, { ...entry, answer: 'words' });
    expect(await warm(1)).toBe('warmed');
  });

  it('is the work of one, when somebody asks for the same meanwhile', async () => {
    const { ask, warm, hung, settle, calls } = stage([null]);
    const [warming, asked] = [warm(30), ask()];
    await settle();
    hung[0]?.(9);
    expect([await warming, await asked]).toEqual(['warmed', expect.objectContaining({ value: 9 })]);
    expect(calls()).toBe(1);
  });
});

describe('a source that never answers', () => {
  it('costs the deadline and no more; its late answer still fills the cache', async () => {
    const { ask, pass, hung, settle, calls } = stage([null]);
    const asked = ask();
    await pass(4499);
    expect(await Promise.race([asked, 'waiting'])).toBe('waiting');
    await pass(1);
    expect(codeOf(await asked)).toBe('COLLECTOR_TIMED_OUT');
    const again = ask();
    await settle();
    // Who asks meanwhile waits for the same work.
    expect(calls()).toBe(1);
    hung[0]?.(9);
    expect(await again).toMatchObject({ value: 9, from_cache: false });
    expect(await ask()).toMatchObject({ value: 9, from_cache: true });
  });
});

describe('an answer without its form', () => {
  it('is a failure that says what is wrong, and is not kept', async () => {
    const { ask, entries } = stage([Number.NaN]);
    const said = await ask();
    expect(said).toMatchObject({ code: 'SOURCE_ANSWER_INVALID', message: expect.stringContaining('test') });
    expect(entries.size).toBe(0);
  });
});

describe('the breaker of a source outside', () => {
  afterEach(() => void vi.useRealTimers());
  const fail = async ({ ask, pass }: ReturnType<typeof stage>) => {
    const asked = ask();
    await pass(4500);
    return codeOf(await asked);
  };

  it('opens after five collections without an answer, then asks once whether it is back', async () => {
    const script: (number | Error)[] = [...Array(15).fill(down()), 5];
    const source = stage(script, { external: true });
    for (let round = 0; round < 5; round += 1) expect(await fail(source)).toBe('SOURCE_UNAVAILABLE');
    const before = source.calls();
    expect(await source.ask()).toMatchObject({ details: { cause: 'breaker_open' } });
    expect(source.calls()).toBe(before);
    // The breaker counts its pause by the clock of the machine.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    expect(await source.ask(subjectOf({ force_refresh: true }))).toMatchObject({ value: 5 });
    expect(source.calls()).toBe(before + 1);
  });

  it('leaves sources inside alone, and what was never an outage', async () => {
    const inside = stage([down()]);
    for (let round = 0; round < 7; round += 1) await fail(inside);
    expect(inside.calls()).toBe(21);
    const wrong = stage([new CodedError('SOURCE_ANSWER_INVALID', '')], { external: true });
    for (let round = 0; round < 7; round += 1) await fail(wrong);
    expect(wrong.calls()).toBe(7);
  });
});
