import { defaultRetry, type RetryPolicy } from '../../../contracts/action.ts';
import type { ActionStep } from '../../../contracts/plan/index.ts';
import { readFields } from '../fields.ts';
import type { Report } from '../report.ts';
import { readDuration, readNumber, sayDuration } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';

/** `retry` of a step over the policy of its action. `retry: 3` is short for three attempts. Null when it cannot be read. */
export function readRetry(
  node: SourceNode | undefined,
  ofAction: RetryPolicy | null,
  report: Report,
): ActionStep['retry'] | null {
  const base = ofAction ?? defaultRetry;
  if (node === undefined) return { ...base };
  const attempts = { from: 1, to: 100, whole: true };
  if (node.kind === 'scalar') {
    return { ...base, max_attempts: readNumber(node, '`retry`', attempts, report) ?? base.max_attempts };
  }
  const fields = readFields(
    node,
    { what: '`retry`', allowed: ['max_attempts', 'initial_interval', 'backoff_coefficient', 'max_interval'] },
    report,
  );
  if (fields === null) return null;
  const pause = { from: 0.1, to: 86_400 };
  const initial = readDuration(fields.node('initial_interval'), '`initial_interval`', pause, report);
  const longest = readDuration(fields.node('max_interval'), '`max_interval`', pause, report);
  const first = initial ?? Math.min(base.initial_interval_seconds, longest ?? base.initial_interval_seconds);
  const maxNode = fields.node('max_interval');
  if (longest !== null && longest < first && maxNode !== undefined) {
    report.add({
      code: 'PLAYBOOK_DURATION_INVALID',
      place: maxNode.place,
      message: '`max_interval` is shorter than `initial_interval`.',
      expected: `at least ${sayDuration(first)}`,
      suggestion: sayDuration(first),
    });
  }
  return {
    ...base,
    max_attempts: readNumber(fields.node('max_attempts'), '`max_attempts`', attempts, report) ?? base.max_attempts,
    initial_interval_seconds: first,
    backoff_coefficient:
      readNumber(fields.node('backoff_coefficient'), '`backoff_coefficient`', { from: 1, to: 10 }, report) ??
      base.backoff_coefficient,
    // Temporal refuses a policy whose longest pause is below its first.
    max_interval_seconds: longest ?? Math.max(base.max_interval_seconds, first),
  };
}
