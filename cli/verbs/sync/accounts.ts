import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { cell, renderTable } from '../../terminal.ts';

const accountsSchema = z.object({
  data: z.array(
    z.looseObject({
      platform_label: z.string(),
      external_id: z.string(),
      name: z.string(),
      currency: z.string(),
      timezone: z.string(),
      campaigns: z.int(),
      connection: z.looseObject({ state: z.string(), error: z.object({ code: z.string() }).nullable() }),
      synced_at: z.string().nullable(),
    }),
  ),
});

/** `mbi accounts`: ad accounts, whether they can be reached, and since when they are in step. */
export const addAccounts: AddVerb = (parent, line) => {
  const verb = command('accounts', 'ad accounts, and whether they can be reached').action(
    async (options: CommonOptions) => {
      const api = await connect(line, options);
      const page = await api.get('/v2/ad-accounts?limit=500', accountsSchema);
      const rows = page.data.map((account) => [
        ...[account.external_id, account.name, account.platform_label, account.currency, account.timezone],
        String(account.campaigns),
        account.connection.error === null
          ? account.connection.state
          : `${account.connection.state} (${account.connection.error.code})`,
        cell(account.synced_at),
      ]);
      const header = [
        'ACCOUNT',
        'NAME',
        'PLATFORM',
        'CURRENCY',
        'TIME ZONE',
        'CAMPAIGNS',
        'CONNECTION',
        'IN STEP SINCE',
      ];
      line.terminal.result(page, renderTable(header, rows), options.json);
    },
  );
  parent.addCommand(verb);
};
