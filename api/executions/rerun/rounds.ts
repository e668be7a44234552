import type { Step } from '../../../contracts/plan/index.ts';
import type { StepResultRow } from '../../../db/queries/reruns.ts';
import type { Flow } from './flow.ts';

const isLoop = (step: Step) => step.kind === 'for_each' || step.kind === 'repeat';

/** The loops that hold a step, outermost first; the n-th one counts the n-th part of the step’s iteration. */
export function loopsAround(flow: Flow, step_id: string): readonly Step[] {
  return (flow.holders.get(step_id) ?? []).filter(isLoop);
}

/** Whether a row says that nothing is left to do there. */
export function isDone(row: StepResultRow, step: Step | undefined): boolean {
  if (row.status === 'completed' || row.status === 'skipped') return true;
  return row.status === 'failed' && step?.kind === 'action' && step.on_error === 'continue';
}

/**
 * Tells whether a row belongs to a finished round of a loop that is gone into again. Only failed and unfinished rounds are
 * repeated; but when all rounds of the loop are finished, repeating it means all of them.
 */
export function finishedRounds(flow: Flow, rows: readonly StepResultRow[]): (row: StepResultRow) => boolean {
  const finished = new Map<string, ReadonlySet<string>>();
  for (const loop of flow.steps.values()) {
    if (isLoop(loop) && flow.place.get(loop.id) !== 'before') finished.set(loop.id, finishedOf(flow, rows, loop));
  }
  return (row) =>
    loopsAround(flow, row.step_id).some((loop, depth) => finished.get(loop.id)?.has(roundOf(row, depth)) === true);
}

function finishedOf(flow: Flow, rows: readonly StepResultRow[], loop: Step): ReadonlySet<string> {
  const depth = loopsAround(flow, loop.id).length;
  const inside = rows.filter((row) => (flow.holders.get(row.step_id) ?? []).includes(loop));
  const all = new Set(inside.map((row) => roundOf(row, depth)));
  const open = new Set(
    inside.filter((row) => !isDone(row, flow.steps.get(row.step_id))).map((row) => roundOf(row, depth)),
  );
  return open.size === 0 ? open : new Set([...all].filter((round) => !open.has(round)));
}

function roundOf(row: StepResultRow, depth: number): string {
  return row.iteration
    .split('.')
    .slice(0, depth + 1)
    .join('.');
}
