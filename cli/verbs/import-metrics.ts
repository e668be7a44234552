import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';

type ImportOptions = CommonOptions & {
  readonly campaign: string;
  readonly csv: string;
  readonly timestamp?: string;
  readonly value?: string;
  readonly metric?: string;
};

const reportSchema = z.looseObject({ row_count: z.int(), format: z.string() });

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
      if (options.timestamp !== undefined) query.set('timestamp_column', options.timestamp);
      if (options.value !== undefined) query.set('value_column', options.value);
      if (options.metric !== undefined) query.set('metric', options.metric);
      const response = await api.raw(`/v2/campaigns/${encodeURIComponent(options.campaign)}/metrics/import?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: Readable.toWeb(createReadStream(options.csv)),
        duplex: 'half',
      });
      const report = reportSchema.parse(await response.json());
      line.terminal.result(report, `Imported ${report.row_count} rows (${report.format}).`, options.json);
    });
  parent.addCommand(verb);
};
