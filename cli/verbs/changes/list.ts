import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { exitCodes } from '../../exit.ts';
import { changeViewSchema, renderChanges } from './change.ts';

type Filters = Partial<
  Readonly<Record<'state' | 'campaign' | 'platform' | 'playbook' | 'approver' | 'day' | 'execution', string>>
>;

/** `mbi changes list`: the newest changes, however they stand; exit code 1 when those that wait for a person were asked for and there are some. */
export const addChangesList: AddVerb = (parent, line) => {
  const verb = command('list', 'changes of the platforms, newest first, however they stand')
    .option('--state <state>', 'intended, armed, applied, verified, not_applied or needs_human')
    .option('--waiting', 'only those that wait for a person; exit code 1 when there are some', false)
    .option('--campaign <id>', 'of one campaign')
    .option('--platform <platform>', 'of one platform, such as meta_ads')
    .option('--playbook <playbook>', 'of one playbook, by id or slug')
    .option('--approver <email>', 'approved by this person')
    .option('--day <date>', 'of one day, such as 2026-11-20, in the calendar of the account')
    .option('--execution <id>', 'of one execution')
    .action(async (options: CommonOptions & Filters & { waiting: boolean }) => {
      const api = await connect(line, options);
      const { campaign: campaign_id, execution: execution_id, platform, playbook, approver, day } = options;
      const state = options.waiting ? 'needs_human' : options.state;
      const wanted = Object.entries({ state, campaign_id, execution_id, platform, playbook, approver, day });
      const given = wanted.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
      const query = new URLSearchParams([...given, ['limit', '200']]);
      const page = await api.get(`/v2/changes?${query}`, z.object({ data: z.array(changeViewSchema) }));
      line.terminal.result(page, renderChanges(page.data), options.json);
      if (state === 'needs_human' && page.data.length > 0) line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};
