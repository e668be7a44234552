import type { StepRunView } from './execution-view.ts';

/** Steps that belong together: outside of loops (`round` is null), or one round of a loop. */
export type StepGroup = { readonly round: string | null; readonly steps: readonly StepRunView[] };

/**
 * Puts neighbouring steps of the same round together. A round is where the loops stood, such as `0` or `0.2`; in words
 * people count from 1: “Round 1”, “Round 1.3”.
 */
export function groupRounds(steps: readonly StepRunView[]): StepGroup[] {
  const groups: { round: string | null; steps: StepRunView[] }[] = [];
  for (const step of steps) {
    const round = roundOf(step.iteration);
    const last = groups.at(-1);
    if (last?.round === round) last.steps.push(step);
    else groups.push({ round, steps: [step] });
  }
  return groups;
}

/** A round in words; null outside of loops. */
export function roundOf(iteration: StepRunView['iteration']): string | null {
  if (iteration === null || iteration === '') return null;
  const counted = String(iteration)
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part));
  return `Round ${counted.join('.')}`;
}

/** Whether an earlier execution did a step, so that its result was only taken over. */
export function isReused(step: Pick<StepRunView, 'step_id' | 'iteration'>, reused_steps: readonly string[]): boolean {
  return reused_steps.includes(`${step.step_id}/${step.iteration ?? ''}`);
}
