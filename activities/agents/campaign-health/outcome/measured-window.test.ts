import { describe, expect, it } from 'vitest';
import { fillingDays, measuredWindow } from './measured-window.ts';

const outcome = { window_seconds: 3 * 86_400, measure_at: new Date('2026-03-06T01:00:00Z') };
const at = (text: string) => new Date(text);

describe('the window of an outcome', () => {
  it('is full days from the day after the change; its own day is neither before nor after', () => {
    expect(measuredWindow(outcome, [at('2026-03-02T12:00:00Z')], 'UTC')).toEqual({
      ...{ last_day_before: '2026-03-01', first_day: '2026-03-02', changed_on: '2026-03-03' },
      ...{ last_day: '2026-03-05', window_days: 3 },
    });
  });
  it('follows the clock of the account', () => {
    expect(measuredWindow(outcome, [at('2026-03-02T20:00:00Z')], 'Asia/Tokyo').changed_on).toBe('2026-03-04');
  });
  it('begins after the last of several changes, and what was before ends before the first', () => {
    const applied = [at('2026-03-02T12:00:00Z'), at('2026-03-04T12:00:00Z')];
    expect(measuredWindow(outcome, applied, 'UTC')).toMatchObject({
      ...{ last_day_before: '2026-03-01', changed_on: '2026-03-05' },
    });
  });
  it('ends before the measurement where nobody knows when it was applied', () => {
    expect(measuredWindow(outcome, [], 'UTC')).toMatchObject({ changed_on: '2026-03-03', last_day: '2026-03-05' });
  });
  it('has at least one day', () => {
    expect(measuredWindow({ ...outcome, window_seconds: 60 }, [], 'UTC').window_days).toBe(1);
  });
});

describe('days that still fill up', () => {
  const window = measuredWindow(outcome, [at('2026-03-02T12:00:00Z')], 'UTC');
  it.each([
    ['2026-03-06T01:00:00Z', 0, []],
    ['2026-03-05T23:00:00Z', 0, ['2026-03-05']],
    ['2026-03-13T01:00:00Z', 7, []],
    ['2026-03-12T01:00:00Z', 7, ['2026-03-05']],
    ['2026-03-06T01:00:00Z', 28, ['2026-03-03', '2026-03-04', '2026-03-05']],
  ])('at %s, with a lag of %d days: %j', (now, lag, filling) => {
    expect(fillingDays(window, lag, at(now), 'UTC').filling).toEqual(filling);
  });
});
