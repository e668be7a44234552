import { expect, it } from 'vitest';
import { CodedError, type ErrorCode } from '../../../contracts/errors/index.ts';
import { createBreaker } from './breaker.ts';

const failing = (code: ErrorCode) => () => Promise.reject(new CodedError(code, 'no'));

it.each(['PLATFORM_UNAVAILABLE', 'PLATFORM_OUTCOME_UNKNOWN'] as const)(
  'after eight times %s in a row nothing is called, and it is known that nothing was',
  async (code) => {
    const guarded = createBreaker('TikTok', 60);
    for (let call = 0; call < 8; call += 1) await expect(guarded(failing(code))).rejects.toMatchObject({ code });
    let called = 0;
    const late = guarded(async () => {
      called += 1;
    });
    await expect(late).rejects.toMatchObject({
      code: 'PLATFORM_UNAVAILABLE',
      message: expect.stringContaining('TikTok failed 8 times'),
      retryAfterSeconds: 60,
    });
    expect(called).toBe(0);
  },
);

it('refusals and faults of our own are no outage', async () => {
  const guarded = createBreaker('TikTok', 60);
  for (let call = 0; call < 9; call += 1)
    await expect(guarded(failing('PLATFORM_REFUSED'))).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
  for (let call = 0; call < 9; call += 1)
    await expect(guarded(() => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
  expect(await guarded(async () => 'through')).toBe('through');
});

it('one success in between begins the count anew', async () => {
  const guarded = createBreaker('TikTok', 60);
  for (let round = 0; round < 3; round += 1) {
    for (let call = 0; call < 7; call += 1) await expect(guarded(failing('PLATFORM_UNAVAILABLE'))).rejects.toThrow();
    expect(await guarded(async () => round)).toBe(round);
  }
});
