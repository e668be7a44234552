import { expect, it } from 'vitest';
import { startDeadline } from './deadline.ts';

it('what is left of a write grows less, and nothing is sent once it is over', () => {
  let clock = 1_000;
  const { secondsLeft } = startDeadline('LinkedIn', 5, () => clock);
  expect(secondsLeft()).toBe(5);
  clock += 4_500;
  expect(secondsLeft()).toBe(0.5);
  clock += 500;
  expect(secondsLeft).toThrow(
    expect.objectContaining({
      code: 'PLATFORM_UNAVAILABLE',
      message: expect.stringContaining('LinkedIn'),
      details: { cause: 'write_deadline' },
    }),
  );
});

it('counts by the monotonic clock of the process when it is given none', () => {
  const left = startDeadline('LinkedIn', 5).secondsLeft();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(5);
});
