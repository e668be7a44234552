import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { knowledgeKindSchema } from '../../contracts/knowledge.ts';

const labelledSchema = z.object({
  documents: z.array(
    z.object({ source_key: z.string(), kind: knowledgeKindSchema, title: z.string(), content: z.string() }),
  ),
  /** `quotes` stand in the passages that answer; a question without any is one that nothing answers. */
  questions: z.array(z.object({ question: z.string(), quotes: z.array(z.string()) })),
});
/** Documents of an invented brand, and questions in other words than theirs. */
export type Labelled = z.output<typeof labelledSchema>;

/** The labelled set. */
export function readLabelled(): Labelled {
  const file = join(import.meta.dirname, 'labelled.json');
  return labelledSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Weights and thresholds were fitted on every other question; the other half was seen too when the form of the score was chosen. */
export function isTuning(at: number): boolean {
  return at % 2 === 0;
}
