import type { CheckResult } from '../../../contracts/recommendation.ts';

/** One check by rule; the words say what is wrong and what to do when it did not pass. */
export function checked(
  check: string,
  passed: boolean,
  severity: CheckResult['severity'],
  [issue, suggestion]: readonly [string, string],
): CheckResult {
  return { check, passed, severity, issue: passed ? '' : issue, suggestion: passed ? '' : suggestion, by: 'rules' };
}
