import type { WorkflowType } from '../../contracts/recommendation.ts';
import type { Assertion } from './assertions.ts';

/** One case of the suite: a golden context, the workflow that must come out, and what must hold besides. */
export type RegressionCase = {
  readonly name: string;
  readonly example_id: string;
  readonly expected_workflow: WorkflowType;
  readonly assertions: readonly Assertion[];
};

/** The two stated cases. */
export const regressionCases: readonly RegressionCase[] = [
  {
    ...{ name: 'competitive pressure', example_id: 'gc-01', expected_workflow: 'Bid Adjustment' },
    assertions: [
      { type: 'is-json' },
      { type: 'workflow-match' },
      { type: 'rubric', rubric: 'Names competitive pressure as the cause and proposes a bid adjustment.' },
      {
        type: 'similar',
        statement: 'The activity of competitors rose significantly.',
        threshold: 0.8,
        offline_threshold: 0.5,
      },
    ],
  },
  {
    ...{ name: 'creative fatigue', example_id: 'gc-02', expected_workflow: 'Creative Refresh' },
    assertions: [
      { type: 'is-json' },
      { type: 'workflow-match' },
      { type: 'contains', text: 'creative refresh' },
      { type: 'rubric', rubric: 'Names a falling click-through rate and a high frequency as signs of fatigue.' },
    ],
  },
];
