import type { Keys } from '../compiler/keys/index.ts';
import type { JsonSchema } from './json-schema.ts';
import { valueSchema } from './value-schema.ts';

/** A map of the language with a closed list of keys: every property says what it is for and has an example. */
export function mapSchema(describe: string, keys: Keys): JsonSchema {
  const required = Object.entries(keys).flatMap(([name, key]) => (key.required === true ? [name] : []));
  return {
    type: 'object',
    description: describe,
    properties: Object.fromEntries(
      Object.entries(keys).map(([name, key]) => [
        name,
        {
          description: key.describe,
          ...valueSchema(key.value),
          ...(key.default === undefined ? {} : { default: key.default }),
          examples: [key.example],
        },
      ]),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}
