import postgres from 'postgres';
import { scramVerifier } from './scram-verifier.ts';

/** Errors of two sessions that make or change the same role at once; roles belong to the cluster, so no lock of one database helps. */
const collisions = ['42710', '23505', 'XX000'];

/**
 * Makes the roles that policies and grants name: `mbi_app` (may log in, owns nothing, obeys row-level security) and
 * `mbi_definer` (may not log in; owns the functions that look across tenants). With `app_password`, sets the app's password.
 * Safe to repeat, and to run at once against several databases of one cluster.
 */
export async function ensureRoles(
  connection: postgres.Sql,
  { app_password }: { readonly app_password: string | undefined },
): Promise<void> {
  await patiently(() => ensureRole(connection, 'mbi_app', 'login'));
  await patiently(() => ensureRole(connection, 'mbi_definer', 'nologin'));
  // An owner that is no superuser may hand functions over only to a role it is a member of.
  const [membership] = await connection`select pg_has_role('mbi_definer', 'set') as present`;
  if (membership?.present !== true) await patiently(() => connection`grant mbi_definer to current_user`);
  if (app_password === undefined) return;
  const verifier = scramVerifier(app_password);
  await patiently(() => connection.unsafe(`alter role mbi_app password '${verifier}'`));
}

async function ensureRole(connection: postgres.Sql, name: string, login: 'login' | 'nologin'): Promise<void> {
  const found = await connection`select 1 from pg_roles where rolname = ${name}`;
  if (found.length > 0) return;
  await connection.unsafe(`create role ${name} ${login} nosuperuser nocreatedb nocreaterole noreplication nobypassrls`);
}

async function patiently(work: () => PromiseLike<unknown>, triesLeft = 20): Promise<void> {
  try {
    await work();
  } catch (error) {
    const collided = error instanceof postgres.PostgresError && collisions.includes(error.code);
    if (!collided || triesLeft === 0) throw error;
    await patiently(work, triesLeft - 1);
  }
}
