import type { ExecutionInput, ExecutionResult } from '../contracts/execution.ts';
import { concluded } from './execution/conclude.ts';
import { openFrame } from './execution/frame.ts';
import type { Luggage } from './execution/journey.ts';
import { openRun } from './execution/run.ts';
import { walkWith } from './steps/run-step.ts';

/**
 * The one workflow behind every playbook: Temporal's workflow type is the playbook's id, the plan comes by value, and the
 * steps are walked from top to bottom. A playbook costs the events of a workflow written by hand for the same activities;
 * conditions, `set`, `switch` and `stop` cost none, and an approval two more than its activities and timers (the search
 * attributes that make it findable). `luggage` is what an earlier history of the same execution hands over.
 */
export async function runPlaybook(input: ExecutionInput, luggage: Luggage | null = null): Promise<ExecutionResult> {
  const run = openRun(input, luggage, walkWith);
  const frame = openFrame(input);
  if (luggage === null) run.progress.started();
  return concluded(run, frame, () => run.walk(input.plan.steps, frame));
}
