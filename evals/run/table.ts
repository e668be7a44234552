import type { CaseFigures, EvaluationMetrics, EvaluationReport, Gate } from '../../contracts/evaluation-run.ts';

const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);
const plain = (value: number | null, digits = 3) => (value === null ? '–' : value.toFixed(digits));

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((text, index) => (index === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[index] ?? 0)))
      .join('  ');
  return rows.map(line).join('\n');
}

const row = (name: string, figures: CaseFigures) => [
  name,
  String(figures.cases),
  percent(figures.agreement),
  percent(figures.top1_cause),
  percent(figures.action_regret),
  percent(figures.best_value),
  percent(figures.abstention),
  percent(figures.false_positive_rate),
  percent(figures.acts_on_noise),
  plain(figures.ece),
];

/** The figures of every kind of case and of all together. */
export function figuresTable({ per_kind, figures }: Pick<EvaluationMetrics, 'per_kind' | 'figures'>): string {
  const head = [
    'kind',
    'cases',
    'agrees',
    'top-1 cause',
    'regret',
    'best earns',
    'abstains rightly',
    'false actions',
    'acts on noise',
    'ECE',
  ];
  return columns([head, ...per_kind.map(({ kind, ...each }) => row(kind, each)), row('all', figures)]);
}

/** How often the agent was right when it was so sure. */
export function reliabilityPlot(calibration: EvaluationMetrics['calibration']): string {
  const bar = (share: number) => '█'.repeat(Math.round(share * 20)).padEnd(20, '·');
  return columns([
    ['confidence', 'right', 'cases', 'of 20'],
    ...calibration.map((bin) => [bin.label, percent(bin.actual), String(bin.count), bar(bin.actual)]),
  ]);
}

/** One line per gate with its true verdict. */
export function gateLines(gates: readonly Gate[]): string {
  const sign = { at_least: '≥', at_most: '≤' } as const;
  return gates
    .map(
      ({ gate, value, comparator, limit, passed }) =>
        `${passed ? 'pass' : 'FAIL'}  ${gate}: ${plain(value, 4)} (${sign[comparator]} ${limit})`,
    )
    .join('\n');
}

/** The whole report of one run for a terminal. */
export function reportText(title: string, { metrics, dataset_version, model_version }: EvaluationReport): string {
  const { agreement_rate, passed_count, total_count, latency_p50_ms, latency_p95_ms } = metrics;
  const workflows = metrics.workflows.map(({ workflow, precision, recall, f1 }) => [
    ...[workflow, percent(precision), percent(recall), percent(f1)],
  ]);
  return [
    `── ${title}: ${dataset_version}, answered by ${metrics.answered_by} (${model_version}) ──`,
    figuresTable(metrics),
    '',
    columns([['workflow', 'precision', 'recall', 'F1'], ...workflows]),
    '',
    reliabilityPlot(metrics.calibration),
    '',
    `agreement ${agreement_rate.toFixed(1)} % (${passed_count} of ${total_count}), latency p50 ${plain(latency_p50_ms, 1)} ms, p95 ${plain(latency_p95_ms, 1)} ms, cost per recommendation ${metrics.cost_per_recommendation_usd.toFixed(5)} USD, critical failures ${metrics.critical_failures}`,
    gateLines(metrics.gates),
    '',
  ].join('\n');
}
