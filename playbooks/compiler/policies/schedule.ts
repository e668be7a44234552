import type { Plan } from '../../../contracts/plan/index.ts';
import { readFields, reportMissing } from '../fields.ts';
import { languageMaps } from '../keys/index.ts';
import type { Report } from '../report.ts';
import { readChoice, readDuration, readText } from '../scalars.ts';
import { placeInside, type SourceNode } from '../source-node.ts';
import { cronProblem } from './cron.ts';
import { readDates, readTimezone } from './dates.ts';

type Schedule = NonNullable<Plan['schedule']>;

const { keys } = languageMaps.schedule;

/** Reads `schedule`: a cron text (in UTC), or a map. Without more it skips a run while one is live and catches up one hour after an outage. */
export function readSchedule(node: SourceNode, report: Report): Schedule | null {
  const defaults = {
    timezone: 'UTC',
    overlap: 'skip' as const,
    catchup_window_seconds: 3_600,
    jitter_seconds: 0,
    skip: [],
  };
  if (node.kind === 'scalar') {
    const cron = readCron(node, report);
    return cron === null ? null : { ...defaults, cron };
  }
  const fields = readFields(node, languageMaps.schedule, report);
  if (fields === null) return null;
  if (fields.entry('cron') === undefined)
    reportMissing(fields.place, '`schedule`', 'cron', "a cron expression such as '0 9 * * *'", report);
  const cron = readCron(fields.node('cron'), report);
  const schedule = {
    timezone: readTimezone(fields.node('timezone'), report) ?? defaults.timezone,
    overlap: readChoice(fields.node('overlap'), '`overlap`', keys.overlap.value.of, report) ?? defaults.overlap,
    catchup_window_seconds: Math.ceil(
      readDuration(fields.node('catchup_window'), '`catchup_window`', keys.catchup_window.value, report) ??
        defaults.catchup_window_seconds,
    ),
    jitter_seconds: Math.ceil(
      readDuration(fields.node('jitter'), '`jitter`', keys.jitter.value, report) ?? defaults.jitter_seconds,
    ),
    skip: readDates(fields.node('skip'), '`skip`', report),
  };
  return cron === null ? null : { cron, ...schedule };
}

function readCron(node: SourceNode | undefined, report: Report): string | null {
  const cron = readText(node, 'The cron expression', report);
  if (cron === null || node?.kind !== 'scalar') return null;
  const problem = cronProblem(cron);
  if (problem === null) return cron.trim();
  report.add({
    code: 'PLAYBOOK_CRON_INVALID',
    place: placeInside(node, problem.start, problem.end - problem.start),
    message: `This is not a cron expression: ${problem.message}.`,
    expected: "minute hour day-of-month month day-of-week, such as '0 9 * * 1-5'",
    suggestion: problem.suggestion,
  });
  return null;
}
