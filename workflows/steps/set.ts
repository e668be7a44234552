import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { SetStep } from '../../contracts/plan/index.ts';
import { type Frame, filledMap } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';

/** Names new variables; the values of one step do not see each other. No event in the history. */
export function runSet(step: SetStep, frame: Frame, run: Run): JsonValue {
  const values = filledMap(step.values, frame, step.line);
  run.progress.step(step, frame, 'completed', values);
  return values;
}
