import type { JsonObject } from '../../contracts/canonical-json.ts';

/** A JSON Schema of draft 2020-12, or a part of one. */
export type JsonSchema = JsonObject;

/** A reference to a definition of the document. */
export function refTo(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}

/** A text in which something is filled in when it runs. */
export const template: JsonSchema = { type: 'string', pattern: '\\{\\{[\\s\\S]*\\}\\}' };
