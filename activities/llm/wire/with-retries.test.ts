import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createBreakers } from './breakers.ts';
import { withRetries } from './with-retries.ts';

const unavailable = (details: object = { status: 529 }, after: number | null = null) =>
  new CodedError('LLM_UNAVAILABLE', 'no', { ...details }, after);

async function run(faults: readonly Error[], until = 60_000) {
  const waits: number[] = [];
  let calls = 0;
  let now = 0;
  const patience = {
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
      now += milliseconds;
    },
    random: () => 0.5,
    now: () => now,
  };
  const call = async () => {
    const fault = faults[calls];
    calls += 1;
    if (fault !== undefined) throw fault;
    return 'answer';
  };
  const signal = new AbortController().signal;
  const answer = await withRetries(call, patience, { until, signal }).catch((error: unknown) => error);
  return { answer, calls, waits };
}

describe('a fault of a vendor', () => {
  it('that passes is waited for, a little longer each time, three calls in all', async () => {
    expect(await run([unavailable(), unavailable()])).toEqual({ answer: 'answer', calls: 3, waits: [125, 250] });
    const lasting = unavailable();
    expect(await run([lasting, lasting, lasting, lasting])).toEqual({ answer: lasting, calls: 3, waits: [125, 250] });
  });

  it('with a word on when to come back is waited for that long, unless that is too late', async () => {
    const limited = unavailable({ status: 429 }, 2);
    expect(await run([limited])).toEqual({ answer: 'answer', calls: 2, waits: [2_000] });
    expect(await run([limited], 2_000)).toEqual({ answer: limited, calls: 1, waits: [] });
  });

  it.each([
    unavailable({ status: 429 }),
    unavailable({ cause: 'breaker_open' }),
    unavailable({ cause: 'too_slow' }),
    new CodedError('LLM_SPEND_LIMIT', 'no'),
    new CodedError('LLM_REFUSED', 'no', { status: 400 }),
    new CodedError('LLM_ANSWER_TOO_LARGE', 'no'),
    new TypeError('no'),
  ])('that will not pass is not waited for: $code $details', async (fault) => {
    expect(await run([fault])).toEqual({ answer: fault, calls: 1, waits: [] });
  });

  it('ends with the caller', async () => {
    const signal = AbortSignal.abort();
    let calls = 0;
    const call = () => {
      calls += 1;
      return Promise.reject(unavailable());
    };
    const patience = { wait: async () => undefined, random: () => 0, now: () => 0 };
    await expect(withRetries(call, patience, { until: 9, signal })).rejects.toThrow('no');
    expect(calls).toBe(1);
  });
});

describe('a vendor that fails five times in a row', () => {
  it('is not called any more, while another one is', async () => {
    const breakers = createBreakers();
    let calls = 0;
    const fail = () => {
      calls += 1;
      return Promise.reject(unavailable());
    };
    for (let time = 0; time < 7; time += 1) await expect(breakers('xai', fail)).rejects.toThrow();
    expect(calls).toBe(5);
    await expect(breakers('xai', fail)).rejects.toMatchObject({ details: { cause: 'breaker_open' } });
    expect(await breakers('openai', async () => 'fine')).toBe('fine');
  });

  it('is called on when it merely refuses', async () => {
    const breakers = createBreakers();
    let calls = 0;
    const refuse = () => {
      calls += 1;
      return Promise.reject(new CodedError('LLM_REFUSED', 'no'));
    };
    for (let time = 0; time < 7; time += 1) await expect(breakers('xai', refuse)).rejects.toThrow();
    expect(calls).toBe(7);
  });

  it('is tried again after a while, and trusted when it answers', async () => {
    const breakers = createBreakers(0);
    for (let time = 0; time < 5; time += 1)
      await breakers('xai', () => Promise.reject(unavailable())).catch(() => null);
    expect(await breakers('xai', async () => 'back')).toBe('back');
  });
});
