import { z } from 'zod';
import {
  type knowledgeFormatSchema,
  knowledgeKindSchema,
  knowledgeStatusSchema,
} from '../../../contracts/knowledge.ts';
import { cell, renderTable } from '../../terminal.ts';

/** A document as the commands show it. */
export const documentSchema = z.looseObject({
  document_id: z.string(),
  source_key: z.string(),
  version: z.int(),
  kind: knowledgeKindSchema,
  title: z.string(),
  status: knowledgeStatusSchema,
  superseded: z.boolean(),
  passages: z.int(),
  error_code: z.string().nullable(),
});
/** A document as the commands show it. */
export type Document = z.output<typeof documentSchema>;

/** Documents as a table. */
export function renderDocuments(documents: readonly Document[]): string {
  const rows = documents.map((each) => [
    ...[each.document_id, each.source_key, String(each.version), each.kind],
    each.superseded ? 'superseded' : each.status,
    ...[String(each.passages), cell(each.error_code), each.title],
  ]);
  return renderTable(['DOCUMENT', 'KEY', 'VERSION', 'KIND', 'STATUS', 'PASSAGES', 'ERROR', 'TITLE'], rows);
}

const formats: ReadonlyMap<string, z.infer<typeof knowledgeFormatSchema>> = new Map([
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['html', 'html'],
  ['htm', 'html'],
  ['csv', 'csv'],
  ['txt', 'text'],
  ['text', 'text'],
]);

/** The format that a file’s name ends in; Markdown, which plain text is too, when it says nothing. */
export function formatOf(file: string): z.infer<typeof knowledgeFormatSchema> {
  return formats.get(file.slice(file.lastIndexOf('.') + 1).toLowerCase()) ?? 'markdown';
}
