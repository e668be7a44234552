import { z } from 'zod';

const responseSchema = z.looseObject({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() });
const documentSchema = z.looseObject({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ operationId: z.string(), responses: z.record(z.string(), responseSchema) })),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()), securitySchemes: z.unknown() }),
});
/** An OpenAPI document as the tests read it. */
export type OpenApiDocument = z.output<typeof documentSchema>;

/** Reads the document that the API serves. */
export async function readOpenApi(api_url: string): Promise<OpenApiDocument> {
  return documentSchema.parse(await (await fetch(`${api_url}/v2/openapi.json`)).json());
}

/** Why an answer does not fit the document; null when it fits. `path` is the template, such as `/v2/campaigns/{id}`. */
export function misfit(
  document: OpenApiDocument,
  answer: {
    readonly method: string;
    readonly path: string;
    readonly status: number;
    readonly type: string;
    readonly body: unknown;
  },
): string | null {
  const responses = document.paths[answer.path]?.[answer.method]?.responses;
  if (responses === undefined) return `${answer.method} ${answer.path} is not in the document`;
  const response = responses[String(answer.status)];
  if (response === undefined) return `${answer.status} is not documented for ${answer.method} ${answer.path}`;
  const media = response.content?.[answer.type.split(';')[0] ?? ''];
  if (media === undefined) return `${answer.type} is not documented for ${answer.status} of ${answer.path}`;
  const schema = JSON.parse(
    JSON.stringify({ ...Object(media.schema), $defs: document.components.schemas }).replaceAll(
      '#/components/schemas/',
      '#/$defs/',
    ),
  );
  const parsed = z.fromJSONSchema(schema).safeParse(answer.body);
  return parsed.success ? null : `${answer.method} ${answer.path} ${answer.status}: ${z.prettifyError(parsed.error)}`;
}
