import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type CouncilStage,
  goodWording,
  startCouncilStage,
  wordingQuestion,
} from '../../../tests/llm/council-stage.ts';

let stage: CouncilStage;
beforeAll(async () => {
  stage = await startCouncilStage();
});
afterAll(() => stage?.stop());
beforeEach(() => stage.forget());

const good = { reply: goodWording };
const onXai = (entry: object) => ({ ...entry, match: { vendor: 'xai' } });
const vendors = async () => (await stage.calls()).map((call) => call.vendor);
const statuses = async () => (await stage.ledger()).map((row) => row.status);

describe('a fault on the wire', () => {
  it.each<[string, object, string, number]>([
    ['a rate limit without a word on when to come back', { error: { status: 429 } }, 'LLM_UNAVAILABLE', 1],
    [
      'an enforced spend limit',
      { error: { status: 429, error_code: 'enforced_spend_limit_reached', code: 'organization_spend_limit_exceeded' } },
      'LLM_SPEND_LIMIT',
      1,
    ],
    [
      'a spend limit as a bad request',
      { error: { status: 400, message: 'You have reached your specified API usage limits.' } },
      'LLM_SPEND_LIMIT',
      1,
    ],
    ['an overload', { error: { status: 529 } }, 'LLM_UNAVAILABLE', 3],
    ['an error of the server', { error: { status: 500 } }, 'LLM_UNAVAILABLE', 3],
    ['a bad request', { error: { status: 400 } }, 'LLM_REFUSED', 1],
    ['a key that is refused', { error: { status: 401 } }, 'LLM_REFUSED', 1],
    ['an answer that breaks off', { ...good, cut_after_bytes: 60 }, 'LLM_UNAVAILABLE', 3],
    ['an answer that is no JSON at all', { raw: 'not even JSON' }, 'LLM_UNAVAILABLE', 3],
    ['an answer that was cut short', { ...good, stop: 'max_tokens' }, 'LLM_REFUSED', 1],
    ['a refusal', { reply: 'No.', stop: 'refusal' }, 'LLM_REFUSED', 1],
    ['a tool that nobody offered', { ...good, stop: 'tool_use' }, 'LLM_REFUSED', 1],
    ['ten megabytes', { ...good, flood_bytes: 10_000_000 }, 'LLM_ANSWER_TOO_LARGE', 1],
    ['half a JSON object', { reply: JSON.stringify(goodWording).slice(0, 60) }, 'LLM_ANSWER_INVALID', 2],
    ['prose', { reply: 'Certainly! The bid should go up.' }, 'LLM_ANSWER_INVALID', 2],
    ['confidence of 3', { reply: { ...goodWording, confidence: 3, claims: 'many' } }, 'LLM_ANSWER_INVALID', 2],
  ])('such as %s falls back to the next vendor, and is written down', async (_, fault, code, attempts) => {
    await stage.script(onXai(fault), good);
    const answer = await stage.open().ask(wordingQuestion(), stage.owner());
    expect(answer).toMatchObject({ status: 'answered', model: 'claude-haiku-4-5', fallback_from: [`grok-2:${code}`] });
    expect((await vendors()).filter((vendor) => vendor === 'xai')).toHaveLength(attempts);
    expect(await statuses()).toEqual([...Array.from({ length: attempts }, () => code), 'answered']);
    expect((await stage.ledger()).at(-1)?.fallback_from).toEqual([`grok-2:${code}`]);
  });

  it('that passes is waited for as long as the vendor says', async () => {
    await stage.script({ ...onXai({ error: { status: 429, retry_after_seconds: 0.2 } }), times: 1 }, good);
    const answer = await stage.open().ask(wordingQuestion(), stage.owner());
    expect(answer).toMatchObject({ model: 'grok-4.6', fallback_from: [] });
    expect(await vendors()).toEqual(['xai', 'xai']);
    await stage.forget();
    await stage.script(onXai({ error: { status: 429, retry_after_seconds: 3_600 } }), good);
    expect(await stage.open().ask(wordingQuestion(), stage.owner())).toMatchObject({ model: 'claude-haiku-4-5' });
  });

  it('of every vendor degrades, with the last reason', async () => {
    await stage.script({ error: { status: 400 } });
    const answer = await stage.open().ask(wordingQuestion(), stage.owner());
    expect(answer).toMatchObject({ status: 'degraded', code: 'LLM_REFUSED' });
    expect(await vendors()).toEqual(['xai', 'anthropic', 'openai']);
  });

  it('again and again stops the calls to that vendor alone', async () => {
    await stage.script(onXai({ error: { status: 500 } }), good);
    const council = stage.open();
    for (let time = 0; time < 3; time += 1) {
      expect(await council.ask(wordingQuestion({ refresh: true }), stage.owner())).toMatchObject({
        model: 'claude-haiku-4-5',
      });
    }
    expect((await vendors()).filter((vendor) => vendor === 'xai')).toHaveLength(5);
  });

  it('such as a refused temperature rules a model out, unless it is allowed without, which is recorded', async () => {
    await stage.script(good);
    const only = { XAI_API_KEY: undefined, ANTHROPIC_API_KEY: undefined, OPENAI_MODEL: 'no-temperature-1' };
    const strict = stage.open(only);
    expect(await strict.ask(wordingQuestion(), stage.owner())).toMatchObject({
      status: 'degraded',
      code: 'LLM_SAMPLING_REFUSED',
    });
    expect(await strict.ask(wordingQuestion(), stage.owner())).toMatchObject({
      status: 'degraded',
      code: 'LLM_UNAVAILABLE',
    });
    const allowed = stage.open({ ...only, MBI_LLM_WITHOUT_TEMPERATURE: 'no-temperature-1' });
    expect(await allowed.ask(wordingQuestion(), stage.owner())).toMatchObject({ status: 'answered' });
    expect((await stage.ledger()).map((row) => [row.status, row.temperature])).toEqual([
      ['LLM_SAMPLING_REFUSED', 0],
      ['answered', null],
    ]);
  });
});

describe('the deadline', () => {
  const askFor = async (
    deadline_ms: number,
    more: Partial<Parameters<typeof wordingQuestion>[0]> = {},
    environment = {},
  ) => {
    const started = performance.now();
    const answer = await stage.open(environment).ask(wordingQuestion({ deadline_ms, ...more }), stage.owner());
    return { answer, took: performance.now() - started };
  };

  it.each<[string, object]>([
    ['nobody answers', { black_hole: true }],
    ['every byte takes a second', { ...good, drip: { bytes: 1, interval_ms: 1_000 } }],
    ['everybody takes too long', { ...good, delay_ms: 60_000 }],
  ])('holds when %s', async (_, entry) => {
    await stage.script(entry);
    const { answer, took } = await askFor(400);
    expect(answer).toMatchObject({ status: 'degraded', code: 'LLM_DEADLINE' });
    expect(took).toBeLessThan(2_400);
  });

  it('is never later than 25 seconds, whatever is asked for', async () => {
    await stage.script(good);
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const { answer } = await askFor(10_000_000);
    const waits = timers.mock.calls.map(([, wait_ms]) => wait_ms ?? 0);
    timers.mockRestore();
    expect(answer.status).toBe('answered');
    expect(Math.max(...waits)).toBe(25_000);
  });

  it('gives the answer that nobody has checked yet when the check takes too long', async () => {
    await stage.script({ match: { text: 'You check the answer' }, black_hole: true }, good);
    const { answer } = await askFor(900, { verify: true });
    expect(answer).toMatchObject({
      status: 'answered',
      verdict: 'not_verified',
      not_verified_because: expect.any(String),
    });
  });

  it('of callers who go away closes no vendor for the others', async () => {
    const council = stage.open();
    for (let time = 0; time < 6; time += 1) {
      await stage.script({ black_hole: true });
      const gone = new AbortController();
      const asked = council.ask(wordingQuestion(), stage.owner({ signal: gone.signal }));
      await expect.poll(() => stage.calls()).not.toEqual([]);
      gone.abort();
      await asked;
      await expect.poll(async () => (await stage.ledger()).length).toBeGreaterThan(time);
    }
    await stage.script(good);
    expect(await council.ask(wordingQuestion(), stage.owner())).toMatchObject({ model: 'grok-4.6', fallback_from: [] });
  });

  it('ends with the caller', async () => {
    await stage.script({ black_hole: true });
    const gone = new AbortController();
    const asked = stage.open().ask(wordingQuestion(), stage.owner({ signal: gone.signal }));
    gone.abort();
    expect(await asked).toMatchObject({ status: 'degraded', code: 'LLM_DEADLINE' });
  });
});
