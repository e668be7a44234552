import type { JsonObject, JsonValue } from '../canonical-json.ts';
import { CodedError } from '../errors/index.ts';
import type { PlanInput } from './index.ts';

/** What a value must be for each declared type, in words and as a test. */
const fits: Readonly<Record<PlanInput['type'], { readonly words: string; test(value: JsonValue): boolean }>> = {
  string: { words: 'a text', test: (value) => typeof value === 'string' },
  integer: { words: 'a whole number', test: (value) => Number.isSafeInteger(value) },
  number: { words: 'a number', test: (value) => typeof value === 'number' },
  boolean: { words: 'true or false', test: (value) => typeof value === 'boolean' },
  timestamp: { words: 'a moment such as 2026-03-01T09:00:00Z', test: isTimestamp },
  list: { words: 'a list', test: (value) => Array.isArray(value) },
  map: {
    words: 'an object',
    test: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  },
};

/**
 * A moment by RFC 3339: with its offset, for without one it would be another moment on each machine, and on a day that there
 * is, for a Date makes 2 March of 30 February.
 */
function isTimestamp(value: JsonValue): boolean {
  const parts = typeof value === 'string' ? moment.exec(value) : null;
  if (typeof value !== 'string' || parts === null || Number.isNaN(Date.parse(value))) return false;
  const [, year = '', month = '', day = ''] = parts;
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}

const moment = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Checks inputs against what the playbook declares and fills in defaults; an optional input without a default becomes null,
 * so that every declared name can be read. Throws EXECUTION_INPUT_INVALID with a JSON pointer for each fault.
 */
export function checkInputs(declared: Readonly<Record<string, PlanInput>>, given: JsonObject): JsonObject {
  const errors: { pointer: string; detail: string }[] = [];
  const fault = (name: string, detail: string) => errors.push({ pointer: `/body/inputs/${name}`, detail });
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declared, name)) fault(name, 'The playbook has no such input.');
  }
  const checked = Object.entries(declared).map(([name, input]): [string, JsonValue] => {
    const value = Object.hasOwn(given, name) ? (given[name] ?? null) : null;
    if (value === null) {
      if (input.required && input.default === null) fault(name, 'This input is required.');
      return [name, input.default];
    }
    const rule = fits[input.type];
    if (!rule.test(value)) fault(name, `This input must be ${rule.words}.`);
    return [name, value];
  });
  if (errors.length > 0) {
    const detail = errors.map((each) => `${each.pointer}: ${each.detail}`).join('; ');
    throw new CodedError('EXECUTION_INPUT_INVALID', detail, { errors });
  }
  return Object.fromEntries(checked);
}
