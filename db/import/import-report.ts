import { z } from 'zod';

/** Which kind of file was read. */
export const importFormatSchema = z.enum(['meta_ads_manager', 'google_ads_report', 'plain_series']);
/** Which kind of file was read. */
export type ImportFormat = z.infer<typeof importFormatSchema>;

/** One thing that is wrong in a file, with the place and the remedy. Lines count from 1, the header included. */
export const importProblemSchema = z.object({
  line: z.int(),
  column: z.string(),
  value: z.string(),
  expected: z.string(),
  fix: z.string(),
});
/** One thing that is wrong in a file. */
export type ImportProblem = z.infer<typeof importProblemSchema>;

/** What an import did. `rows_unchanged` were there already with the same figures: importing a file again changes nothing. */
export const importReportSchema = z.object({
  import_id: z.uuid(),
  campaign_id: z.string(),
  format: importFormatSchema,
  metrics: z.array(z.string()),
  rows_read: z.int().describe('rows of data under the header'),
  rows_skipped: z.int().describe('totals, rows of other campaigns, and moments that came before in the file'),
  rows_inserted: z.int(),
  rows_updated: z.int(),
  rows_unchanged: z.int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  warnings: z.array(importProblemSchema).describe('rows that were left out although they look like data'),
});
/** What an import did. */
export type ImportReport = z.infer<typeof importReportSchema>;

/** Limits of an import: size of the file, rows of data, problems that the report lists. */
export type ImportLimits = { readonly bytes: number; readonly rows: number; readonly reported_problems: number };

/** Limits of one import, so that neither memory nor a transaction grows without end. */
export const importLimits: ImportLimits = { bytes: 100 * 1024 * 1024, rows: 1_000_000, reported_problems: 200 };
