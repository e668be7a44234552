import { describe, expect, it } from 'vitest';
import { formatPoints, formatShare, gateFigure, gateRule, runTypeWord, verdictOf } from './describe-run.ts';
import { evaluationRunViewSchema } from './evaluation-view.ts';

const gate = (passed: boolean) => ({ gate: 'top1_cause', value: 0.9, comparator: 'at_least', limit: 0.8, passed });
const run = (metrics: object) =>
  evaluationRunViewSchema.parse({
    ...{ id: 'e', run_type: 'generated', total_examples: 2, passed_examples: 1, run_at: '2026-03-01T00:00:00Z' },
    metrics: { agreement_rate: 50, figures: {}, ...metrics },
  });

describe('the verdict on a run', () => {
  it('is that of its gates, and a critical failure goes before all of them', () => {
    expect(verdictOf(run({ gates: [gate(true)] }))).toEqual({ word: 'Passed', tone: 'good' });
    expect(verdictOf(run({ gates: [gate(true), gate(false)] })).word).toBe('1 gate failed');
    expect(verdictOf(run({ gates: [gate(false), gate(false)] })).word).toBe('2 gates failed');
    expect(verdictOf(run({ gates: [gate(true)], critical_failures: 1 })).tone).toBe('bad');
  });

  it('claims no success of a run without gates', () => {
    expect(verdictOf(run({ gates: [] }))).toEqual({ word: 'No gates', tone: 'neutral' });
  });
});

describe('figures in words', () => {
  it('are percent, points with a sign, or a dash', () => {
    expect(formatShare(0.9432)).toBe('94.3\u00a0%');
    expect(formatShare(null)).toBe('–');
    expect([formatPoints(4.44), formatPoints(-5), formatPoints(0.01), formatPoints(null)]).toEqual([
      '+4.4 points',
      '−5 points',
      '0 points',
      '–',
    ]);
  });

  it('of a gate follow its unit', () => {
    expect(gateFigure('agreement_rate', 80)).toBe('80\u00a0%');
    expect(gateFigure('ece', 0.0613)).toBe('0.061');
    expect(gateFigure('acts_on_noise', 0.036)).toBe('3.6\u00a0%');
    expect(gateFigure('top1_cause', null)).toBe('not known');
    expect(gateRule({ gate: 'ece', value: 0.1, comparator: 'at_most', limit: 0.08, passed: false })).toBe(
      'at most 0.08',
    );
  });

  it('name a kind of run that nobody has named by its own words', () => {
    expect([runTypeWord('golden_set'), runTypeWord('night_watch')]).toEqual(['Golden examples', 'Night watch']);
  });
});
