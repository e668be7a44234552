import { expect, it } from 'vitest';
import { milestoneFigure, milestoneStanding } from './milestone-words.ts';
import { countsSentence, lastMonths } from './monthly-words.ts';

it('months go back over the turn of a year, also from a 31st', () => {
  expect(lastMonths(new Date('2026-03-31T23:00:00Z'), 4)).toEqual(['2026-03', '2026-02', '2026-01', '2025-12']);
});

const line = { id: 'a', label: 'Acceptance', comparator: 'above', unit: 'share', met: false } as const;

it.each([
  [{ ...line, value: 0.638, target: 0.6 }, ': 64 % (above 60 %)'],
  [{ ...line, value: null, target: 0.6 }, ': nothing counted yet (above 60 %)'],
  [{ ...line, unit: 'usd', comparator: 'below', value: 12.5, target: 500 } as const, ': $12.50 (below $500.00)'],
  [{ ...line, unit: 'count', comparator: 'at_least', value: 3, target: 20 } as const, ': 3 (at least 20)'],
  [{ ...line, unit: 'said_by_people', comparator: null, value: null, target: null } as const, ''],
])('a line says its figure beside what is wanted: %j', (item, words) => {
  expect(milestoneFigure(item)).toBe(words);
});

it('what only people can say is neither reached nor open', () => {
  const of = (met: boolean | null) => milestoneStanding({ ...line, value: 1, target: 1, met }).label;
  expect([of(true), of(false), of(null)]).toEqual(['Reached', 'Open', 'For people to say']);
});

it('counts are a sentence, and a rate of nothing is left out', () => {
  const nothing = { recommendations: 12, decided: 0, measured: 0, acceptance_rate: null, positive_impact_rate: null };
  expect(countsSentence(nothing)).toBe('12 recommendations, none decided, none measured yet.');
  expect(countsSentence({ ...nothing, recommendations: 1, decided: 1, acceptance_rate: 1 }, {}, ' so far')).toMatch(
    /^1 recommendation so far, 1 decided \(100.% accepted\), none measured yet\.$/,
  );
  const full = { recommendations: 30, decided: 20, measured: 10, acceptance_rate: 0.75, positive_impact_rate: 0.9 };
  expect(countsSentence(full, { acceptance_rate: 0.5 })).toMatch(
    /^30 recommendations, 20 decided \(75.% accepted; 50.% the period before\), 10 measured \(90.% helped\)\.$/,
  );
});
