import { describe, expect, it } from 'vitest';
import { evaluationReportSchema } from '../../contracts/evaluation-run.ts';
import { type DecidedRecommendation, outcomeRun } from './outcome-run.ts';

let serial = 0;
const decided = (more: Partial<DecidedRecommendation> = {}): DecidedRecommendation => {
  serial += 1;
  return {
    ...{ id: `r-${serial}`, recommended_workflow: 'Bid Adjustment', root_cause: 'auction_pressure', confidence: 0.85 },
    ...{
      specific_action: 'Raise the bid.',
      model_version: 'rules-2',
      was_accepted: true,
      improvement_pct: 10,
      ...more,
    },
  };
};
/** The stated example: ten decided, seven followed, five of them measured. */
const stated = [
  ...[10, 20, 5, 5, 0].map((improvement_pct) => decided({ improvement_pct })),
  ...[null, null].map((improvement_pct) => decided({ improvement_pct })),
  ...[null, null, null].map((improvement_pct) => decided({ was_accepted: false, improvement_pct })),
];
const reportOf = (some: readonly DecidedRecommendation[]) => {
  const { report } = outcomeRun(some, 'a week');
  if (report === null) throw new Error('There is no run.');
  return report;
};

describe('a run over measured outcomes', () => {
  it('has the stated figures of the stated example', () => {
    const { metrics, run_type, dataset_version } = reportOf(stated);
    expect([run_type, dataset_version]).toEqual(['outcome', 'a week']);
    expect(metrics.outcome).toEqual({
      ...{ total_recommendations: 10, acceptance_rate: 0.7, positive_impact_rate: 0.8, avg_improvement_pct: 8 },
      samples_with_outcomes: 5,
    });
    expect(metrics).toMatchObject({ agreement_rate: 80, passed_count: 4, total_count: 5, gates: [], prompt: null });
  });

  it('is a report as the contract has it, with a case for each that was followed and measured', () => {
    const report = reportOf(stated);
    expect(evaluationReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.results.map(({ passed, actual }) => [passed, actual.value])).toEqual([
      ...[
        [true, 10],
        [true, 20],
        [true, 5],
        [true, 5],
        [false, 0],
      ],
    ]);
  });

  it('takes what changed nothing, or made it worse, for not improved', () => {
    expect(reportOf([decided({ improvement_pct: 0 }), decided({ improvement_pct: -4 })]).metrics.agreement_rate).toBe(
      0,
    );
  });

  it('says how sure the agent was against how often it was right', () => {
    const { metrics } = reportOf([decided(), decided(), decided(), decided(), decided({ improvement_pct: 0 })]);
    expect(metrics.calibration).toMatchObject([{ label: '80-90%', count: 5, actual: 0.8, calibration_error: 0.05 }]);
    expect(metrics.figures.ece).toBeCloseTo(0.05);
  });

  it('keeps workflows apart, and names every version once', () => {
    const some = [
      decided({ model_version: 'rules-3' }),
      decided(),
      decided({ recommended_workflow: 'Creative Refresh', improvement_pct: 0 }),
    ];
    const report = reportOf(some);
    expect(report.metrics.per_kind.map(({ kind, agreement }) => [kind, agreement])).toEqual([
      ['Bid Adjustment', 1],
      ['Creative Refresh', 0],
    ]);
    expect(report.model_version).toBe('rules-2+rules-3');
  });

  it.each<[string, readonly DecidedRecommendation[], RegExp]>([
    ['was decided', [], /accepted/],
    ['was followed', [decided({ was_accepted: false })], /accepted/],
    ['was measured', [decided({ improvement_pct: null })], /measured/],
    [
      'that was followed was measured',
      [decided({ improvement_pct: null }), decided({ was_accepted: false })],
      /measured/,
    ],
  ])('is none, with the reason, where nothing %s', (_, some, reason) => {
    expect(outcomeRun(some, 'a week')).toMatchObject({ report: null, reason: expect.stringMatching(reason) });
  });
});
