import { afterAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../contracts/diagnostic.ts';
import { type Points, scoreFile, sum } from './score.ts';
import { findingsOfFile, shownToPeople } from './show-findings.ts';
import { twenty } from './twenty.ts';

const least = 95;
const scores = new Map<string, Points>();

describe('twenty broken playbooks, five points each', () => {
  it.each(Object.entries(twenty))('%s', async (name, wanted) => {
    const { file, source, diagnostics } = findingsOfFile(name);
    const shown = shownToPeople(file, source, diagnostics);
    scores.set(name, scoreFile(wanted, diagnostics, shown));
    await expect(shown).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it(`score at least ${least} of 100`, () => {
    expect(scores.size).toBe(20);
    const lost = [...scores].flatMap(([name, points]) =>
      Object.entries(points).flatMap(([point, earned]) => (earned ? [] : [`${name}: ${point}`])),
    );
    const total = [...scores.values()].reduce((so, points) => so + sum(points), 0);
    process.stdout.write(
      `Broken playbooks: ${total} of 100 points${lost.length > 0 ? `; lost: ${lost.join(', ')}` : ''}\n`,
    );
    expect(total, lost.join(', ')).toBeGreaterThanOrEqual(least);
  });
});

describe('the score', () => {
  const worse: Record<keyof Points, (each: Diagnostic) => Diagnostic> = {
    place: (each) => ({ ...each, column: each.column + 1, end_column: each.end_column + 1 }),
    caret: (each) => ({ ...each, end_column: each.end_column + 2 }),
    words: (each) => ({ ...each, message: 'Something is wrong.' }),
    suggestion: (each) => ({ ...each, suggestion: null }),
    code: (each) => ({ ...each, code: 'PLAYBOOK_OOPS' }),
  };

  it.each(Object.entries(worse))('falls in every file when the %s is worse', (point, spoil) => {
    for (const [name, wanted] of Object.entries(twenty)) {
      const { file, source, diagnostics } = findingsOfFile(name);
      const spoilt = diagnostics.map(spoil);
      const points = scoreFile(wanted, spoilt, shownToPeople(file, source, spoilt));
      expect(
        Object.entries(points)
          .filter(([, earned]) => !earned)
          .map(([lost]) => lost),
        name,
      ).toContain(point);
    }
  });

  it('falls when a finding is left for the next pass, or one is made up', () => {
    for (const [name, wanted] of Object.entries(twenty)) {
      const { file, source, diagnostics } = findingsOfFile(name);
      const [first] = diagnostics;
      const more = first === undefined ? [] : [...diagnostics, first];
      for (const changed of [diagnostics.slice(1), more])
        expect(scoreFile(wanted, changed, shownToPeople(file, source, changed)).place, name).toBe(false);
    }
  });
});

afterAll(() => scores.clear());
