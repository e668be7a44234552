import { describe, expect, it } from 'vitest';
import { createRateLimits } from './rate-limits.ts';

describe('a limit', () => {
  it('counts down and then refuses with the seconds to wait', async () => {
    const limits = createRateLimits(true);
    const left = [await limits.take('analyze', 'tenant/user', 2), await limits.take('analyze', 'tenant/user', 2)];
    expect(left.map((each) => each.remaining)).toEqual([1, 0]);
    expect(left.every((each) => each.limit === 2 && each.reset_seconds >= 1 && each.reset_seconds <= 60)).toBe(true);
    await expect(limits.take('analyze', 'tenant/user', 2)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      details: { limit: 2 },
      retryAfterSeconds: expect.toSatisfy((seconds: number) => Number.isInteger(seconds) && seconds >= 1),
    });
  });

  it('of one person or name takes nothing from another', async () => {
    const limits = createRateLimits(true);
    await limits.take('analyze', 'tenant/one', 1);
    expect((await limits.take('analyze', 'tenant/two', 1)).remaining).toBe(0);
    expect((await limits.take('caller', 'tenant/one', 1)).remaining).toBe(0);
    await expect(limits.take('analyze', 'tenant/one', 1)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('lets exactly its points through when all come at once', async () => {
    const limits = createRateLimits(true);
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => limits.take('caller', 'x', 12)));
    expect(results.filter((each) => each.status === 'fulfilled')).toHaveLength(12);
  });

  it('counts for each process by itself', async () => {
    await createRateLimits(true).take('caller', 'x', 1);
    expect((await createRateLimits(true).take('caller', 'x', 1)).remaining).toBe(0);
  });

  it('that is switched off refuses nobody', async () => {
    const limits = createRateLimits(false);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await limits.take('caller', 'x', 1)).toEqual({ limit: 1, remaining: 1, reset_seconds: 60 });
    }
  });
});
