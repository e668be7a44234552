import { refuse } from '../failure.ts';
import type { Condition } from './parse.ts';
import type { Column, Row } from './table.ts';

const compared = ['<', '<=', '>', '>='];
const numeric = new Set(['int64', 'int32', 'double']);

/** A text of LIKE as a pattern: `%` is any letters, `_` one; in brackets they stand for themselves. */
function patternOf(text: string): RegExp {
  const parts = text.split(/(\[.\]|%|_)/).map((part) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    const plain = /^\[.\]$/.test(part) ? part.charAt(1) : part;
    return plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 'is');
}

/** Refuses an operator or a value that does not go with the kind of the column. */
export function checkCondition({ field, operator, values }: Condition, column: Column): void {
  const bad = (value: string, message: string, trigger = field) =>
    refuse('queryError', value, `Error in WHERE clause: ${message}`, { trigger });
  if (column.kind === 'message') throw bad('PROHIBITED_FIELD_IN_WHERE_CLAUSE', `'${field}' cannot be filtered by.`);
  const textual = column.kind === 'text';
  if (operator.endsWith('LIKE') && !textual) throw bad('BAD_OPERATOR', `LIKE does not go with '${field}'.`, operator);
  if (compared.includes(operator) && (column.kind === 'enum' || column.kind === 'boolean')) {
    throw bad('BAD_OPERATOR', `${operator} does not go with '${field}'.`, operator);
  }
  for (const value of values) {
    if (column.kind === 'enum' && !(column.values ?? []).includes(value)) {
      throw bad('BAD_ENUM_CONSTANT', `invalid enum value '${value}' for '${field}'.`, value);
    }
    if (numeric.has(column.kind) && !/^-?\d+(\.\d+)?$/.test(value)) {
      throw bad('BAD_VALUE', `'${field}' is compared with a number only.`, value);
    }
    if (column.kind === 'date' && !/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2}(\.\d+)?)?$/.test(value)) {
      throw bad('BAD_VALUE', `'${field}' is compared with a date only.`, value);
    }
    if (column.kind === 'boolean' && !/^(true|false)$/i.test(value)) {
      throw bad('BAD_VALUE', `'${field}' is TRUE or FALSE.`, value);
    }
  }
}

function order(kind: Column['kind'], one: string, other: string): number {
  if (!numeric.has(kind)) return one < other ? -1 : one > other ? 1 : 0;
  if (/^-?\d+$/.test(one) && /^-?\d+$/.test(other)) return Number(BigInt(one) - BigInt(other));
  return Number(one) - Number(other);
}

/** Compares two values of a column as ORDER BY does; what is missing counts as nothing and comes first. */
export function compareValues(column: Column, one: unknown, other: unknown): number {
  const text = (value: unknown) => (value === undefined ? (numeric.has(column.kind) ? '0' : '') : String(value));
  return order(column.kind, text(one), text(other));
}

/** Whether a row fulfils a condition. What a row does not have is like zero for numbers, and else equal to nothing. */
export function fulfils({ operator, values }: Condition, column: Column, row: Row): boolean {
  const read = column.read(row);
  if (operator === 'IS NULL') return read === undefined;
  if (operator === 'IS NOT NULL') return read !== undefined;
  const found = read === undefined && numeric.has(column.kind) ? '0' : read;
  if (found === undefined) return operator === '!=' || operator.startsWith('NOT');
  const text = String(found);
  const [first = ''] = values;
  const same = (value: string) =>
    column.kind === 'boolean' ? text === value.toLowerCase() : order(column.kind, text, value) === 0;
  switch (operator) {
    case '=':
      return same(first);
    case '!=':
      return !same(first);
    case 'IN':
      return values.some(same);
    case 'NOT IN':
      return !values.some(same);
    case 'LIKE':
      return patternOf(first).test(text);
    case 'NOT LIKE':
      return !patternOf(first).test(text);
    case '<':
      return order(column.kind, text, first) < 0;
    case '<=':
      return order(column.kind, text, first) <= 0;
    case '>':
      return order(column.kind, text, first) > 0;
    case '>=':
      return order(column.kind, text, first) >= 0;
  }
}
