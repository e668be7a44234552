import { Panel } from '../layout/Panel.tsx';
import { ToneChip } from '../layout/ToneChip.tsx';
import { formatUsd } from '../money/format-usd.ts';
import { formatNumber, metricLabel } from '../money/percent.ts';
import { FigureTable } from '../tables/FigureTable.tsx';
import { formatShare, gateFigure, gateRule } from './describe-run.ts';
import type { EvaluationRunView, FiguresView } from './evaluation-view.ts';

const columns = ['Cause right', 'Regret', 'Rightly did nothing', 'False alarms', 'Acts on noise'];
const cellsOf = (figures: FiguresView) => [
  formatShare(figures.top1_cause),
  formatShare(figures.action_regret),
  formatShare(figures.abstention),
  formatShare(figures.false_positive_rate),
  formatShare(figures.acts_on_noise),
];

/** What the gates ask and what the run reached. */
export function GatesPanel(props: { run: EvaluationRunView }) {
  const { gates, latency_p50_ms, latency_p95_ms, cost_usd } = props.run.metrics;
  const ms = (value: number | null) => (value === null ? 'not known' : `${formatNumber(value)} ms`);
  const cost = `It took ${ms(latency_p50_ms)} a case (95 % within ${ms(latency_p95_ms)}) and cost ${formatUsd(cost_usd)}.`;
  return (
    <Panel title="Gates">
      {gates.length === 0 ? null : (
        <FigureTable
          label="gates"
          columns={['Gate', 'Reached', 'Asked', 'Standing']}
          rows={gates.map((gate) => ({
            key: gate.gate,
            cells: [
              gate.gate === 'ece' ? 'How far its confidence is off (ECE)' : metricLabel(gate.gate),
              gateFigure(gate.gate, gate.value),
              gateRule(gate),
              <ToneChip key="passed" tone={gate.passed ? 'good' : 'bad'}>
                {gate.passed ? 'passed' : 'failed'}
              </ToneChip>,
            ],
          }))}
        />
      )}
      <p>{cost}</p>
    </Panel>
  );
}

/** The figures of all cases and of each kind of case. */
export function KindsPanel(props: { run: EvaluationRunView }) {
  const { figures, per_kind } = props.run.metrics;
  return (
    <Panel title="By kind of case">
      <FigureTable
        label="kinds of cases"
        columns={['Kind', 'Cases', ...columns]}
        rows={[
          { key: '', cells: ['All', figures.cases, ...cellsOf(figures)] },
          ...per_kind.map((row) => ({ key: row.kind, cells: [metricLabel(row.kind), row.cases, ...cellsOf(row)] })),
        ]}
      />
    </Panel>
  );
}

/** Of each workflow: how often it was recommended, in how many cases it was the right answer, and how far both agree. */
export function WorkflowsPanel(props: { run: EvaluationRunView }) {
  return (
    <Panel title="By workflow">
      <FigureTable
        label="workflows"
        columns={['Workflow', 'Recommended', 'Was the right answer', 'Precision', 'Recall', 'F1']}
        rows={props.run.metrics.workflows.map((row) => ({
          key: row.workflow,
          cells: [
            row.workflow,
            row.recommended,
            row.right,
            formatShare(row.precision),
            formatShare(row.recall),
            formatShare(row.f1),
          ],
        }))}
      />
    </Panel>
  );
}
