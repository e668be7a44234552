import type { Plan } from '../../../contracts/plan/index.ts';
import { readFields, reportMissing } from '../fields.ts';
import { nearest } from '../nearest.ts';
import type { Report } from '../report.ts';
import { readChoice, readDuration, readText, readTexts } from '../scalars.ts';
import { placeInside, type SourceNode } from '../source-node.ts';
import { cronProblem } from './cron.ts';

type Schedule = NonNullable<Plan['schedule']>;

const keys = ['cron', 'timezone', 'overlap', 'catchup_window', 'jitter', 'skip'];

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
  const fields = readFields(node, { what: '`schedule`', allowed: keys }, report);
  if (fields === null) return null;
  if (fields.entry('cron') === undefined)
    reportMissing(fields.place, '`schedule`', 'cron', "a cron expression such as '0 9 * * *'", report);
  const cron = readCron(fields.node('cron'), report);
  const day = { from: 0, to: 86_400 };
  const schedule = {
    timezone: readTimezone(fields.node('timezone'), report) ?? defaults.timezone,
    overlap: readChoice(fields.node('overlap'), '`overlap`', ['skip', 'queue', 'allow'], report) ?? defaults.overlap,
    catchup_window_seconds: Math.ceil(
      readDuration(fields.node('catchup_window'), '`catchup_window`', { from: 0, to: 31 * 86_400 }, report) ??
        defaults.catchup_window_seconds,
    ),
    jitter_seconds: Math.ceil(readDuration(fields.node('jitter'), '`jitter`', day, report) ?? defaults.jitter_seconds),
    skip: readDates(fields.node('skip'), report),
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
  });
  return null;
}

function readTimezone(node: SourceNode | undefined, report: Report): string | null {
  const timezone = readText(node, '`timezone`', report);
  if (timezone === null || node === undefined) return null;
  const zone = spelled(timezone);
  if (zone !== null) return zone;
  const zones = Intl.supportedValuesOf('timeZone');
  const city = zones.find((zone) => zone.toLowerCase().endsWith(`/${timezone.toLowerCase().replaceAll(' ', '_')}`));
  report.add({
    code: 'PLAYBOOK_TIMEZONE_INVALID',
    place: node.place,
    message: `${timezone} is not a time zone.`,
    expected: 'an IANA name such as Europe/Berlin, or UTC',
    suggestion: city ?? nearest(timezone, zones),
  });
  return null;
}

/** The zone as the list of zones spells it: the runtime takes any case, the server that keeps the schedule does not. Null when there is none. */
function spelled(name: string): string | null {
  // Offsets such as +02:00 are accepted by the runtime but know no daylight-saving time.
  if (!/^[A-Za-z]/.test(name)) return null;
  try {
    const zone = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    return zone.toLowerCase() === name.toLowerCase() ? zone : name;
  } catch {
    return null;
  }
}

function readDates(node: SourceNode | undefined, report: Report): string[] {
  return (readTexts(node, '`skip`', report) ?? []).flatMap(({ text, node: at }) => {
    const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
    if (date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return [text];
    report.add({
      code: 'PLAYBOOK_VALUE_INVALID',
      place: at.place,
      message: `${text} is not a date.`,
      expected: 'an ISO date such as 2026-12-24',
    });
    return [];
  });
}
