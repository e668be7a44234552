import type { JsonObject, JsonValue } from './canonical-json.ts';

/** Parts with a longer JSON text than this are cut. */
const mostCharactersOfPart = 500;
/** An object with more parts is cut as a whole, so that nothing is longer than these two together allow. */
const mostParts = 32;

/**
 * A value with its large parts replaced by `{omitted_characters}`, so that people see what a step gave without its bulk:
 * the small members of an object stay as they are.
 */
export function shortJson(value: JsonValue): JsonValue {
  const length = lengthOf(value);
  if (length <= mostCharactersOfPart) return value;
  const parts = isObject(value) ? Object.entries(value) : [];
  if (parts.length === 0 || parts.length > mostParts) return { omitted_characters: length };
  return Object.fromEntries(
    parts.map(([name, part]): [string, JsonValue] => {
      const size = lengthOf(part);
      return [name, size <= mostCharactersOfPart ? part : { omitted_characters: size }];
    }),
  );
}

function lengthOf(value: JsonValue): number {
  return JSON.stringify(value).length;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
