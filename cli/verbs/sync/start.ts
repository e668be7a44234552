import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';

type Options = CommonOptions & { readonly days?: string };
const startedSchema = z.looseObject({ execution_id: z.string(), status: z.string() });

/** `mbi sync start`: synchronises an account now. */
export const addSyncStart: AddVerb = (parent, line) => {
  const verb = command('start', 'synchronise an ad account now')
    .argument('<account>', 'id of the account, the platform’s or ours')
    .option('--days <n>', 'how far back figures are wanted, such as 400')
    .action(async (account: string, { days, ...options }: Options) => {
      if (days !== undefined && !/^[1-9]\d{0,3}$/.test(days))
        throw new CommandFailure(`${days} is no number of days, such as 90.`, exitCodes.usage);
      const api = await connect(line, options, 'playbooks:execute');
      const body = days === undefined ? {} : { backfill_days: Number(days) };
      const started = await api.post(`/v2/ad-accounts/${encodeURIComponent(account)}/sync`, body, startedSchema);
      const text = `Started ${started.execution_id}. How far it is: mbi sync status --account ${account}`;
      line.terminal.result(started, text, options.json);
    });
  parent.addCommand(verb);
};
