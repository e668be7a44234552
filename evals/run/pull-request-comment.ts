import type { Comparison } from '../../contracts/compare-evaluations.ts';
import type { EvaluationReport } from '../../contracts/evaluation-run.ts';
import { agreementGatePct } from '../scorers/gates.ts';
import { figuresTable } from './table.ts';

/** What stands in `eval_results.json`: the first three keys are the agreed ones, the rest is the whole report. */
export function resultFile(golden: EvaluationReport, generated: readonly EvaluationReport[]) {
  const { agreement_rate, passed_count, total_count } = golden.metrics;
  return { agreement_rate, passed_count, total_count, golden, generated };
}

/** The comment on a pull request. The mark is the verdict: a failed gate is never ticked. */
export function pullRequestComment(
  golden: EvaluationReport,
  generated: readonly EvaluationReport[],
  comparison: Comparison | null,
  alerts: readonly string[] = comparison?.alerts ?? [],
): string {
  const { agreement_rate, passed_count, total_count, answered_by } = golden.metrics;
  const gates = [golden, ...generated].flatMap(({ metrics }) => metrics.gates);
  const passed = gates.every((gate) => gate.passed);
  const regression = comparison?.regression === true || alerts.length > 0;
  return [
    `## ${passed && !regression ? '✅' : '❌'} Evaluation ${passed && !regression ? 'passed' : 'failed'}`,
    '',
    `- Agreement: **${agreement_rate.toFixed(1)} %** (threshold ${agreementGatePct} %), ${passed_count} of ${total_count} golden cases passed`,
    `- Answered by: ${answered_by}`,
    ...gates
      .filter((gate) => !gate.passed)
      .map((gate) => `- Under its gate: ${gate.gate} = ${gate.value ?? 'unknown'}`),
    ...(comparison === null
      ? []
      : [
          `- Against the last main run: ${comparison.agreement_change_points.toFixed(1)} points${regression ? ' — a regression' : ''}`,
          ...comparison.newly_failed.map((id) => `- Passed before and fails now: ${id}`),
        ]),
    ...alerts.map((alert) => `- **Alert**: ${alert}`),
    ...generated.flatMap(({ dataset_version, metrics }) => [
      '',
      `### ${dataset_version}`,
      '```',
      figuresTable(metrics),
      '```',
    ]),
    '',
  ].join('\n');
}
