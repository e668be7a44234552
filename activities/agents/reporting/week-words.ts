import { describeError, isErrorCode } from '../../../contracts/errors/index.ts';
import { playbookWords } from '../../../contracts/in-words.ts';
import { toMajor } from '../../../contracts/money.ts';
import type { ActivityCounts, PeriodMoney } from '../../../db/queries/week-report.ts';

/** `3 changes`, `1 change`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The figures of a period in sentences; a line that would say nothing is left out. */
export function weekWords(
  counts: ActivityCounts,
  money: readonly PeriodMoney[],
  failures: readonly { readonly playbook_id: string; readonly error_code: string; readonly count: number }[],
): string {
  const { proposed, approved, rejected, expired, waiting, changes_applied } = counts;
  const measured = counts.outcomes_positive + counts.outcomes_negative + counts.outcomes_inconclusive;
  const amount = (minor: number, currency: string) =>
    new Intl.NumberFormat('en', { style: 'currency', currency }).format(toMajor(minor, currency));
  const lines = [
    `Proposed: ${counted(proposed, 'recommendation')}.`,
    `Decided: ${approved} approved, ${rejected} rejected, ${expired} expired.`,
    ...(waiting === 0 ? [] : [`Waiting now: ${counted(waiting, 'approval')}.`]),
    `Applied: ${counted(changes_applied, 'change')}.`,
    ...(measured === 0
      ? []
      : [
          `Measured: ${counted(measured, 'outcome')}, ${counts.outcomes_positive} better, ${counts.outcomes_negative} worse, ${counts.outcomes_inconclusive} without a clear effect.`,
        ]),
    ...money.map(
      ({ currency, spend_minor, money_moved_minor }) =>
        `${currency}: ${amount(spend_minor, currency)} spent; changes moved ${amount(money_moved_minor, currency)} of daily money.`,
    ),
    `Runs of playbooks: ${counts.executions}, of which ${counts.executions_failed} failed.`,
    ...failures.map(
      (each) =>
        `Failed ${counted(each.count, 'time')}: ${playbookWords(each.playbook_id)}, ${failureWords(each.error_code)}.`,
    ),
  ];
  return lines.join('\n');
}

/** What went wrong, by the title of its error; a code that is none of ours as it is. */
function failureWords(error_code: string): string {
  return isErrorCode(error_code) ? `“${describeError(error_code).title}”` : error_code;
}
