import { type AddVerb, type CommonOptions, command } from '../../command-line.ts';
import { withInstallationDatabase } from './with-database.ts';

/** `mbi db migrate`: brings the schema to this version; repeating it changes nothing. */
export const addDatabaseMigrate: AddVerb = (parent, line) => {
  const verb = command('migrate', 'bring the schema to this version').action(async (options: CommonOptions) => {
    const { migrateDatabase } = await import('../../../db/migrate.ts');
    await withInstallationDatabase(line, (database, secrets) =>
      migrateDatabase(database.owner_url, {
        app_password: database.embedded ? secrets.app_password : undefined,
        onProgress: line.terminal.note,
      }),
    );
    line.terminal.result({ migrated: true }, 'The schema is up to date.', options.json);
  });
  parent.addCommand(verb);
};
