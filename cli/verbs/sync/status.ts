import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { cell, renderTable } from '../../terminal.ts';

type Options = CommonOptions & { readonly account?: string };

const streamsSchema = z.object({
  data: z.array(
    z.looseObject({
      external_id: z.string(),
      stream: z.string(),
      status: z.string(),
      complete_until: z.string().nullable(),
      lag_hours: z.number().nullable(),
      rows_read: z.int(),
      rows_restated: z.int(),
      days_left: z.int().nullable(),
      error: z.object({ code: z.string(), message: z.string() }).nullable(),
      gaps: z.looseObject({ days: z.int() }).nullable(),
    }),
  ),
});

/** `mbi sync status`: how far each stream is, and what is missing. Ends with 1 when a stream has an error. */
export const addSyncStatus: AddVerb = (parent, line) => {
  const verb = command('status', 'how far ad accounts are synchronised, and what is missing')
    .option('--account <id>', 'only of this account')
    .action(async (options: Options) => {
      const api = await connect(line, options);
      const query = new URLSearchParams({ limit: '500' });
      if (options.account !== undefined) query.set('account', options.account);
      const page = await api.get(`/v2/sync-streams?${query}`, streamsSchema);
      const rows = page.data.map((each) => [
        ...[each.external_id, each.stream, each.status, cell(each.lag_hours), cell(each.complete_until)],
        ...[cell(each.gaps?.days), cell(each.days_left), String(each.rows_read), String(each.rows_restated)],
        cell(each.error?.code),
      ]);
      const header = [
        'ACCOUNT',
        'STREAM',
        'STATUS',
        'LAG (H)',
        'COMPLETE UNTIL',
        'MISSING',
        'LEFT',
        'READ',
        'RESTATED',
        'ERROR',
      ];
      const wrong = page.data.flatMap((each) => (each.error === null ? [] : [`${each.stream}: ${each.error.message}`]));
      line.terminal.result(page, [renderTable(header, rows), ...wrong].join('\n'), options.json);
      if (wrong.length > 0) line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};
