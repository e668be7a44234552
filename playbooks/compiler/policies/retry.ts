import { defaultRetry, type RetryPolicy } from '../../../contracts/action.ts';
import { type ErrorCode, errorTable, isErrorCode } from '../../../contracts/errors/index.ts';
import type { ActionStep } from '../../../contracts/plan/index.ts';
import { readFields } from '../fields.ts';
import { actionKeys, languageMaps } from '../keys/index.ts';
import { nearest } from '../nearest.ts';
import type { Report } from '../report.ts';
import { readDuration, readNumber, readTexts, sayDuration } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';

/** `retry` of a step over the policy of its action. `retry: 3` is short for three attempts. Null when it cannot be read. */
export function readRetry(
  node: SourceNode | undefined,
  ofAction: RetryPolicy | null,
  report: Report,
): ActionStep['retry'] | null {
  const base = ofAction ?? defaultRetry;
  if (node === undefined) return { ...base };
  if (node.kind === 'scalar') {
    return {
      ...base,
      max_attempts: readNumber(node, '`retry`', actionKeys.retry.value.of[0], report) ?? base.max_attempts,
    };
  }
  const fields = readFields(node, languageMaps.retry, report);
  if (fields === null) return null;
  const { keys } = languageMaps.retry;
  const initial = readDuration(
    fields.node('initial_interval'),
    '`initial_interval`',
    keys.initial_interval.value,
    report,
  );
  const longest = readDuration(fields.node('max_interval'), '`max_interval`', keys.max_interval.value, report);
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
    max_attempts:
      readNumber(fields.node('max_attempts'), '`max_attempts`', keys.max_attempts.value, report) ?? base.max_attempts,
    initial_interval_seconds: first,
    backoff_coefficient:
      readNumber(fields.node('backoff_coefficient'), '`backoff_coefficient`', keys.backoff_coefficient.value, report) ??
      base.backoff_coefficient,
    // Temporal refuses a policy whose longest pause is below its first.
    max_interval_seconds: longest ?? Math.max(base.max_interval_seconds, first),
    non_retryable: [...new Set([...base.non_retryable, ...readCodes(fields.node('non_retryable'), report)])],
  };
}

function readCodes(node: SourceNode | undefined, report: Report): ErrorCode[] {
  return (readTexts(node, '`non_retryable`', report) ?? []).flatMap(({ text, node: at }) => {
    if (isErrorCode(text)) return [text];
    report.add({
      code: 'PLAYBOOK_VALUE_INVALID',
      place: at.place,
      message: `There is no error code ${text}.`,
      expected: 'a code that has a page in docs/errors, such as PLATFORM_REFUSED',
      suggestion: nearest(text, Object.keys(errorTable)),
    });
    return [];
  });
}
