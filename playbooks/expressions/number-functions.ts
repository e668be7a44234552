import { amount, defineFunctions, items, text, wrong } from './function-table.ts';

/** Functions over numbers and conversions. There is one kind of number at run time; `int` and `double` keep CEL's names. */
export const numberFunctions = defineFunctions([
  { name: 'abs', on: null, takes: ['number'], gives: 'same_number', run: (value) => Math.abs(amount(value)) },
  { name: 'floor', on: null, takes: ['number'], gives: 'integer', run: (value) => Math.floor(amount(value)) },
  { name: 'ceil', on: null, takes: ['number'], gives: 'integer', run: (value) => Math.ceil(amount(value)) },
  {
    name: 'round',
    on: null,
    takes: ['number'],
    gives: 'integer',
    // Half away from zero, as money is rounded everywhere else.
    run: (value) => Math.sign(amount(value)) * Math.round(Math.abs(amount(value))),
  },
  {
    name: 'min',
    on: null,
    takes: ['number', 'number'],
    gives: 'same_number',
    run: (a, b) => Math.min(amount(a), amount(b)),
  },
  {
    name: 'max',
    on: null,
    takes: ['number', 'number'],
    gives: 'same_number',
    run: (a, b) => Math.max(amount(a), amount(b)),
  },
  {
    name: 'sum',
    on: 'list',
    items: 'number',
    takes: [],
    gives: 'number',
    run: (self) => items(self).reduce((total: number, item) => total + amount(item), 0),
  },
  { name: 'int', on: null, takes: ['any'], gives: 'integer', run: (value) => whole(toNumber(value, 'int')) },
  { name: 'double', on: null, takes: ['any'], gives: 'number', run: (value) => toNumber(value, 'double') },
  {
    name: 'string',
    on: null,
    takes: ['any'],
    gives: 'string',
    run: (value) => {
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      throw wrong('string() takes a text, a number or a boolean', 'Name one field of the value.');
    },
  },
  {
    name: 'bool',
    on: null,
    takes: ['any'],
    gives: 'boolean',
    run: (value) => {
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw wrong('bool() takes a boolean, "true" or "false"', 'Compare the value instead.');
    },
  },
]);

/** A whole number that a double holds exactly: a longer one, such as the id of an ad, would come out as another number. */
function whole(value: number): number {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return Math.trunc(value);
  throw wrong('int() gives a number that is too large', 'Keep an id as a text.', 'arithmetic');
}

function toNumber(value: unknown, name: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(text(value));
  throw wrong(`${name}() could not read a number`, 'Give a number, or a text such as "12.5".');
}
