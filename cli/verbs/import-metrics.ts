import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { importProblemSchema, importReportSchema } from '../../db/import/import-report.ts';
import { type AddVerb, type CommonOptions, command, connect } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';

type ImportOptions = CommonOptions & {
  readonly campaign: string;
  readonly csv: string;
  readonly timestamp?: string;
  readonly value?: string;
  readonly metric?: string;
};

/** What went wrong in a file, as the API’s problem tells it. */
const faultsSchema = z.object({
  details: z.object({
    problems: z.array(importProblemSchema),
    problems_left_out: z.int(),
  }),
});

/** `mbi import metrics`: sends a CSV to the API, which takes all of it or nothing. */
export const addImportMetrics: AddVerb = (parent, line) => {
  const verb = command('metrics', 'import a metrics export (all or nothing)')
    .requiredOption('--campaign <id>', 'campaign_id')
    .requiredOption('--csv <file>', 'a Meta or Google Ads export, or a series of timestamp and value')
    .option('--timestamp <column>', 'column of the moment, for a plain series')
    .option('--value <column>', 'column of the value, for a plain series')
    .option('--metric <name>', 'what the value is, for a plain series')
    .action(async (options: ImportOptions) => {
      const known = await stat(options.csv).catch(() => null);
      if (known === null || !known.isFile()) {
        throw new CommandFailure(`${options.csv} cannot be read.`, exitCodes.usage);
      }
      const api = await connect(line, options);
      const query = new URLSearchParams({ file_name: basename(options.csv) });
      if (options.timestamp !== undefined) query.set('timestamp', options.timestamp);
      if (options.value !== undefined) query.set('value', options.value);
      if (options.metric !== undefined) query.set('metric', options.metric);
      const path = `/v2/campaigns/${encodeURIComponent(options.campaign)}/metrics/import?${query}`;
      const body = Readable.toWeb(createReadStream(options.csv));
      const headers = { 'content-type': 'text/csv' };
      const response = await api
        .raw(path, { method: 'POST', headers, body, duplex: 'half' })
        .catch((error: unknown) => {
          throw withFaults(error);
        });
      const report = importReportSchema.parse(await response.json());
      const { rows_inserted, rows_updated, rows_unchanged, format } = report;
      const text = `Imported ${rows_inserted} new and ${rows_updated} changed rows; ${rows_unchanged} were there already (${format}).`;
      line.terminal.result(report, text, options.json);
    });
  parent.addCommand(verb);
};

/** Bad rows are findings, one line each; everything else stays the failure that it is. */
function withFaults(error: unknown): unknown {
  if (!(error instanceof CommandFailure)) return error;
  const faults = faultsSchema.safeParse(error.data);
  if (!faults.success) return error;
  const { problems, problems_left_out } = faults.data.details;
  const lines = problems.map(
    (each) => `line ${each.line}, ${each.column}: "${each.value}"; expected ${each.expected}. ${each.fix}`,
  );
  const more = problems_left_out > 0 ? [`… and ${problems_left_out} more`] : [];
  return new CommandFailure([error.message, ...lines, ...more].join('\n'), exitCodes.findings, error.data);
}
