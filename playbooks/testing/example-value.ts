import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';

/**
 * A small value that fits a schema: empty lists, the first of each choice, only what must be there. Tests start from it, so
 * that they write only what they are about. It is checked like any other mock afterwards.
 */
export function exampleOf(schema: z.ZodType): JsonValue {
  const json: JsonValue = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })));
  return exampleFor(json, json);
}

/** A value over an example: maps are joined key by key, everything else is replaced. */
export function overlaid(example: JsonValue, over: JsonValue): JsonValue {
  if (!isObject(example) || !isObject(over)) return over;
  const joined = Object.entries(over).map(([key, value]): [string, JsonValue] => {
    const below = example[key];
    return [key, below === undefined ? value : overlaid(below, value)];
  });
  return { ...example, ...Object.fromEntries(joined) };
}

function exampleFor(schema: JsonValue, root: JsonValue): JsonValue {
  if (!isObject(schema)) return null;
  const { type, $ref, anyOf, oneOf, allOf } = schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null;
  if (typeof $ref === 'string') return exampleFor(referred(root, $ref), root);
  const choices = [anyOf, oneOf].find(Array.isArray);
  // What may be null is left null: a test says what it is about.
  if (choices !== undefined) {
    const empty = choices.find((each) => isObject(each) && each.type === 'null');
    return exampleFor(empty ?? choices[0] ?? null, root);
  }
  if (Array.isArray(allOf)) return allOf.reduce<JsonValue>((sum, each) => overlaid(sum, exampleFor(each, root)), {});
  switch (type) {
    case 'object':
      return objectFor(schema, root);
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () => exampleFor(schema.items ?? null, root));
    case 'string':
      return textFor(schema);
    case 'integer':
    case 'number':
      return numberFor(schema);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function objectFor(schema: JsonObject, root: JsonValue): JsonObject {
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const { properties } = schema;
  return Object.fromEntries(
    required.map((key) => [key, exampleFor((isObject(properties) ? properties[key] : null) ?? null, root)]),
  );
}

function numberFor({ minimum, exclusiveMinimum }: JsonObject): number {
  if (typeof exclusiveMinimum === 'number' && exclusiveMinimum > Number.MIN_SAFE_INTEGER) return exclusiveMinimum + 1;
  return typeof minimum === 'number' && minimum > 0 ? minimum : 0;
}

function textFor({ format, pattern, minLength }: JsonObject): string {
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000001';
  if (format === 'date-time') return '2026-01-05T08:00:00.000Z';
  if (format === 'date') return '2026-01-05';
  if (format === 'uri') return 'https://example.com';
  if (typeof pattern === 'string' && pattern.includes('{64}')) return 'a'.repeat(64);
  if (typeof pattern === 'string' && pattern.includes('[A-Z]{3}')) return 'USD';
  return 'x'.repeat(Math.max(1, Number(minLength ?? 1)));
}

function referred(root: JsonValue, reference: string): JsonValue {
  let at: JsonValue = root;
  for (const part of reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((each) => each !== '')) {
    at = isObject(at) ? (at[part] ?? null) : null;
  }
  return at;
}

/** Whether a JSON value is a map. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
