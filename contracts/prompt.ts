import { z } from 'zod';

/** A file of the prompt registry: one version of one prompt. */
export const promptFileSchema = z.strictObject({
  version: z
    .string()
    .regex(/^\d+\.\d+$/)
    .describe('such as "1.0"'),
  created: z.iso.date(),
  author: z.string().min(1),
  description: z.string().min(1),
  changelog: z.array(z.string().min(1)).min(1),
  /** The standing orders. Nothing is ever put into them: what varies goes as data into the message. */
  prompt: z.string().min(1),
  /** What is asked at the end of the message, after the data. */
  question: z.string().min(1),
  variables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9_]*$/),
      description: z.string().min(1),
      required: z.boolean().default(true),
    }),
  ),
  /** Name of the schema that an answer must have. */
  output_schema: z.string().regex(/^[a-z][a-z0-9_]*$/),
  metadata: z.strictObject({
    model: z.string(),
    temperature: z.number().min(0).max(0.2),
    max_tokens: z.int().positive().max(16_000),
  }),
});
/** A file of the prompt registry. */
export type PromptFile = z.infer<typeof promptFileSchema>;

/** One version of a prompt as the registry knows it. `key` is its file's name, such as `v2`; `digest` names its content. */
export type PromptVersion = PromptFile & { readonly name: string; readonly key: string; readonly digest: string };
