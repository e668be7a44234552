import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { cell, renderTable } from '../../terminal.ts';
import { failureSchema, pathOf, sayMoney } from './failure.ts';

const detailSchema = failureSchema.extend({
  executions: z.array(
    z.looseObject({
      execution_id: z.string(),
      state: z.string(),
      error_message: z.string().nullish(),
      temporal_command: z.string(),
      attempts: z.array(
        z.looseObject({ attempt: z.int(), error_code: z.string().nullable(), error_message: z.string().nullable() }),
      ),
    }),
  ),
});

/** `mbi failures show FAILURE`: what it is, what to do, and every attempt of each execution. */
export const addFailuresShow: AddVerb = (parent, line) => {
  const verb = command('show', 'one cause with every attempt')
    .argument('<failure>', 'fingerprint of `mbi failures list`')
    .action(async (id: string, options: CommonOptions) => {
      const found = await (await connect(line, options)).get(pathOf(id), detailSchema);
      const rows = found.executions.flatMap(({ execution_id, state, attempts, error_message }) =>
        // What failed before anything was tried, such as an expression, has an execution to run again all the same.
        (attempts.length > 0 ? attempts : [{ attempt: null, error_code: found.error_code, error_message }]).map(
          (each) => [execution_id, state, each.attempt, each.error_code, each.error_message].map(cell),
        ),
      );
      const text = [
        `${found.title} (${found.error_code}): ${found.playbook_id}, step ${found.step_id}`,
        `${found.count} ${found.count === 1 ? 'execution' : 'executions'}, ${found.retrying} of them stuck in retries; at risk a day: ${sayMoney(found.money_at_risk)}`,
        `Last error   ${found.last_error}`,
        `Likely cause ${found.likely_cause}`,
        `What to do   ${found.next_action}`,
        `Runbook      ${cell(found.runbook)}`,
        `Owner, note  ${cell(found.assigned_to_email)}, ${cell(found.note)}`,
        `In Temporal  ${found.temporal_command}`,
        '',
        renderTable(['EXECUTION', 'STATE', 'ATTEMPT', 'ERROR', 'MESSAGE'], rows),
      ];
      line.terminal.result(found, text.join('\n'), options.json);
    });
  parent.addCommand(verb);
};
