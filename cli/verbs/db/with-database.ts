import type { Database } from '../../../db/connect.ts';
import type { DatabaseAddress } from '../../../start/servers.ts';
import { stateFiles } from '../../../start/state/folders.ts';
import { loadSecrets, type Secrets } from '../../../start/state/secrets.ts';
import { findRunningStart } from '../../../start/state/single-start.ts';
import type { CommandLine } from '../../command-line.ts';
import { openSettings } from '../../open-settings.ts';

/**
 * Runs work on the installation’s database (DATABASE_OWNER_URL, or the embedded one, started for the while if need be).
 * The database's libraries are loaded only then, because they would slow every other command down.
 */
export async function withInstallationDatabase(
  line: Pick<CommandLine, 'environment'>,
  work: (database: DatabaseAddress, secrets: Secrets) => Promise<void>,
): Promise<void> {
  const { provideDatabase } = await import('../../../start/servers.ts');
  const secrets = loadSecrets(stateFiles.secrets);
  const database = await provideDatabase(secrets, openSettings(line.environment));
  try {
    await work(database, secrets);
  } finally {
    // A running `npm start` goes on using the server that we found.
    if (findRunningStart(stateFiles.running) === null) await database.stop();
  }
}

/**
 * Runs work as the app’s role on DATABASE_URL, or on the installation’s own database; `secrets` are those of the
 * installation, null when the database is another.
 */
export async function withAppDatabase<Result>(
  line: Pick<CommandLine, 'environment'>,
  work: (database: Database, secrets: Secrets | null) => Promise<Result>,
): Promise<Result> {
  const { connectDatabase } = await import('../../../db/connect.ts');
  const over = async (url: string, authority: string | undefined, secrets: Secrets | null) => {
    const database = connectDatabase(url, { max: 2, authority });
    try {
      return await work(database, secrets);
    } finally {
      await database.close();
    }
  };
  const { DATABASE_URL, DATABASE_CA } = openSettings(line.environment);
  if (DATABASE_URL) return over(DATABASE_URL, DATABASE_CA || undefined, null);
  const results: Result[] = [];
  await withInstallationDatabase(line, async ({ app_url, authority, embedded }, secrets) => {
    results.push(await over(app_url, authority, embedded ? secrets : null));
  });
  const [result] = results;
  if (result === undefined) throw new TypeError('The installation’s database did no work');
  return result;
}
