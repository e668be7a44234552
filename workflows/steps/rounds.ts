import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Step } from '../../contracts/plan/index.ts';
import type { Run } from '../execution/run.ts';

/**
 * Forgets what the steps of one finished round gave, so that the luggage of a long loop does not grow with its rounds.
 * Loops inside have forgotten their own rounds by then, and only what stands under the round's very path is left.
 */
export function forgetRound(steps: readonly Step[], path: string, run: Run): void {
  const keys = everyStep(steps).map((step) => `${step.id}/${path}`);
  run.journey.drop(keys.flatMap((key) => [key, `${key}?`, `${key}#`, `${key}~until`]));
}

/** The same after a round that broke off in the middle, in which loops may have left rounds of theirs behind. */
export function forgetBrokenRound(steps: readonly Step[], path: string, run: Run): void {
  forgetRound(steps, path, run);
  const below = path === '' ? '' : `${path}.`;
  for (const step of everyStep(steps)) run.journey.forget(`${step.id}/${below}`);
}
