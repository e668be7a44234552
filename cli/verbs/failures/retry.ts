import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';
import { gather } from '../read-values.ts';
import { pathOf } from './failure.ts';

const answerSchema = z.looseObject({
  from_step: z.string(),
  count: z.int(),
  started: z.int(),
  outcomes: z.array(
    z.object({
      execution_id: z.string(),
      rerun_id: z.string().nullable(),
      code: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  ),
});

type RetryOptions = CommonOptions & {
  readonly execution: readonly string[];
  readonly fromStep?: string;
  readonly reason?: string;
  readonly yes: boolean;
};

/** `mbi failures retry FAILURE`: counts what would be run again; with `--yes` runs it again from the step that failed. */
export const addFailuresRetry: AddVerb = (parent, line) => {
  const verb = command('retry', 'run all executions of a cause again, from the step that failed')
    .argument('<failure>', 'fingerprint of `mbi failures list`')
    .option('--execution <id>', 'only this one (repeat for more)', gather, [])
    .option('--from-step <step>', 'from another step')
    .option('--reason <text>', 'why')
    .option('--yes', 'really; without it they are only counted', false)
    .action(async (id: string, options: RetryOptions) => {
      if (options.yes && options.reason === undefined) throw new CommandFailure('Say --reason.', exitCodes.usage);
      const api = await connect(line, options, 'failures:write');
      const body = {
        ...(options.execution.length === 0 ? {} : { execution_ids: options.execution }),
        ...(options.fromStep === undefined ? {} : { from_step: options.fromStep }),
        dry_run: !options.yes,
        reason: options.reason ?? '',
      };
      const answer = await api.post(pathOf(id, 'retry'), body, answerSchema);
      const refused = answer.outcomes.filter((each) => each.code !== null);
      for (const each of refused) line.terminal.note(`${each.execution_id}: ${each.code}: ${each.detail}`);
      const text = options.yes
        ? `${answer.started} of ${answer.count} run again from ${answer.from_step}.`
        : `${answer.count} would run again from ${answer.from_step}. Say --yes to do it.`;
      line.terminal.result(answer, text, options.json);
      if (refused.length > 0) line.exit(exitCodes.findings);
    });
  parent.addCommand(verb);
};
