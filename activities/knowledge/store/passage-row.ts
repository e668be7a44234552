import { z } from 'zod';
import { knowledgeKindSchema } from '../../../contracts/knowledge.ts';

/** A passage as it lies in LanceDB. Its text lies in Postgres, at `start` to `end` of the cleaned document. */
export const passageRowSchema = z.object({
  tenant_id: z.string(),
  /** Id of the document, `#`, number of the passage. */
  source_id: z.string(),
  document_id: z.string(),
  source_key: z.string(),
  kind: knowledgeKindSchema,
  section: z.string(),
  language: z.string(),
  /** The day that the document speaks of; '' when it names none. */
  dated_on: z.string(),
  access: z.string(),
  start: z.number(),
  end: z.number(),
  /** What is searched for words: title, section and text. */
  searched: z.string(),
  vector: z
    .custom<Iterable<number>>((value) => Symbol.iterator in Object(value))
    .transform((value) => Float32Array.from(value)),
});
/** A passage as it was found. */
export type FoundRow = z.output<typeof passageRowSchema>;
/** A passage to be stored. */
export type PassageRow = Omit<FoundRow, 'vector'> & { readonly vector: readonly number[] };

/** The columns that a search reads. */
export const passageColumns = Object.keys(passageRowSchema.shape);
