import { resolutionSchema } from '../../../contracts/write-intent.ts';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';
import { changeDetailSchema } from './change.ts';

/** `mbi changes resolve`: says what became of a write that nobody could tell the outcome of. */
export const addChangesResolve: AddVerb = (parent, line) => {
  const verb = command('resolve', 'say what became of a change that waits for a person')
    .argument('<change>', 'intent_id')
    .argument('<resolution>', resolutionSchema.options.join(', '))
    .requiredOption('--reason <text>', 'what you saw on the platform')
    .action(async (intent_id: string, words: string, options: CommonOptions & { reason: string }) => {
      const resolution = resolutionSchema.safeParse(words.replaceAll('-', '_'));
      if (!resolution.success)
        throw new CommandFailure(`Say one of ${resolutionSchema.options.join(', ')}.`, exitCodes.usage);
      const api = await connect(line, options, 'writes:resolve');
      const path = `/v2/changes/${encodeURIComponent(intent_id)}/resolve`;
      const write = await api.post(path, { resolution: resolution.data, reason: options.reason }, changeDetailSchema);
      const again = write.rerun_execution_id;
      const text = `The change: ${write.standing.word}.${again === null ? '' : ` Its step runs again in execution ${again}.`}`;
      line.terminal.result(write, text, options.json);
    });
  parent.addCommand(verb);
};
