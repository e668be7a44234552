import { describeSpan } from '../time/describe-time.ts';
import type { StepRunView } from './execution-view.ts';

/** How long a step took, or null while unknown. */
export function durationOf(step: Pick<StepRunView, 'started_at' | 'finished_at'>): string | null {
  if (step.started_at === null || step.finished_at === null) return null;
  const span = Date.parse(step.finished_at) - Date.parse(step.started_at);
  return span < 1_000 ? `${Math.max(0, span)} ms` : describeSpan(span);
}

/** The attempts of a step that failed, each with its number and what went wrong. */
export function failedAttempts(step: Pick<StepRunView, 'attempt_log'>): { attempt: number; words: string }[] {
  return step.attempt_log.flatMap(({ attempt, error_code, error_message }) =>
    error_code === null ? [] : [{ attempt, words: `${error_code}: ${error_message ?? 'no message'}` }],
  );
}
