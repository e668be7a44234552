import type { Schedule } from './matching-times.ts';

/** A schedule in one line, for people who see what a deployment changes; null is none. */
export function saySchedule(schedule: Schedule | null): string | null {
  if (schedule === null) return null;
  const { cron, timezone, overlap, jitter_seconds, catchup_window_seconds, skip } = schedule;
  const parts = [
    `${cron} (${timezone})`,
    `a run beside a live one: ${overlap}`,
    `after an outage it catches up ${catchup_window_seconds} s`,
    ...(jitter_seconds === 0 ? [] : [`spread over ${jitter_seconds} s`]),
    ...(skip.length === 0 ? [] : [`not on ${skip.join(', ')}`]),
  ];
  return parts.join('; ');
}
