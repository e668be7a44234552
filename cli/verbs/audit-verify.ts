import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../command-line.ts';
import { exitCodes } from '../exit.ts';

const verdictSchema = z.object({
  valid: z.boolean(),
  rows_checked: z.int(),
  first_bad_seq: z.int().nullable(),
  reason: z.string().nullable(),
});

/** `mbi audit verify`: walks the hash chain; exit 1 and the first bad row when it does not hold. */
export const addAuditVerify: AddVerb = (parent, line) => {
  const verb = command('verify', 'check that nobody has rewritten the audit log').action(
    async (options: CommonOptions) => {
      const api = await connect(line, options, 'audit:read');
      const verdict = await api.get('/v2/audit/verify', verdictSchema);
      const text = verdict.valid
        ? `The audit log holds: ${verdict.rows_checked} rows checked.`
        : `The audit log does not hold: row ${verdict.first_bad_seq} (${verdict.reason}).`;
      line.terminal.result(verdict, text, options.json);
      if (!verdict.valid) line.exit(exitCodes.findings);
    },
  );
  parent.addCommand(verb);
};
