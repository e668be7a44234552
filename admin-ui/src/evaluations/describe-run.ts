import type { Tone } from '../executions/describe-execution.ts';
import { metricLabel } from '../money/percent.ts';
import type { EvaluationRunView, GateView } from './evaluation-view.ts';

const runTypes: Readonly<Record<string, string>> = {
  golden_set: 'Golden examples',
  generated: 'Generated cases',
  llm_judge: 'A model’s judgement',
  outcome: 'Measured outcomes',
};

/** What a run was made over, in words. */
export function runTypeWord(run_type: string): string {
  return runTypes[run_type] ?? metricLabel(run_type);
}

/** Whether a run keeps its limits: by its gates, and where it has none, said so. */
export function verdictOf(run: EvaluationRunView): { readonly word: string; readonly tone: Tone } {
  const { gates, critical_failures } = run.metrics;
  const failed = gates.filter((gate) => !gate.passed).length;
  if (critical_failures > 0) return { word: 'Failed a critical check', tone: 'bad' };
  if (failed > 0) return { word: failed === 1 ? '1 gate failed' : `${failed} gates failed`, tone: 'bad' };
  return gates.length === 0 ? { word: 'No gates', tone: 'neutral' } : { word: 'Passed', tone: 'good' };
}

/** A share of 0–1 as percent with one decimal, never broken across lines; a dash where it is not known. */
export function formatShare(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toLocaleString('en-US', { maximumFractionDigits: 1 })}\u00a0%`;
}

/** A difference in percentage points with its sign; a dash where it is not known. */
export function formatPoints(points: number | null): string {
  if (points === null) return '–';
  const rounded = Math.round(Math.abs(points) * 10) / 10;
  return `${rounded === 0 ? '' : points > 0 ? '+' : '−'}${rounded} points`;
}

/** The value or limit of a gate: the agreement is percent, a calibration error a plain number, what else is a share percent. */
export function gateFigure(gate: string, value: number | null): string {
  if (value === null) return 'not known';
  if (/agreement/.test(gate)) return `${Math.round(value * 10) / 10}\u00a0%`;
  if (/^ece$|critical|count|_ms$|_usd$/.test(gate)) return String(Math.round(value * 1_000) / 1_000);
  return formatShare(value);
}

/** What a gate asks for: `at least 80 %`. */
export function gateRule({ gate, comparator, limit }: GateView): string {
  return `${comparator === 'at_least' ? 'at least' : 'at most'} ${gateFigure(gate, limit)}`;
}
