import { z } from 'zod';

/** What became of a document. `failed` is the quarantine; the code says why. */
export const ingestReportSchema = z.object({
  document_id: z.uuid(),
  version: z.int(),
  status: z.enum(['indexed', 'failed']),
  unchanged: z.boolean().describe('true when the same content was there already'),
  passages: z.int(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
});

/** What became of several documents. */
export const batchReportSchema = z.object({
  documents: z.int().describe('that were looked at'),
  changed: z.int().describe('that were new or had changed'),
  failed: z.int(),
});
