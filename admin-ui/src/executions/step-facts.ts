import { describeSpan } from '../time/describe-time.ts';
import type { StepRunView } from './execution-view.ts';

/** How long a step took, or null while unknown. */
export function durationOf(step: Pick<StepRunView, 'started_at' | 'finished_at'>): string | null {
  if (step.started_at === null || step.finished_at === null) return null;
  const span = Date.parse(step.finished_at) - Date.parse(step.started_at);
  return span < 1_000 ? `${Math.max(0, span)} ms` : describeSpan(span);
}

/** The attempts of a step with their errors, whichever way the server sends them. */
export function attemptsOf(step: Pick<StepRunView, 'attempts' | 'attempt_log'>) {
  return Array.isArray(step.attempts) ? step.attempts : (step.attempt_log ?? []);
}

/** How often a step was tried. */
export function attemptCount(step: Pick<StepRunView, 'attempts' | 'attempt_log'>): number {
  return typeof step.attempts === 'number' ? step.attempts : attemptsOf(step).length;
}
