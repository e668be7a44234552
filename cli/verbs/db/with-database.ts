import type { DatabaseAddress } from '../../../start/servers.ts';
import { stateFiles } from '../../../start/state/folders.ts';
import { loadSecrets, type Secrets } from '../../../start/state/secrets.ts';
import { findRunningStart } from '../../../start/state/single-start.ts';
import type { CommandLine } from '../../command-line.ts';

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
  const database = await provideDatabase(secrets, { ...line.environment });
  try {
    await work(database, secrets);
  } finally {
    // A running `npm start` goes on using the server that we found.
    if (findRunningStart(stateFiles.running) === null) await database.stop();
  }
}
