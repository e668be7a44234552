import { type AddVerb, type CommonOptions, command } from '../../command-line.ts';
import { withInstallationDatabase } from './with-database.ts';

/** `mbi db seed`: migrates, then adds what is missing of the demo and the shipped playbooks. */
export const addDatabaseSeed: AddVerb = (parent, line) => {
  const verb = command('seed', 'add what is missing of the demo').action(async (options: CommonOptions) => {
    const { prepareDatabase } = await import('../../../start/prepare-database.ts');
    await withInstallationDatabase(line, (database, secrets) =>
      prepareDatabase(database, secrets, line.terminal.note, null),
    );
    line.terminal.result({ seeded: true }, 'The demo is in place.', options.json);
  });
  parent.addCommand(verb);
};
