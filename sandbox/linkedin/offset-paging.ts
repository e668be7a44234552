import { badInput } from './refusals.ts';
import { type RestliRecord, textOf } from './restli-query.ts';

const DEFAULT_COUNT = 10;

/** One page of the older finders, by `start` and `count`, with `paging{start,count,total,links}`. */
export function offsetPage<T>(rows: readonly T[], query: RestliRecord, largest: number) {
  const read = (name: string, otherwise: number, least: number) => {
    const number = Number(textOf(query, name) ?? otherwise);
    if (Number.isInteger(number) && number >= least) return number;
    throw badInput(name, `must be an integer from ${least}`, 'PARAM_INVALID');
  };
  const start = read('start', 0, 0);
  const count = read('count', DEFAULT_COUNT, 1);
  if (count > largest) throw badInput('count', `must be at most ${largest}`, 'PARAM_INVALID');
  return { elements: rows.slice(start, start + count), paging: { start, count, total: rows.length, links: [] } };
}
