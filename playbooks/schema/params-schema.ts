import { z } from 'zod';
import { type ActionDefinition, actionId } from '../../contracts/action.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { type JsonSchema, template } from './json-schema.ts';

/** The `params` of one action, from its own schema. Every value may be filled in with `{{ }}` when it runs. */
export function paramsSchema(definition: ActionDefinition): JsonSchema {
  const whole = z.toJSONSchema(definition.params, { io: 'input', unrepresentable: 'any' });
  const properties = Object.entries(whole.properties ?? {}).map(([name, schema]) => {
    const own = typeof schema === 'object' ? plainPart(JSON.parse(JSON.stringify(schema))) : {};
    return [name, property(definition, name, own)];
  });
  const required = [...(whole.required ?? [])];
  return {
    type: 'object',
    description: definition.summary,
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function property(definition: ActionDefinition, name: string, own: JsonObject): JsonSchema {
  const { description, default: standard, examples, ...rest } = own;
  const said =
    typeof description === 'string' ? sentence(description) : `The parameter \`${name}\` of ${actionId(definition)}.`;
  return {
    description: said,
    anyOf: [rest, template],
    ...(standard === undefined ? {} : { default: standard }),
    examples: Array.isArray(examples) && examples.length > 0 ? examples : [exampleOf(name, own)],
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** What an editor can use of a schema: large values come from earlier steps, so what is inside them is left to the compiler. */
function plainPart(schema: JsonObject): JsonObject {
  const kept = Object.entries(schema).filter(
    ([key]) => !['properties', 'required', 'additionalProperties', '$defs', '$ref', 'propertyNames'].includes(key),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, inside(key, value)]));
}

function inside(key: string, value: JsonValue): JsonValue {
  // The values of a list may be filled in, too.
  if (key === 'items') return isObject(value) ? { anyOf: [plainPart(value), template] } : value;
  if (key !== 'anyOf' && key !== 'oneOf' && key !== 'allOf') return value;
  return Array.isArray(value) ? value.map((each: JsonValue) => (isObject(each) ? plainPart(each) : each)) : value;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function exampleOf(name: string, schema: JsonObject): JsonValue {
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0] ?? null;
  return name.endsWith('_id') ? `{{ inputs.${name} }}` : `{{ ${name} }}`;
}
