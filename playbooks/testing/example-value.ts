import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';

/**
 * A small value that fits a schema, around the parts that a test is about: empty lists, the first of each choice, only what
 * must be there. Of several shapes it takes the first that `about` agrees with. It is checked like any other mock afterwards.
 */
export function exampleOf(schema: z.ZodType, about?: JsonValue): JsonValue {
  const json: JsonValue = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })));
  return exampleFor(json, json, about);
}

function exampleFor(schema: JsonValue, root: JsonValue, about: JsonValue | undefined): JsonValue {
  if (about !== undefined && !isObject(about) && !Array.isArray(about)) return about;
  if (!isObject(schema)) return about ?? null;
  const { $ref, allOf } = schema;
  if (typeof $ref === 'string') return exampleFor(referred(root, $ref), root, about);
  const choices = [schema.anyOf, schema.oneOf].find(Array.isArray);
  if (choices !== undefined) return exampleFor(chosen(choices, root, about), root, about);
  if (Array.isArray(allOf)) {
    const parts = allOf.map((each: JsonValue) => exampleFor(each, root, about));
    return Object.assign({}, ...parts);
  }
  if (Array.isArray(about)) return about.map((each: JsonValue) => exampleFor(schema.items ?? null, root, each));
  if (about !== undefined || schema.type === 'object') return objectFor(schema, root, isObject(about) ? about : {});
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null;
  switch (schema.type) {
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () =>
        exampleFor(schema.items ?? null, root, undefined),
      );
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

/** The shape to fill in: nothing where nothing is said and nothing will do, else the first that does not contradict. */
function chosen(choices: readonly JsonValue[], root: JsonValue, about: JsonValue | undefined): JsonValue {
  const shapes = choices.map((each) =>
    isObject(each) && typeof each.$ref === 'string' ? referred(root, each.$ref) : each,
  );
  const empty = shapes.find((each) => isObject(each) && each.type === 'null');
  if (about === undefined) return empty ?? shapes[0] ?? null;
  return shapes.find((each) => agrees(each, about)) ?? shapes[0] ?? null;
}

function agrees(schema: JsonValue, about: JsonValue): boolean {
  if (!isObject(schema)) return false;
  if (Array.isArray(about)) return schema.type === 'array';
  if (!isObject(about)) return true;
  const { properties } = schema;
  if (schema.type !== 'object') return false;
  return Object.entries(about).every(([key, value]) => {
    const property = isObject(properties) ? properties[key] : undefined;
    if (!isObject(property)) return properties === undefined;
    if (property.const !== undefined) return property.const === value;
    return !Array.isArray(property.enum) || property.enum.includes(value);
  });
}

function objectFor(schema: JsonObject, root: JsonValue, about: JsonObject): JsonObject {
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const { properties, additionalProperties } = schema;
  const keys = [...new Set([...required, ...Object.keys(about)])];
  return Object.fromEntries(
    keys.map((key) => {
      const property = isObject(properties) ? properties[key] : additionalProperties;
      return [key, exampleFor(property ?? null, root, about[key])];
    }),
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
