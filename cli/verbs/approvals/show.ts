import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { readCurrencies } from '../money-words.ts';
import { approvalSchema, sayChanges } from './approval.ts';

/** `mbi approvals show ID`. */
export const addApprovalsShow: AddVerb = (parent, line) => {
  const verb = command('show', 'show one approval with the exact change')
    .argument('<id>', 'approval_id')
    .action(async (id: string, options: CommonOptions) => {
      const api = await connect(line, options);
      const approval = await api.get(`/v2/approvals/${encodeURIComponent(id)}`, approvalSchema);
      const currencyOf = await readCurrencies(api, [approval.change_set]);
      const who = approval.can_decide ? 'You may decide.' : `You may not decide (${approval.cannot_decide_code}).`;
      const lines = [
        `${approval.title}  [${approval.status}]`,
        ...sayChanges(approval, currencyOf),
        `Until ${approval.expires_at}. ${who}`,
      ];
      line.terminal.result(approval, lines.join('\n'), options.json);
    });
  parent.addCommand(verb);
};
