import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { cell, renderTable } from '../../terminal.ts';
import { failureSchema, sayMoney } from './failure.ts';

/** `mbi failures list`: what fails or is stuck in retries, by cause. */
export const addFailuresList: AddVerb = (parent, line) => {
  const verb = command('list', 'failures by cause, the most recent first')
    .option('--all', 'those that were resolved too', false)
    .action(async (options: CommonOptions & { all: boolean }) => {
      const api = await connect(line, options);
      const answer = await api.get(
        `/v2/failures?state=${options.all ? 'all' : 'open'}`,
        z.object({ data: z.array(failureSchema) }),
      );
      const rows = answer.data.map((each) =>
        [
          ...[each.fingerprint, each.playbook_id, each.step_id, each.error_code, String(each.count)],
          ...[String(each.retrying), sayMoney(each.money_at_risk), each.assigned_to_email, each.last_seen],
        ].map(cell),
      );
      const header = [
        'FAILURE',
        'PLAYBOOK',
        'STEP',
        'ERROR',
        'COUNT',
        'RETRYING',
        'AT RISK A DAY',
        'OWNER',
        'LAST SEEN',
      ];
      line.terminal.result(answer, renderTable(header, rows), options.json);
    });
  parent.addCommand(verb);
};
