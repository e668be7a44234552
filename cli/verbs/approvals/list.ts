import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { cell, renderTable } from '../../terminal.ts';
import { readCurrencies } from '../money-words.ts';
import { approvalSchema, sayChanges } from './approval.ts';

/** `mbi approvals list`. */
export const addApprovalsList: AddVerb = (parent, line) => {
  const verb = command('list', 'list approvals, newest first')
    .option('--status <status>', 'pending unless told; all for every status', 'pending')
    .option('--limit <n>', 'how many', '50')
    .action(async (options: CommonOptions & { status: string; limit: string }) => {
      const api = await connect(line, options);
      const query = new URLSearchParams({ limit: options.limit });
      if (options.status !== 'all') query.set('status', options.status);
      const schema = z.object({ data: z.array(approvalSchema), next_cursor: z.string().nullable() });
      const page = await api.get(`/v2/approvals?${query}`, schema);
      const currencyOf = await readCurrencies(
        api,
        page.data.map((each) => each.change_set),
      );
      const rows = page.data.map((each) =>
        [
          each.approval_id,
          each.campaign_name,
          each.status,
          sayChanges(each, currencyOf).join('; ') || each.title,
          each.expires_at,
        ].map(cell),
      );
      line.terminal.result(
        page,
        renderTable(['APPROVAL', 'CAMPAIGN', 'STATUS', 'CHANGE', 'EXPIRES'], rows),
        options.json,
      );
    });
  parent.addCommand(verb);
};
