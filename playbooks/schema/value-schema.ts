import type { KeyValue } from '../compiler/keys/index.ts';
import { type JsonSchema, refTo } from './json-schema.ts';

const identifier = '^[A-Za-z_][A-Za-z0-9_]{0,62}$';

const plain = {
  text: { type: 'string' },
  name: { type: 'string', pattern: identifier },
  any: {},
  // `true` alone and `3` alone are expressions, too.
  expression: { type: ['string', 'boolean', 'number'] },
  boolean: { type: 'boolean' },
  texts: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
  conditions: refTo('conditions'),
  steps: refTo('steps'),
  branch: { anyOf: [refTo('steps'), refTo('step'), refTo('branch')] },
  cron: { type: 'string', pattern: '^\\s*(@[a-z]+|\\S+(\\s+\\S+){4})\\s*$' },
  timezone: { type: 'string', minLength: 1 },
  timestamp: { type: 'string', minLength: 1 },
  date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  business_days: { type: 'string', pattern: '^\\s*\\d+\\s*(bd|business days?)\\s*$' },
  hours: { type: 'string', pattern: '^\\d{1,2}:\\d{2}\\s*-\\s*\\d{1,2}:\\d{2}$' },
  percentage: { type: 'string', pattern: '^\\d+(\\.\\d+)?\\s*%$' },
  event_name: { type: 'string', pattern: '^\\S+$' },
} as const satisfies Record<string, JsonSchema>;

/** What may stand behind a key, as JSON Schema. */
export function valueSchema(value: KeyValue): JsonSchema {
  switch (value.kind) {
    case 'number': {
      const most = value.to === undefined ? {} : { maximum: value.to };
      return { type: value.whole === true ? 'integer' : 'number', minimum: value.from, ...most };
    }
    case 'duration':
      return { type: 'string', pattern: '^(\\d+(\\.\\d+)?(ms|s|m|h|d|w))+$' };
    case 'choice':
      return { enum: [...value.of] };
    case 'map':
      return refTo(value.of);
    case 'list': {
      const least = value.at_least === undefined ? {} : { minItems: value.at_least };
      return { type: 'array', items: valueSchema(value.of), ...least };
    }
    case 'named':
      return { type: 'object', propertyNames: { pattern: '^[^\\s]+$' }, additionalProperties: valueSchema(value.of) };
    case 'one_of':
      return { anyOf: value.of.map(valueSchema) };
    default:
      return plain[value.kind];
  }
}
