import { CodedError } from '../errors/index.ts';

/**
 * How well a connection to Postgres is encrypted, in libpq's steps (its documentation, "SSL Support"): `off`;
 * `if_offered`, which whoever stands between can talk out of it; `unverified`, to whoever answers; `authority`, to a server
 * whose certificate comes from the right authority; `full`, whose certificate also bears the right name.
 */
export type DatabaseEncryption = 'off' | 'if_offered' | 'unverified' | 'authority' | 'full';

const modes: Readonly<Record<string, DatabaseEncryption>> = {
  disable: 'off',
  allow: 'if_offered',
  prefer: 'if_offered',
  require: 'unverified',
  'verify-ca': 'authority',
  'verify-full': 'full',
};

/**
 * Reads `sslmode` out of a Postgres address, and gives the address without it. An authority without a mode means
 * `verify-full`; with `require` it means `verify-ca`, as for libpq. `sslrootcert=system` are the usual authorities.
 * Throws CONFIG_INVALID for a mode that there is not, and for `sslrootcert` with a path, which DATABASE_CA_FILE is for.
 */
export function readDatabaseEncryption(
  address: string,
  authority: string | undefined,
): { readonly address: string; readonly encryption: DatabaseEncryption } {
  const [before = '', query = ''] = splitAt(address, address.indexOf('?'));
  const words = new URLSearchParams(query);
  const mode = words.get('sslmode');
  const root = words.get('sslrootcert');
  words.delete('sslmode');
  words.delete('sslrootcert');
  if (root !== null && root !== 'system') throw invalid('sslrootcert: name the file in DATABASE_CA_FILE instead');
  const named = mode === null ? (root !== null || authority !== undefined ? 'full' : 'off') : modes[mode];
  if (named === undefined) throw invalid(`sslmode: it is one of ${Object.keys(modes).join(', ')}`);
  const encryption = named === 'unverified' && authority !== undefined ? 'authority' : named;
  return { address: words.size === 0 ? before : `${before}?${words}`, encryption };
}

function splitAt(text: string, index: number): readonly [string, string] {
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function invalid(problem: string): CodedError {
  const problems = [`DATABASE_URL: ${problem}`];
  return new CodedError('CONFIG_INVALID', `The configuration is not valid:\n  ${problems.join()}`, { problems });
}
