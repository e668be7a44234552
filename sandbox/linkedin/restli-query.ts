import { badParameter } from './refusals.ts';

/** A value of a Rest.li query: a text, a `List(…)` or a record `(name:value,…)`. */
export type RestliValue = string | readonly RestliValue[] | RestliRecord;
/** A record of a Rest.li query. */
export type RestliRecord = { readonly [name: string]: RestliValue };

/** True for a record, not for a text or a list. */
export function isRecord(value: RestliValue | undefined): value is RestliRecord {
  return typeof value === 'object' && !Array.isArray(value);
}

function decode(text: string, parameter: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badParameter(parameter);
  }
}

/** Reads one structured value; `( ) , :` are its grammar, so that a URN inside must be percent-encoded. */
function readStructure(text: string, parameter: string): RestliValue {
  let at = 0;
  const fail = () => badParameter(parameter);
  const take = (letter: string) => {
    if (text[at] !== letter) throw fail();
    at += 1;
  };

  function primitive(): string {
    const start = at;
    while (at < text.length && !'(),:'.includes(text.charAt(at))) at += 1;
    if (at === start) throw fail();
    return decode(text.slice(start, at), parameter);
  }

  /** What stands between brackets, separated by commas. */
  function members<T>(one: () => T): readonly T[] {
    const found: T[] = [];
    take('(');
    while (text[at] !== ')') {
      if (found.length > 0) take(',');
      found.push(one());
    }
    take(')');
    return found;
  }

  function pair(): readonly [string, RestliValue] {
    const name = primitive();
    take(':');
    return [name, value()];
  }

  function value(): RestliValue {
    if (text.startsWith('List(', at)) {
      at += 'List'.length;
      return members(value);
    }
    return text[at] === '(' ? Object.fromEntries(members(pair)) : primitive();
  }
  const read = value();
  if (at !== text.length) throw fail();
  return read;
}

/**
 * Reads a query of the Rest.li protocol 2.0 from its undecoded text. Lists and records follow the protocol’s grammar and are
 * decoded leaf by leaf; plain values are decoded as a whole. Refuses what breaks the grammar, and a name given twice.
 */
export function readRestliQuery(raw: string): Readonly<Record<string, RestliValue>> {
  const query: Record<string, RestliValue> = {};
  for (const part of raw.split('&').filter((each) => each !== '')) {
    const cut = part.indexOf('=');
    const name = decode(cut === -1 ? part : part.slice(0, cut), 'query');
    const text = cut === -1 ? '' : part.slice(cut + 1);
    if (Object.hasOwn(query, name)) throw badParameter(name);
    query[name] = /^(List)?\(/.test(text) ? readStructure(text, name) : decode(text, name);
  }
  return query;
}

/** A plain text of a query; undefined when missing. */
export function textOf(query: Readonly<Record<string, RestliValue>>, name: string): string | undefined {
  const value = query[name];
  if (value !== undefined && typeof value !== 'string') throw badParameter(name);
  return value;
}

/** A `List(…)` of texts; undefined when missing. A text alone is not a list. */
export function textsOf(record: RestliRecord, name: string): readonly string[] | undefined {
  const value = record[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw badParameter(name);
  return value.map((each) => {
    if (typeof each !== 'string') throw badParameter(name);
    return each;
  });
}
