import type { ExecutionInput, ExecutionResult } from '../contracts/execution.ts';
import { unlessCalledOff } from './execution/call-off.ts';
import { concluded } from './execution/conclude.ts';
import { openFrame } from './execution/frame.ts';
import { type HistoryLimits, historyLimits, type Luggage } from './execution/journey.ts';
import { openRun } from './execution/run.ts';
import { walkWith } from './steps/run-step.ts';

/**
 * The one workflow behind every playbook: Temporal's workflow type is the playbook's id, the plan comes by value, and the
 * steps are walked from top to bottom. A playbook costs the events of a workflow written by hand for the same activities;
 * conditions, `set`, `switch` and `stop` cost none, and an approval two more than its activities and timers (the search
 * attributes that make it findable). `luggage` is what an earlier history of the same execution hands over, and `limits`
 * say when the next one does.
 */
export async function runPlaybook(
  input: ExecutionInput,
  luggage: Luggage | null = null,
  limits: HistoryLimits = historyLimits,
): Promise<ExecutionResult> {
  const run = openRun(input, luggage, limits, walkWith);
  const frame = openFrame(input);
  return concluded(run, frame, () => unlessCalledOff(run, frame, () => run.walk(input.plan.steps, frame)));
}
