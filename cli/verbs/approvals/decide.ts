import { rejectReasonSchema } from '../../../contracts/approval.ts';
import { readRejection } from '../../../contracts/rejection.ts';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';
import { readCurrencies } from '../money-words.ts';
import { approvalSchema, sayChanges } from './approval.ts';

type DecideOptions = CommonOptions & {
  readonly approve: boolean;
  readonly reject: boolean;
  readonly reason?: string;
  readonly digest?: string;
};

/** `mbi approvals decide ID --approve|--reject`: decides on the plan as it is shown now, or on the digest given. */
export const addApprovalsDecide: AddVerb = (parent, line) => {
  const verb = command('decide', 'approve or reject')
    .argument('<id>', 'approval_id')
    .option('--approve', 'say yes', false)
    .option('--reject', 'say no', false)
    .option('--reason <reason>', 'why: a no needs one, such as "wrong_amount: 10 % is enough"')
    .option('--digest <plan_digest>', 'decide only if the plan is still this one')
    .action(async (id: string, options: DecideOptions) => {
      if (options.approve === options.reject) {
        throw new CommandFailure('Say --approve or --reject.', exitCodes.usage);
      }
      if (options.reject && readRejection(options.reason ?? null) === null) {
        const reasons = rejectReasonSchema.options.join(', ');
        throw new CommandFailure(
          `Say why with --reason: ${reasons}; your own words may follow after a colon.`,
          exitCodes.usage,
        );
      }
      const api = await connect(line, options);
      const path = `/v2/approvals/${encodeURIComponent(id)}`;
      const shown = await api.get(path, approvalSchema);
      const currencyOf = await readCurrencies(api, [shown.change_set]);
      for (const change of sayChanges(shown, currencyOf)) line.terminal.note(change);
      const body = {
        plan_digest: options.digest ?? shown.plan_digest,
        decision: options.approve ? 'approve' : 'reject',
        reason: options.reason ?? null,
      };
      const approval = await api.post(`${path}/decisions`, body, approvalSchema);
      line.terminal.result(approval, `${approval.approval_id} ${approval.status}`, options.json);
    });
  parent.addCommand(verb);
};
