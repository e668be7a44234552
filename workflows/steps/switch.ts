import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { SwitchStep } from '../../contracts/plan/index.ts';
import { type Frame, holds } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';

/** Runs the first case that holds, else `otherwise`. Choosing costs no event, and the choice is kept. */
export async function runSwitch(step: SwitchStep, frame: Frame, run: Run, key: string): Promise<JsonValue> {
  const chosen = await run.journey.once(`${key}#`, () => {
    const index = step.cases.findIndex((each) => holds(each.when, frame));
    run.progress.step(step, frame, 'completed', { case: index === -1 ? 'else' : index });
    return index;
  });
  const steps = typeof chosen === 'number' ? step.cases[chosen]?.steps : undefined;
  return run.walk(steps ?? step.otherwise, frame);
}
