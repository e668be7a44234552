import { type AddVerb, type CommonOptions, command } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';

/** `mbi db reset --yes`: deletes the embedded installation, as `npm run reset` does. */
export const addDatabaseReset: AddVerb = (parent, line) => {
  const verb = command('reset', 'delete the embedded installation with all its data')
    .option('--yes', 'really', false)
    .action(async (options: CommonOptions & { yes: boolean }) => {
      if (!options.yes) throw new CommandFailure('This deletes all data of .mbi/. Say --yes.', exitCodes.usage);
      await import('../../../start/reset.ts');
      line.terminal.note('Reset.');
    });
  parent.addCommand(verb);
};
