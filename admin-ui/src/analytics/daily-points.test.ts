import { expect, it } from 'vitest';
import { dailyPoints } from './daily-points.ts';

const counts = { recommendations: 4, decided: 3, approved: 2, measured: 0, improved: 0 };

it('every day of the period has a point, also the quiet ones', () => {
  const period = { since: '2026-02-27T10:00:00Z', until: '2026-03-02T10:00:00Z' };
  const points = dailyPoints([{ key: '2026-03-01', ...counts }], 'decided', period);
  expect(points.map(({ at, value }) => [at, value])).toEqual([
    ...[
      ['2026-02-27', 0],
      ['2026-02-28', 0],
    ],
    ...[
      ['2026-03-01', 3],
      ['2026-03-02', 0],
    ],
  ]);
});

it('a period that ends before it begins has no points', () => {
  expect(dailyPoints([], 'approved', { since: '2026-03-02', until: '2026-03-01' })).toEqual([]);
});
