import { defineKeys } from './key.ts';

const steps = [{ id: 'tell', set: { word: 'high' } }] as const;
const year = 365 * 86_400;

/** `retry`. */
export const retryKeys = defineKeys({
  max_attempts: {
    describe: 'How often it is tried at most.',
    example: 3,
    value: { kind: 'number', from: 1, to: 100, whole: true },
  },
  initial_interval: {
    describe: 'The pause before the second attempt.',
    example: '1s',
    value: { kind: 'duration', from: 0.1, to: 86_400 },
  },
  backoff_coefficient: {
    describe: 'By what each pause is longer than the one before.',
    example: 2,
    value: { kind: 'number', from: 1, to: 10 },
  },
  max_interval: {
    describe: 'The longest pause.',
    example: '30s',
    value: { kind: 'duration', from: 0.1, to: 86_400 },
  },
  non_retryable: {
    describe: 'Error codes that are not tried again, beside those of the action.',
    example: ['PLATFORM_REFUSED'],
    value: { kind: 'texts' },
  },
});

/** A branch of `parallel` as a map. */
export const branchKeys = defineKeys({
  id: { describe: 'A name for readers.', example: 'metrics', value: { kind: 'text' } },
  name: { describe: 'What people read.', example: 'Collect the metrics', value: { kind: 'text' } },
  steps: { describe: 'The steps of the branch.', example: steps, value: { kind: 'steps' }, required: true },
});

/** A case of `switch`. */
export const caseKeys = defineKeys({
  when: {
    describe: 'The expression that chooses this case.',
    example: 'context.cpa > 40',
    value: { kind: 'expression' },
  },
  steps: { describe: 'What is done in this case.', example: steps, value: { kind: 'steps' } },
  else: {
    describe: 'What is done when no case before it holds; stands alone, as the last.',
    example: steps,
    value: { kind: 'steps' },
  },
});

/** `for_each`. */
export const forEachKeys = defineKeys({
  items: {
    describe: 'An expression that gives a list.',
    example: 'inputs.campaign_ids',
    value: { kind: 'expression' },
    required: true,
  },
  as: {
    describe: 'The name of the item inside the loop.',
    example: 'campaign_id',
    value: { kind: 'name' },
    default: 'item',
  },
  max_parallel: {
    describe: 'How many items are worked on at once.',
    example: 5,
    value: { kind: 'number', from: 1, to: 50, whole: true },
    required: true,
  },
  on_item_error: {
    describe: 'Whether one failed item fails the loop.',
    example: 'continue',
    value: { kind: 'choice', of: ['fail', 'continue'] },
    default: 'fail',
  },
  steps: {
    describe: 'What is done for each item; may also stand beside `for_each`.',
    example: steps,
    value: { kind: 'steps' },
  },
});

/** `repeat`. */
export const repeatKeys = defineKeys({
  while: {
    describe: 'Asked before each round; the loop ends when it is false.',
    example: 'round < 3',
    value: { kind: 'expression' },
  },
  until: {
    describe: 'Asked after each round; the loop ends when it is true.',
    example: 'round >= 2',
    value: { kind: 'expression' },
  },
  max_iterations: {
    describe: 'The most rounds.',
    example: 5,
    value: { kind: 'number', from: 1, to: 1_000, whole: true },
    required: true,
  },
  as: {
    describe: 'The name of the number of the round, from 0.',
    example: 'attempt',
    value: { kind: 'name' },
    default: 'round',
  },
  on_limit: {
    describe: 'What happens when the cap is reached first.',
    example: 'continue',
    value: { kind: 'choice', of: ['fail', 'continue'] },
    default: 'fail',
  },
  steps: {
    describe: 'What is done in each round; may also stand beside `repeat`.',
    example: steps,
    value: { kind: 'steps' },
  },
});

/** A clause of `catch`. */
export const catchKeys = defineKeys({
  when: {
    describe: 'An expression over `error` {code, message, step_id, details}; without it every failure is caught.',
    example: "error.code == 'PLATFORM_THROTTLED'",
    value: { kind: 'expression' },
  },
  steps: { describe: 'What is done about it.', example: steps, value: { kind: 'steps' }, required: true },
});

/** `wait`. */
export const waitKeys = defineKeys({
  for: {
    describe: 'How long: a duration, or business days such as `2 business days` or `2bd`.',
    example: '3d',
    value: { kind: 'one_of', of: [{ kind: 'duration', from: 1, to: year }, { kind: 'business_days' }] },
  },
  until: {
    describe: 'A point in time: a timestamp, or an expression that gives one.',
    example: "{{ timestamp(now) + duration('12h') }}",
    value: { kind: 'expression' },
  },
  event: {
    describe: 'The name of the event to wait for.',
    example: 'webhook.shop_orders',
    value: { kind: 'event_name' },
  },
  match: {
    describe: 'An expression over `event` {name, data} that must hold for the event to count.',
    example: 'event.data.order_id == inputs.order_id',
    value: { kind: 'expression' },
  },
  timeout: {
    describe: 'How long to wait for the event at most.',
    example: '2d',
    value: { kind: 'duration', from: 1, to: year },
  },
  on_timeout: {
    describe: 'Whether a missing event fails the step, or leaves its output empty.',
    example: 'continue',
    value: { kind: 'choice', of: ['fail', 'continue'] },
    default: 'fail',
  },
  calendar: {
    describe: 'Opening hours: a pause that would end outside them ends when they next begin.',
    example: { timezone: 'Europe/Berlin', days: ['mon', 'tue', 'wed', 'thu', 'fri'], hours: '09:00-17:00' },
    value: { kind: 'map', of: 'calendar' },
  },
});

/** `calendar`. */
export const calendarKeys = defineKeys({
  timezone: {
    describe: 'The time zone of the days and hours, as an IANA name.',
    example: 'Europe/Berlin',
    value: { kind: 'timezone' },
    default: 'UTC',
  },
  days: {
    describe: 'The days of the week that count.',
    example: ['mon', 'tue', 'wed', 'thu', 'fri'],
    value: { kind: 'list', of: { kind: 'choice', of: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] }, at_least: 1 },
    default: ['mon', 'tue', 'wed', 'thu', 'fri'],
  },
  hours: {
    describe: 'From when to when on such a day.',
    example: '09:00-17:00',
    value: { kind: 'hours' },
    default: '00:00-24:00',
  },
  holidays: {
    describe: 'Dates that do not count.',
    example: ['2026-12-25'],
    value: { kind: 'list', of: { kind: 'date' } },
  },
});

/** `stop` as a map. */
export const stopKeys = defineKeys({
  status: {
    describe: 'How the execution ends.',
    example: 'failed',
    value: { kind: 'choice', of: ['completed', 'failed', 'cancelled'] },
    default: 'completed',
  },
  result: {
    describe: 'What it gives to whoever started it; texts may hold `{{ }}`.',
    example: { spent: '{{ context.spend }}' },
    value: { kind: 'any' },
  },
});
