import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAgenda } from './agenda.ts';

describe('an agenda', () => {
  it('gives the earliest first, and at one moment what was put down first, however it was filled', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }), (times) => {
        const agenda = createAgenda<number>();
        for (const [index, at_ms] of times.entries()) agenda.add(at_ms, index);
        const taken: { at_ms: number; entry: number }[] = [];
        for (let due = agenda.due_ms(); due !== undefined; due = agenda.due_ms()) {
          const next = agenda.next();
          if (next !== undefined) taken.push({ ...next });
          expect(next?.at_ms).toBe(due);
        }
        const sorted = times.map((at_ms, entry) => ({ at_ms, entry })).toSorted((a, b) => a.at_ms - b.at_ms);
        expect(taken).toEqual(sorted);
      }),
    );
  });

  it('takes what is added while it is worked through into its place', () => {
    const agenda = createAgenda<string>();
    agenda.add(2, 'later');
    agenda.add(1, 'now');
    expect(agenda.next()).toEqual({ at_ms: 1, entry: 'now' });
    agenda.add(1, 'now too');
    agenda.add(2, 'last');
    expect([agenda.next(), agenda.next(), agenda.next(), agenda.next()].map((each) => each?.entry)).toEqual([
      'now too',
      'later',
      'last',
      undefined,
    ]);
  });
});
