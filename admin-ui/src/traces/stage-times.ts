import type { StageView, TraceView } from './trace-view.ts';

/** One stage of a run, in the order in which it began. */
export type TimedStage = {
  readonly name: string;
  readonly stage: StageView | null;
  /** Its part of the slowest stage, 0–100; 0 where it is not known. */
  readonly part_pct: number;
};

/** The stages of a run with what each gave and how long it took beside the slowest; one that left nothing is still named. */
export function timedStages(trace: Pick<TraceView, 'execution_path' | 'node_outputs'>): TimedStage[] {
  const stages = trace.execution_path.map((name) => ({ name, stage: trace.node_outputs[name] ?? null }));
  const slowest = Math.max(1, ...stages.map(({ stage }) => stage?.duration_ms ?? 0));
  return stages.map((each) => ({ ...each, part_pct: ((each.stage?.duration_ms ?? 0) / slowest) * 100 }));
}

/** How long something took: `840 ms`, `4.2 s`; a dash where it is not known. */
export function formatDuration(duration_ms: number | null): string {
  if (duration_ms === null) return '–';
  if (duration_ms < 1_000) return `${Math.round(duration_ms)}\u00a0ms`;
  return `${(duration_ms / 1_000).toLocaleString('en-US', { maximumFractionDigits: 1 })}\u00a0s`;
}
