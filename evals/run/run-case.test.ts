import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reason } from '../../activities/reasoning/index.ts';
import { evaluationResultSchema } from '../../contracts/evaluation-run.ts';
import type { CheckResult, Recommendation } from '../../contracts/recommendation.ts';
import { loadGolden } from '../golden/load-golden.ts';
import type { EvaluationCase } from './evaluation-case.ts';
import { scoreCase } from './run-case.ts';

const [first] = loadGolden();
if (first === undefined) throw new Error('There is no golden case.');
const { context } = first.example;
const answer: Recommendation = {
  ...reason(context).recommendation,
  ...{ recommended_workflow: 'Bid Adjustment', root_cause: 'auction_pressure', confidence: 0.7 },
};
const wanted: EvaluationCase = {
  ...{ example_id: 'a', kind: 'golden', context, expected: 'Bid Adjustment', causes: ['auction_pressure'] },
  ...{ abstention_is_right: false, below_confidence: null, from_confidence: null, also: [], money: null },
};
const worth = (value: number, best_value = 50, scale = 200): EvaluationCase => ({
  ...wanted,
  money: { best_action: 'bid +10 %', best_value, scale, value_of: () => value },
});

describe('a case is passed', () => {
  it.each<[string, Partial<EvaluationCase>, Partial<Recommendation>, boolean]>([
    ['by the expected decision', {}, {}, true],
    ['not by another one', {}, { recommended_workflow: 'Campaign Pause' }, false],
    ['by one that is as good, unsurely', { also: ['Campaign Pause'] }, weak('Campaign Pause', 0.59), true],
    ['not by one that is as good, surely', { also: ['Campaign Pause'] }, weak('Campaign Pause', 0.6), false],
    ['by the expected decision under the confidence allowed', { below_confidence: 0.71 }, {}, true],
    ['not at the confidence that is no longer allowed', { below_confidence: 0.7 }, {}, false],
    ['by the expected decision at just the confidence wanted', { from_confidence: 0.7 }, {}, true],
    ['not by a guess where somebody should be sure', { from_confidence: 0.71 }, {}, false],
    ['within a range', { from_confidence: 0.6, below_confidence: 0.8 }, {}, true],
    ['not above a range', { from_confidence: 0.5, below_confidence: 0.7 }, {}, false],
    [
      'not unsurely by one that is as good, where somebody should be sure',
      { also: ['Campaign Pause'], from_confidence: 0.59 },
      weak('Campaign Pause', 0.5),
      false,
    ],
    ['by the decision, whatever its cause', {}, { root_cause: 'seasonality' }, true],
  ])('%s', (_, more, said, passed) => {
    expect(scoreCase({ ...wanted, ...more }, { ...answer, ...said }, 1).passed).toBe(passed);
  });
});

function weak(recommended_workflow: Recommendation['recommended_workflow'], confidence: number) {
  return { recommended_workflow, confidence };
}

describe('the scores of a case', () => {
  it('take the cause by itself where causes are known, and the decision where they are not', () => {
    const otherCause = { ...answer, root_cause: 'seasonality' } as const;
    expect(scoreCase(wanted, otherCause, 1).scores.cause_right).toBe(false);
    expect(scoreCase({ ...wanted, causes: [] }, otherCause, 1).scores.cause_right).toBe(true);
  });

  it('call watching, and nothing else, an abstention', () => {
    const abstained = (workflow: Recommendation['recommended_workflow']) =>
      scoreCase(wanted, { ...answer, recommended_workflow: workflow }, 1).scores.abstained;
    expect(abstained('Continue Monitoring')).toBe(true);
    expect(abstained('Campaign Pause')).toBe(false);
    expect(abstained('Bid Adjustment')).toBe(false);
  });

  it('measure regret in units of the spend, never below zero, also for a better action than the best known', () => {
    expect(scoreCase(worth(30), answer, 1).scores).toMatchObject({ regret: 0.1, best: 0.25 });
    expect(scoreCase(worth(60), answer, 1).scores.regret).toBe(0);
    fastCheck.assert(
      fastCheck.property(
        fastCheck.integer({ min: -1e6, max: 1e6 }),
        fastCheck.integer({ min: 0, max: 1e6 }),
        (value, best) => {
          const { regret } = scoreCase(worth(value, best), answer, 1).scores;
          expect(regret).toBeGreaterThanOrEqual(0);
          expect(regret).toBeCloseTo(Math.max(0, best - value) / 200);
        },
      ),
    );
  });

  it('divide by no spend that was none, and know no regret without money', () => {
    expect(scoreCase(worth(30, 50, 0), answer, 1).scores).toMatchObject({ regret: 0, best: 0 });
    const unpriced = scoreCase(wanted, answer, 1);
    expect(unpriced.scores).toMatchObject({ regret: null, best: null });
    expect(unpriced.expected).toMatchObject({ best_action: null, best_value: null });
    expect(unpriced.actual.value).toBeNull();
  });

  it('are critical by a failed critical check only', () => {
    const check: CheckResult = {
      ...{ check: 'x', passed: false, severity: 'CRITICAL', issue: 'x', suggestion: 'x', by: 'rules' },
    };
    const critical = (more: Partial<CheckResult>) => {
      const validation = { passed: false, checks: [{ ...check, ...more }] };
      return scoreCase(wanted, { ...answer, critique: null, validation }, 1).scores.critical;
    };
    expect(critical({ passed: false, severity: 'CRITICAL' })).toBe(true);
    expect(critical({ passed: true, severity: 'CRITICAL' })).toBe(false);
    expect(critical({ passed: false, severity: 'major' })).toBe(false);
  });

  it('are a result as the contract has it', () => {
    const scored = scoreCase(worth(30), answer, 12.5);
    expect(evaluationResultSchema.parse(JSON.parse(JSON.stringify(scored)))).toEqual(scored);
    expect(scored.scores.latency_ms).toBe(12.5);
  });
});
