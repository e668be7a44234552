import { z } from 'zod';

/** One finding of the playbook compiler. Lines and columns count from 1; the end column is exclusive. */
export const diagnosticSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  line: z.int().positive(),
  column: z.int().positive(),
  end_line: z.int().positive(),
  end_column: z.int().positive(),
  message: z.string(),
  expected: z.string().nullable(),
  suggestion: z.string().nullable().describe('what to write instead'),
  doc: z.string().describe('path of the page that explains the code, docs/errors/<CODE>.md'),
});
/** One finding of the compiler. */
export type Diagnostic = z.infer<typeof diagnosticSchema>;

/** What `mbi validate --format json` prints. */
export const validationReportSchema = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      valid: z.boolean(),
      digest: z.string().nullable(),
      diagnostics: z.array(diagnosticSchema),
    }),
  ),
});
