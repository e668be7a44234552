import { nearest } from '../nearest.ts';

/** A field of a cron expression: its name, its range, and names for its numbers. */
type CronField = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly words: readonly string[];
};

const fields: readonly CronField[] = [
  { name: 'minute', from: 0, to: 59, words: [] },
  { name: 'hour', from: 0, to: 23, words: [] },
  { name: 'day of the month', from: 1, to: 31, words: [] },
  {
    name: 'month',
    from: 1,
    to: 12,
    words: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  { name: 'day of the week', from: 0, to: 7, words: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
];

const shortcuts: ReadonlySet<string> = new Set([
  '@hourly',
  '@daily',
  '@midnight',
  '@weekly',
  '@monthly',
  '@yearly',
  '@annually',
]);
const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** What is wrong with a cron expression, where, and what could stand there. */
export type CronProblem = {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly suggestion: string | null;
};

/**
 * Says what is wrong with a cron expression of five fields (minute, hour, day of the month, month, day of the week), or null.
 * The syntax is that of Temporal schedules without seconds and years: `*`, numbers, names, ranges, lists and steps.
 * `start` and `end` are offsets into the text.
 */
export function cronProblem(cron: string): CronProblem | null {
  const whole = { start: 0, end: cron.length, suggestion: null };
  if (shortcuts.has(cron.trim())) return null;
  const parts = [...cron.matchAll(/\S+/g)];
  const words = parts.map(([part]) => part);
  if (parts.length === 6) {
    const message = 'it has 6 fields instead of 5; seconds are not supported, a playbook runs at most once a minute';
    return { ...whole, message, suggestion: `'${words.slice(1).join(' ')}'` };
  }
  if (/^@every\b/.test(cron.trim())) {
    const message = '@every is not supported, and a playbook runs at most once a minute';
    return { ...whole, message, suggestion: everyMinutes(words[1] ?? '') };
  }
  if (parts.length !== 5) {
    const shortcut = cron.trim().startsWith('@') ? nearest(cron.trim(), shortcuts) : null;
    const message = `it has ${parts.length} ${parts.length === 1 ? 'field' : 'fields'} instead of 5`;
    return { ...whole, message, suggestion: shortcut === null ? missingFields(words) : `'${shortcut}'` };
  }
  const chosen: ReadonlySet<number>[] = [];
  for (const [at, field] of fields.entries()) {
    const part = parts[at];
    const text = part?.[0] ?? '';
    const start = part?.index ?? 0;
    const values = new Set<number>();
    for (const item of text.split(',')) {
      const problem = readItem(item, field, values);
      if (problem !== null) return { message: problem, start, end: start + text.length, suggestion: allowed(field) };
    }
    chosen.push(values);
  }
  const [, , days, months] = chosen;
  const possible = [...(months ?? [])].some((month) =>
    [...(days ?? [])].some((day) => day <= (daysOfMonth[month - 1] ?? 0)),
  );
  return possible || parts[4]?.[0] !== '*'
    ? null
    : { ...whole, message: 'there is no such day, so it would never run' };
}

/** What may stand in a field, as advice. */
function allowed({ name, from, to, words }: CronField): string {
  const named = words.length === 0 ? '' : `, or ${words[0]}–${words.at(-1)}`;
  return `Give the ${name} as ${from}–${to}${named}; * stands for every one.`;
}

function everyMinutes(text: string): string {
  const minutes = /^(\d+)m$/.exec(text)?.[1];
  if (/^\d+h$/.test(text)) return `'0 */${text.slice(0, -1)} * * *'`;
  return minutes === undefined ? "'* * * * *'" : `'*/${minutes} * * * *'`;
}

/** `0 9` most likely means nine o’clock on every day. */
function missingFields(words: readonly string[]): string | null {
  return words.length < 5 && words.length > 1 ? `'${[...words, '*', '*', '*', '*'].slice(0, 5).join(' ')}'` : null;
}

function readItem(item: string, field: CronField, values: Set<number>): string | null {
  const match = /^(?:(\*)|([A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?)(?:\/(\d+))?$/.exec(item);
  if (match === null) return `${item === '' ? 'an empty item' : item} does not fit the ${field.name}`;
  const [, star, first, last, step] = match;
  const from = star === undefined ? numberOf(first ?? '', field) : field.from;
  const open = star !== undefined || (step !== undefined && last === undefined);
  const to = open ? field.to : last === undefined ? from : numberOf(last, field);
  for (const [text, value] of [
    [first, from],
    [last, to],
  ] as const) {
    if (value === null) return `${text} is outside the ${field.name} (${field.from}–${field.to})`;
  }
  if (from === null || to === null) return `${item} does not fit the ${field.name}`;
  if (from > to) return `the range ${item} runs backwards`;
  const every = step === undefined ? 1 : Number(step);
  if (every < 1) return `the step of ${item} must be at least 1`;
  for (let value = from; value <= to; value += every) values.add(value);
  return null;
}

function numberOf(text: string, field: CronField): number | null {
  const word = field.words.indexOf(text.toUpperCase());
  if (word >= 0) return word + field.from;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= field.from && value <= field.to ? value : null;
}
