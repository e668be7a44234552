import type { ActionDefinition } from '../../contracts/action.ts';
import { languageMaps } from '../compiler/keys/index.ts';
import { type JsonSchema, refTo } from './json-schema.ts';
import { mapSchema } from './map-schema.ts';
import { stepSchemas } from './step-schema.ts';

/** Where the API serves the document, and where it is committed. */
export const playbookSchemaPath = '/schemas/playbook.schema.json';

/**
 * The YAML language as a JSON Schema (draft 2020-12), for editors: from the very table by which the compiler reads, and the
 * parameters from the actions’ own schemas. It knows shapes; what values mean together is the compiler’s to say.
 */
export function playbookSchema(actions: readonly ActionDefinition[]): JsonSchema {
  const { playbook, ...maps } = languageMaps;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:mbi:playbook.schema.json',
    title: 'MBI playbook',
    ...mapSchema(playbook.describe, playbook.keys),
    $defs: {
      ...Object.fromEntries(Object.entries(maps).map(([name, map]) => [name, mapSchema(map.describe, map.keys)])),
      ...stepSchemas(actions),
      conditions: {
        description: 'An expression, a condition, or a list of them that must all hold.',
        anyOf: [
          { type: ['string', 'boolean'] },
          refTo('condition'),
          { type: 'array', minItems: 1, items: refTo('conditions') },
        ],
      },
    },
  };
}

/** The document as it is committed and served. */
export function renderPlaybookSchema(actions: readonly ActionDefinition[]): string {
  return `${JSON.stringify(playbookSchema(actions), null, 2)}\n`;
}
