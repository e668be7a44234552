import { expect, it } from 'vitest';
import { outcomeMetrics } from './outcomes.ts';

const record = (was_accepted: boolean, improvement_pct?: number) => ({
  ...{ recommended_workflow: 'Bid Adjustment' as const, was_accepted },
  outcome: improvement_pct === undefined ? null : { improvement_pct },
});

it('tells of ten recommendations of which seven were followed and five measured', () => {
  const measured = [10, 20, 5, 5, 0].map((improvement) => record(true, improvement));
  expect(outcomeMetrics([...measured, record(true), record(true), ...Array(3).fill(record(false, 50))])).toEqual({
    ...{ total_recommendations: 10, acceptance_rate: 0.7, positive_impact_rate: 0.8 },
    ...{ avg_improvement_pct: 8, samples_with_outcomes: 5 },
  });
});

it('says zero where nothing was measured, and why it cannot say anything where nothing was followed', () => {
  expect(outcomeMetrics([record(true)])).toMatchObject({ positive_impact_rate: 0, avg_improvement_pct: 0 });
  expect(outcomeMetrics([record(false, 3)])).toEqual({ error: expect.stringContaining('accepted') });
  expect(outcomeMetrics([])).toEqual({ error: expect.any(String) });
});
