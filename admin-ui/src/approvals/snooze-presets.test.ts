import { expect, it } from 'vitest';
import { momentOf, snoozePresets } from './snooze-presets.ts';

const at = (local: string) => new Date(local).getTime();
const wall = (ms: number) => {
  const moment = new Date(ms);
  return [moment.getDay(), moment.getHours(), moment.getMinutes()];
};

it.each(['2026-11-16T08:00', '2026-11-18T23:59', '2026-11-21T12:00', '2026-11-22T12:00'])(
  'every preset after %s lies ahead, and the mornings are mornings',
  (now) => {
    const presets = snoozePresets(at(now));
    for (const preset of presets) expect(preset.at_ms).toBeGreaterThan(at(now));
    expect(wall(presets[2]?.at_ms ?? 0)).toEqual([(new Date(now).getDay() + 1) % 7, 9, 0]);
    expect(wall(presets[3]?.at_ms ?? 0)).toEqual([1, 9, 0]);
    expect((presets[3]?.at_ms ?? 0) - at(now)).toBeLessThanOrEqual(8 * 24 * 3_600_000);
  },
);

it('takes a moment of a field only when it lies ahead', () => {
  const now = at('2026-11-21T12:00');
  expect(momentOf('2026-11-21T13:00', now)).toBe(new Date('2026-11-21T13:00').toISOString());
  expect(momentOf('2026-11-21T12:00', now)).toBeNull();
  expect(momentOf('', now)).toBeNull();
});
