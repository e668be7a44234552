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

it('begins when the right to send was asked for: one that was held up since then sends nothing', () => {
  const { secondsLeft } = startDeadline('Meta', 5, () => 9_000, 4_000);
  expect(secondsLeft).toThrow(expect.objectContaining({ details: { cause: 'write_deadline' } }));
  expect(startDeadline('Meta', 5, () => 9_000, 8_000).secondsLeft()).toBe(4);
});
