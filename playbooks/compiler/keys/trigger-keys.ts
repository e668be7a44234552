import { defineKeys } from './key.ts';

/** One item of `when`. */
export const conditionKeys = defineKeys({
  condition: {
    describe: 'An expression that gives true or false.',
    example: 'context.cpa > 40',
    value: { kind: 'conditions' },
  },
  AND: {
    describe: 'All of them must hold.',
    example: ['context.cpa > 40', 'context.conversions >= 30'],
    value: { kind: 'conditions' },
  },
  OR: {
    describe: 'At least one of two or more must hold.',
    example: ['context.frequency > 3', 'context.ctr < 0.01'],
    value: { kind: 'conditions' },
  },
  NOT: { describe: 'It must not hold.', example: "context.status == 'paused'", value: { kind: 'conditions' } },
});

/** `schedule`. */
export const scheduleKeys = defineKeys({
  cron: {
    describe: 'Minute, hour, day of the month, month, day of the week.',
    example: '0 9 * * MON-FRI',
    value: { kind: 'cron' },
    required: true,
  },
  timezone: {
    describe: 'The time zone of the cron expression, as an IANA name.',
    example: 'Europe/Berlin',
    value: { kind: 'timezone' },
    default: 'UTC',
  },
  overlap: {
    describe: 'What happens when the run before it is still live.',
    example: 'skip',
    value: { kind: 'choice', of: ['skip', 'queue', 'allow'] },
    default: 'skip',
  },
  catchup_window: {
    describe: 'How late a run may start after an outage.',
    example: '1h',
    value: { kind: 'duration', from: 0, to: 31 * 86_400 },
    default: '1h',
  },
  jitter: {
    describe: 'The longest random delay of a start.',
    example: '5m',
    value: { kind: 'duration', from: 0, to: 86_400 },
    default: '0s',
  },
  skip: {
    describe: 'Dates on which it does not run.',
    example: ['2026-12-24', '2026-12-25'],
    value: { kind: 'list', of: { kind: 'date' } },
  },
});

/** One item of `on`. */
export const eventTriggerKeys = defineKeys({
  event: {
    describe: 'The name of the event, with at least one dot.',
    example: 'metric.anomaly',
    value: { kind: 'event_name' },
  },
  webhook: {
    describe: 'The name of a signed webhook; short for the event `webhook.<name>`.',
    example: 'shop_orders',
    value: { kind: 'name' },
  },
  match: {
    describe: 'An expression over `event` {name, data, entity} that must hold, too.',
    example: 'event.data.severity > 2',
    value: { kind: 'expression' },
  },
});
