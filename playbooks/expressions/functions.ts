import { defineFunctions, type FunctionRow, wrong } from './function-table.ts';
import { numberFunctions } from './number-functions.ts';
import { textFunctions } from './text-functions.ts';
import { timeFunctions } from './time-functions.ts';
import { isMap } from './values.ts';

const sizeOf = (value: unknown): number => {
  // Code points, not UTF-16 units, as CEL counts.
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  if (isMap(value)) return Object.keys(value).length;
  throw wrong('size() takes a text, a list or a map', 'Check that the value is there with has(…).');
};

const sizeFunctions = defineFunctions([
  { name: 'size', on: null, takes: ['any'], gives: 'integer', run: sizeOf },
  { name: 'size', on: 'any', takes: [], gives: 'integer', run: sizeOf },
]);

/** Every function of the language except `has`, the loops and `matches`, which the parser turns into nodes or checks itself. */
export const functionTable: readonly FunctionRow[] = [
  ...sizeFunctions,
  ...textFunctions,
  ...numberFunctions,
  ...timeFunctions,
];

const byName = new Map<string, readonly FunctionRow[]>();
for (const row of functionTable) byName.set(row.name, [...(byName.get(row.name) ?? []), row]);

/** The functions of a name, called on something (`x.name()`) or not (`name(x)`). */
export function functionsNamed(name: string, asMethod: boolean): readonly FunctionRow[] {
  return (byName.get(name) ?? []).filter((row) => (row.on !== null) === asMethod);
}

/** Names for a did-you-mean. */
export function functionNames(asMethod: boolean): readonly string[] {
  const own = functionTable.filter((row) => (row.on !== null) === asMethod).map((row) => row.name);
  return [...new Set(asMethod ? [...own, 'matches', 'all', 'exists', 'exists_one', 'map', 'filter'] : [...own, 'has'])];
}
