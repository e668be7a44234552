import type { StepRunView } from './execution-view.ts';

/** One step that an execution can go on from. */
export type StepChoice = { readonly step_id: string; readonly label: string };

/** The steps that an execution reached, each once, in order; the failed one is marked and always there. */
export function stepChoices(steps: readonly Pick<StepRunView, 'step_id'>[], failed: string | null): StepChoice[] {
  const reached = [...new Set(steps.map(({ step_id }) => step_id))].filter((step_id) => !step_id.startsWith('('));
  const ids = failed === null || failed === '' || reached.includes(failed) ? reached : [...reached, failed];
  return ids.map((step_id) => ({ step_id, label: step_id === failed ? `${step_id} (it failed here)` : step_id }));
}

/** The step where an execution failed, or where it stood last; '' when it reached none. */
export function failedStepOf(steps: readonly Pick<StepRunView, 'step_id' | 'status'>[]): string {
  const failed = steps.findLast(({ status }) => status === 'failed') ?? steps.at(-1);
  return failed?.step_id ?? '';
}
