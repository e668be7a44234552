import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFigures, Gate } from '../../contracts/evaluation-run.ts';
import { figuresTable, gateLines, reliabilityPlot } from './table.ts';

const figures: CaseFigures = {
  ...{ cases: 12, agreement: 0.75, top1_cause: 0.917, action_regret: 0.0514, best_value: 0.2, abstention: null },
  ...{ false_positive_rate: 0, acts_on_noise: null, ece: 0.0312 },
};
const gate: Gate = { gate: 'ece', value: 0.05, comparator: 'at_most', limit: 0.05, passed: true };

describe('the table of figures', () => {
  it('has a line per kind and one of all, under a head', () => {
    const per_kind = [
      { ...figures, kind: 'mixed' },
      { ...figures, kind: 'pure_noise' },
    ];
    const lines = figuresTable({ per_kind, figures }).split('\n');
    expect(lines.map((line) => line.split(/\s{2,}/)[0])).toEqual(['kind', 'mixed', 'pure_noise', 'all']);
  });

  it('shows shares as percent, and a dash for what cannot be known, never a zero', () => {
    const cells = figuresTable({ per_kind: [], figures })
      .split('\n')
      .at(-1)
      ?.split(/\s{2,}/);
    expect(cells).toEqual(['all', '12', '75.0 %', '91.7 %', '5.1 %', '20.0 %', '–', '0.0 %', '–', '0.031']);
  });

  it('keeps its columns under each other, however long a name is', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.array(fastCheck.stringMatching(/^[a-z_]{1,40}$/)), (kinds) => {
        const per_kind = kinds.map((kind) => ({ ...figures, kind }));
        const lines = figuresTable({ per_kind, figures }).split('\n');
        expect(new Set(lines.map((line) => line.length)).size).toBe(1);
      }),
    );
  });
});

describe('the reliability plot', () => {
  const bin = { label: '80-90%', expected: 0.85, mean_confidence: 0.85, count: 5, calibration_error: 0.05 };
  it.each([
    [0, '····················'],
    [0.5, '██████████··········'],
    [1, '████████████████████'],
  ])('draws %d as twentieths', (actual, bar) => {
    expect(reliabilityPlot([{ ...bin, actual }])).toContain(bar);
  });

  it('of no answers is its head alone', () => {
    expect(reliabilityPlot([]).split('\n')).toHaveLength(1);
  });
});

describe('the lines of gates', () => {
  it.each<[string, Partial<Gate>, string]>([
    ['a kept limit', {}, 'pass  ece: 0.0500 (≤ 0.05)'],
    ['a broken one', { passed: false, value: 0.2 }, 'FAIL  ece: 0.2000 (≤ 0.05)'],
    ['a floor', { comparator: 'at_least' }, 'pass  ece: 0.0500 (≥ 0.05)'],
    ['what could not be computed', { passed: false, value: null }, 'FAIL  ece: – (≤ 0.05)'],
  ])('tell %s', (_, more, line) => {
    expect(gateLines([{ ...gate, ...more }])).toBe(line);
  });
});
