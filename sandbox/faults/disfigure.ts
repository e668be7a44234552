import type { Fault } from './fault.ts';

type Shape = Extract<Fault, { kind: 'malformed' }>['shape'];

/** Turns every text into a number and the other way round, deeply. */
function wrongTypes(value: unknown): unknown {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return { 0: value.map(wrongTypes) };
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, wrongTypes(each)]));
  }
  return value;
}

/** Adds fields that nobody has documented, deeply; a tolerant reader must not mind. */
function unknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unknownFields);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, unknownFields(each)]);
  return { ...Object.fromEntries(entries), brand_new_field: { nested: [1, null, 'x'] }, another_one: null };
}

/** The body of an answer, spoiled in one of the ways in which real answers are. */
export function disfigure(body: unknown, shape: Shape): { readonly type: string; readonly text: string } {
  const text = JSON.stringify(body);
  switch (shape) {
    case 'garbage':
      return { type: 'application/json', text: '\u0000\u0001{"data": <<< not json' };
    case 'truncated':
      return { type: 'application/json', text: text.slice(0, Math.floor(text.length / 2)) };
    case 'html':
      return { type: 'text/html', text: '<!doctype html><title>Sorry, something went wrong</title>' };
    case 'unknown_fields':
      return { type: 'application/json', text: JSON.stringify(unknownFields(body)) };
    case 'wrong_types':
      return { type: 'application/json', text: JSON.stringify(wrongTypes(body)) };
  }
}
