import { z } from 'zod';

const text = z.string().nullish().default(null);

/** A document of the knowledge base as the screens need it, without its text. */
export const documentViewSchema = z
  .object({
    ...{ document_id: z.string(), source_key: z.string(), version: z.number(), kind: z.string(), title: z.string() },
    ...{ source_url: text, language: z.string().default('en'), format: z.string().default('') },
    access: z.array(z.string()).default([]),
    status: z.string(),
    superseded: z.boolean().default(false),
    ...{ error_code: text, error_message: text, dated_on: text, created_by_email: text, indexed_at: text },
    passages: z.number().default(0),
    created_at: z.string(),
  })
  .transform((document) => ({ ...document, id: document.document_id }));
/** A document of the knowledge base. */
export type DocumentView = z.output<typeof documentViewSchema>;

/** A passage that a search found. `score` is 0–1. */
export const passageViewSchema = z.object({
  source_id: z.string(),
  document_id: z.string(),
  title: z.string(),
  section: z.string().default(''),
  kind: z.string(),
  text: z.string(),
  score: z.number(),
});

/** An answer in the words of the documents, or that there is none. */
export const answerViewSchema = z.object({
  status: z.enum(['answered', 'not_found']),
  answer: z.string(),
  confidence: z.number(),
  citations: z.array(z.object({ source_id: z.string(), title: z.string(), quote: z.string(), start: z.number() })),
});
