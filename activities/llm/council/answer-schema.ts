import { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of an answer as vendors take it in strict mode: every property required, nothing else allowed, optional
 * ones may be null, and without the keywords that some vendors refuse. What is loosened here the zod schema still checks.
 */
export function answerSchema(schema: z.ZodType): Json {
  const strict = strictly(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));
  return isObject(strict) ? strict : {};
}

const refusedKeywords = ['$schema', 'default', 'minLength', 'maxLength', 'pattern', 'format', 'minItems', 'maxItems'];
const boundKeywords = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'propertyNames'];

function strictly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strictly);
  if (!isObject(value)) return value;
  const dropped = new Set([...refusedKeywords, ...boundKeywords]);
  const kept = Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !dropped.has(key))
      .map(([key, each]) => [key, key === 'properties' || key === '$defs' ? eachStrictly(each) : strictly(each)]),
  );
  if (!isObject(kept.properties)) return kept;
  const needed: readonly unknown[] = Array.isArray(value.required) ? value.required : [];
  const properties = Object.entries(kept.properties).map(([name, each]) => [
    name,
    needed.includes(name) ? each : { anyOf: [each, { type: 'null' }] },
  ]);
  return {
    ...kept,
    properties: Object.fromEntries(properties),
    required: Object.keys(kept.properties),
    additionalProperties: false,
  };
}

/** Properties are named by us, so that a property called `format` or `default` stays. */
function eachStrictly(properties: unknown): Json {
  return isObject(properties)
    ? Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, strictly(each)]))
    : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
