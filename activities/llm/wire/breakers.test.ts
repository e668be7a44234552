import { describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createBreakers } from './breakers.ts';

const failing = (code: 'LLM_UNAVAILABLE' | 'LLM_REFUSED') =>
  vi.fn(() => Promise.reject(new CodedError(code, 'no', {})));
const failTimes = async (run: () => Promise<unknown>, times: number) => {
  for (let at = 0; at < times; at += 1) await run().catch(() => undefined);
};

describe('a vendor', () => {
  it('that fails five times in a row is left alone, while others are asked', async () => {
    const breakers = createBreakers();
    const call = failing('LLM_UNAVAILABLE');
    await failTimes(() => breakers('xai', call), 5);
    await expect(breakers('xai', call)).rejects.toMatchObject({
      code: 'LLM_UNAVAILABLE',
      details: { cause: 'breaker_open', vendor: 'xai' },
    });
    expect(call).toHaveBeenCalledTimes(5);
    await expect(breakers('openai', async () => 'there')).resolves.toBe('there');
  });

  it('that answers in between, or merely refuses, is asked on', async () => {
    const breakers = createBreakers();
    await failTimes(() => breakers('xai', failing('LLM_UNAVAILABLE')), 4);
    await breakers('xai', async () => 'there');
    await failTimes(() => breakers('xai', failing('LLM_UNAVAILABLE')), 4);
    const refusing = failing('LLM_REFUSED');
    await failTimes(() => breakers('anthropic', refusing), 9);
    expect(refusing).toHaveBeenCalledTimes(9);
    await expect(breakers('xai', async () => 'there')).resolves.toBe('there');
  });
});
