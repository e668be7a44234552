import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { cell, renderTable } from '../../terminal.ts';

const collectorsSchema = z.object({
  data: z.array(
    z.looseObject({
      collector_name: z.string(),
      status: z.string().nullable(),
      last_check: z.string().nullable(),
      response_time_ms: z.int().nullable(),
      error_message: z.string().nullable(),
      recent: z.array(z.boolean()),
    }),
  ),
});

/** `mbi collectors list`: how the sources of recommendations stand. Ends with 1 when one of them is down. */
export const addCollectorsList: AddVerb = (parent, line) => {
  const verb = command('list', 'how the collectors of the context stand').action(async (options: CommonOptions) => {
    const api = await connect(line, options);
    const page = await api.get('/v2/collectors', collectorsSchema);
    const rows = page.data.map((each) => [
      ...[each.collector_name, each.status ?? 'not looked at yet', cell(each.response_time_ms)],
      ...[`${each.recent.filter(Boolean).length} of ${each.recent.length}`, cell(each.last_check)],
      cell(each.error_message),
    ]);
    const header = ['COLLECTOR', 'STATUS', 'MS', 'CALLS OK', 'LAST CHECK', 'ERROR'];
    line.terminal.result(page, renderTable(header, rows), options.json);
    if (page.data.some((each) => each.status === 'down')) line.exit(exitCodes.findings);
  });
  parent.addCommand(verb);
};
