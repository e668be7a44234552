import { z } from 'zod';
import type { JsonValue } from './canonical-json.ts';

/** Any JSON value, read-only once it is parsed. */
export const jsonValueSchema: z.ZodType<JsonValue> = z.json();

/** A NUL or half a surrogate pair, as JSON.stringify writes them. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/** Whether a text that JSON.stringify made is free of what neither Postgres nor other languages take: a NUL, or half a character. */
export function isStorable(json: string): boolean {
  return !unstorable.test(json);
}

/** How many lists and maps a text that JSON.stringify made holds in one another; counted without recursion. */
export function levelsOf(json: string): number {
  let level = 0;
  let deepest = 0;
  // Texts are passed over whole, because brackets in them open nothing.
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/g)) {
    if (token === '[' || token === '{') level += 1;
    else if (token === ']' || token === '}') level -= 1;
    deepest = Math.max(deepest, level);
  }
  return deepest;
}
