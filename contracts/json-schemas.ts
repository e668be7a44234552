import { z } from 'zod';
import { campaignContextSchema } from './reasoning/campaign-context.ts';
import { recommendationSchema } from './recommendation.ts';

/** A JSON Schema that scripts may rely on: where the API serves it, and under which name it is committed in docs. */
export type PublishedSchema = { readonly name: string; readonly path: string; readonly text: string };

function publish(name: string, title: string, schema: z.ZodType, io: 'input' | 'output'): PublishedSchema {
  const { $schema, ...body } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  const document = { $schema, $id: `urn:mbi:${name}`, title, ...body };
  return { name, path: `/schemas/${name}`, text: `${JSON.stringify(document, null, 2)}\n` };
}

/**
 * The two shapes of `mbi recommend`: the context that goes in, in which every field with a default may be left out, and the
 * recommendation that comes out, in which every field is there. Draft 2020-12, made from the very schemas that check them.
 */
export function publishedSchemas(): readonly PublishedSchema[] {
  return [
    publish('campaign-context.schema.json', 'Campaign context', campaignContextSchema, 'input'),
    publish('recommendation.schema.json', 'Recommendation', recommendationSchema, 'output'),
  ];
}
