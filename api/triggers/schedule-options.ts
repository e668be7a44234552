import { createHash } from 'node:crypto';
import { type CalendarSpec, MONTHS, type ScheduleOptions, type ScheduleUpdateOptions } from '@temporalio/client';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { scheduleIdOf, type WatchInput, watchTriggersType } from '../../contracts/watch-triggers.ts';
import { plainCron } from '../../playbooks/schedule/read-cron.ts';
import { madeUpTimes } from '../../playbooks/schedule/skipped-times.ts';

/** A playbook whose schedule Temporal shall keep. */
export type ScheduledPlaybook = {
  readonly tenant_id: string;
  readonly playbook_id: string;
  readonly name: string;
  readonly version: number;
  readonly schedule: NonNullable<Plan['schedule']>;
};

/**
 * A schedule as it should be. `note` changes whenever anything about it does, so that comparing notes is enough, and names
 * the task queue, which the server’s list does not show otherwise.
 */
export type WantedSchedule = {
  readonly schedule_id: string;
  readonly note: string;
  readonly options: ScheduleOptions & Omit<ScheduleUpdateOptions, 'state'>;
};

const overlaps = { skip: 'SKIP', queue: 'BUFFER_ALL', allow: 'ALLOW_ALL' } as const;
/** How far ahead the hours that clock changes skip are made up for; the sweep goes on from there. */
const ahead_ms = 400 * 86_400_000;
/** Temporal takes no shorter window. */
const leastCatchup_ms = 10_000;

/**
 * A playbook’s schedule in Temporal’s terms. Times that a clock change skips are written out one by one, because the server
 * compares clock times and would leave them out; those that come twice are told apart when they are evaluated.
 */
export function wantedSchedule(playbook: ScheduledPlaybook, task_queue: string, now: Date): WantedSchedule {
  const { tenant_id, playbook_id, schedule } = playbook;
  const whole = { hour: '*', minute: '*', second: '*' } as const;
  const calendars = madeUpTimes(schedule, now, new Date(now.getTime() + ahead_ms)).map(
    ({ year, month, day, hour, minutes }): CalendarSpec => ({
      ...{ year, month: MONTHS[month - 1] ?? 'JANUARY', dayOfMonth: day, hour, minute: [...minutes] },
      comment: 'made up for: the clock skips this hour',
    }),
  );
  const spec = {
    cronExpressions: [plainCron(schedule.cron)],
    calendars,
    timezone: schedule.timezone,
    jitter: schedule.jitter_seconds * 1_000,
    skip: schedule.skip.map((date): CalendarSpec => {
      const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
      return { year, month: MONTHS[month - 1] ?? 'JANUARY', dayOfMonth: day, ...whole };
    }),
  };
  const policies = {
    overlap: overlaps[schedule.overlap],
    catchupWindow: Math.max(leastCatchup_ms, schedule.catchup_window_seconds * 1_000),
    pauseOnFailure: false,
  };
  const input: WatchInput = { kind: 'schedule', tenant_id, playbook_id };
  const action = {
    type: 'startWorkflow' as const,
    workflowType: watchTriggersType,
    workflowId: `watch.${tenant_id}.${playbook_id}`,
    taskQueue: task_queue,
    args: [input],
    // A watcher that no worker takes must not stand in the way of the next ones for ever.
    workflowExecutionTimeout: Math.max(600_000, policies.catchupWindow),
    staticSummary: `Does ${playbook_id} start?`.slice(0, 60),
  };
  const print = createHash('sha256').update(canonicalJson(JSON.parse(JSON.stringify({ spec, policies, action }))));
  const note = `${playbook_id} version ${playbook.version}, schedule ${print.digest('hex').slice(0, 16)}, for ${task_queue}`;
  return { schedule_id: scheduleIdOf(tenant_id, playbook_id), note, options: optionsOf() };

  function optionsOf(): WantedSchedule['options'] {
    return { scheduleId: scheduleIdOf(tenant_id, playbook_id), spec, policies, action };
  }
}

/** The task queue that a note names; null of a note that somebody wrote by hand. */
export function queueInNote(note: string | undefined): string | null {
  return / version \d+, schedule [0-9a-f]{16}, for (.+)$/.exec(note ?? '')?.[1] ?? null;
}
