import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { ParallelStep } from '../../contracts/plan/index.ts';
import { compensateFor } from '../execution/compensate.ts';
import { isStepFailure } from '../execution/failures.ts';
import type { Frame } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';
import { openRace } from './race.ts';

/**
 * Branches that run at once and share their variables. `all` ends with the last of them or the first failure; `any` ends
 * with the first that succeeds, and fails only when all have. Branches still at work are cancelled then, and waited for,
 * so that their approvals are settled before the execution goes on.
 */
export async function runParallel(step: ParallelStep, frame: Frame, run: Run, key: string): Promise<JsonValue> {
  const winner = step.join === 'any' ? await runAny(step, frame, run, key) : await runAll(step, frame, run);
  run.progress.step(step, frame, 'completed', winner);
  return winner;
}

async function runAll(step: ParallelStep, frame: Frame, run: Run): Promise<JsonValue> {
  const race = openRace();
  await race.until(Promise.all(step.branches.map((branch) => race.enter(() => run.walk(branch, frame)))));
  return null;
}

async function runAny(step: ParallelStep, frame: Frame, run: Run, key: string): Promise<JsonValue> {
  const winner = await run.journey.once(`${key}#`, async () => {
    const race = openRace();
    const failed: unknown[] = [];
    const first = new Promise<number>((resolve, reject) => {
      step.branches.forEach((branch, index) => {
        race
          .enter(() => run.walk(branch, frame))
          .then(
            () => resolve(index),
            (error) => {
              failed.push(error);
              // A stop, a cancellation or a fault of the interpreter is not for another branch to outweigh.
              if (!isStepFailure(error) || failed.length === step.branches.length) reject(error);
            },
          );
      });
    });
    const index = await race.until(first);
    for (const error of failed) await compensateFor(error, frame, run);
    return index;
  });
  // In a later history only the branch that won is walked again, to name its outputs.
  const branch = typeof winner === 'number' ? step.branches[winner] : undefined;
  await run.walk(branch ?? [], frame);
  return { branch: winner };
}
