import type { z } from 'zod';
import type { JsonValue } from '../../../contracts/canonical-json.ts';

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

/** What a schema finds wrong with a value, said as the compiler says it: the sentence, and what could stand there, or null. */
export function sayIssue(
  issue: Issue,
  name: string,
  value: JsonValue,
): { readonly message: string; readonly expected: string | null } {
  switch (issue.code) {
    case 'invalid_type': {
      const expected = kinds[issue.expected] ?? issue.expected;
      if (issue.message.endsWith('undefined')) return { message: missing(name), expected };
      return { message: `${name} is ${describe(value)}.`, expected };
    }
    case 'too_small':
      return { message: `${name} is too ${smallness(issue.origin)}.`, expected: atLeast(issue) };
    case 'too_big':
      return { message: `${name} is too ${largeness(issue.origin)}.`, expected: atMost(issue) };
    case 'invalid_value':
      return { message: `${name} may not be ${shown(value)}.`, expected: issue.values.map(String).join(', ') };
    case 'invalid_format':
      return { message: `${name} is not ${formats[issue.format] ?? 'of the right form'}.`, expected: formatOf(issue) };
    default:
      return { message: `${name}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}.`, expected: null };
  }
}

const formats: Readonly<Record<string, string>> = {
  url: 'a URL',
  email: 'an e-mail address',
  date: 'a date',
  datetime: 'a point in time',
  uuid: 'a uuid',
};

const examples: Readonly<Record<string, string>> = {
  url: 'https://…',
  email: 'ana@example.com',
  date: 'such as 2026-03-01',
  datetime: 'such as 2026-03-01T09:00:00Z',
};

function formatOf(issue: Extract<Issue, { code: 'invalid_format' }>): string | null {
  const { pattern } = issue;
  return examples[issue.format] ?? (pattern === undefined ? null : `a text that fits ${pattern}`);
}

function missing(name: string): string {
  const [, whole = '', key = name] = /^(.*?)\.?([^.[\]]+)$/.exec(name) ?? [];
  return whole === '' ? `${key} is missing.` : `${whole} has no ${key}.`;
}

function describe(value: JsonValue): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'number' ? `the number ${value}` : `the boolean ${value}`;
}

function shown(value: JsonValue): string {
  return typeof value === 'object' ? describe(value) : String(value);
}

function smallness(origin: string): string {
  return origin === 'string' ? 'short' : origin === 'array' ? 'short a list' : 'small';
}

function largeness(origin: string): string {
  return origin === 'string' ? 'long' : origin === 'array' ? 'long a list' : 'large';
}

function atLeast(issue: Extract<Issue, { code: 'too_small' }>): string {
  const least = `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
  return `${least}${unit(issue.origin, Number(issue.minimum))}`;
}

function atMost(issue: Extract<Issue, { code: 'too_big' }>): string {
  const most = `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
  return `${most}${unit(issue.origin, Number(issue.maximum))}`;
}

function unit(origin: string, count: number): string {
  const word = origin === 'string' ? 'character' : origin === 'array' ? 'item' : '';
  return word === '' ? '' : ` ${word}${count === 1 ? '' : 's'}`;
}
