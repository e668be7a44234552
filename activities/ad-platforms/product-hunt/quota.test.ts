import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createQuota, resetSeconds } from './quota.ts';

const answer = (remaining: string | null, reset: string | null) => {
  const headers = new Headers();
  if (remaining !== null) headers.set('x-rate-limit-remaining', remaining);
  if (reset !== null) headers.set('x-rate-limit-reset', reset);
  return headers;
};
const start = Date.UTC(2026, 0, 5, 8);

/** A quota with a clock, and how many seconds a question has to wait now; 0 when it may be sent. */
function quotaAt() {
  let now = start;
  const quota = createQuota('Product Hunt', () => new Date(now));
  const wait = (): number | null => {
    try {
      quota.check();
      return 0;
    } catch (error) {
      expect(error).toBeInstanceOf(CodedError);
      if (!(error instanceof CodedError)) return null;
      expect(error).toMatchObject({ code: 'PLATFORM_THROTTLED', details: { cause: 'quota_used_up' } });
      return error.retryAfterSeconds;
    }
  };
  return {
    learn: quota.learn,
    wait,
    later: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

describe('the seconds until the quota is whole again', () => {
  it.each([
    ['12', 12],
    [' 900 ', 900],
    ['0', null],
    ['-3', null],
    ['1.5', null],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%j are %j', (text, seconds) => {
    expect(resetSeconds(answer('1', text))).toBe(seconds);
  });
});

describe('the quota', () => {
  it.each([
    ['nothing was said yet', [], 0],
    ['points are left', [answer('1', '60')], 0],
    ['none are left', [answer('0', '60')], 60],
    ['more were used than there were', [answer('-40', '60')], 60],
    ['none are left, and nothing is said of when', [answer('0', null)], 0],
    ['none are left since now', [answer('0', '0')], 0],
    ['the header is none', [answer('none', '60')], 0],
    ['only the time is said', [answer(null, '60')], 0],
    ['none were left, and now some are', [answer('0', '60'), answer('5', '30')], 0],
    ['some were left, and now none are', [answer('5', '60'), answer('0', '30')], 30],
    ['an answer in between says nothing', [answer('0', '60'), answer(null, null)], 60],
  ])('when %s, a question waits %i s', (_, answers, seconds) => {
    const quota = quotaAt();
    for (const each of answers) quota.learn(each);
    expect(quota.wait()).toBe(seconds);
  });

  it('runs down with the clock, rounded up, and then lets questions through', () => {
    const quota = quotaAt();
    quota.learn(answer('0', '60'));
    const waits = [0, 20.5, 39, 0.5].map((seconds) => {
      quota.later(seconds);
      return quota.wait();
    });
    expect(waits).toEqual([60, 40, 1, 0]);
  });
});
