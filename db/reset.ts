import postgres from 'postgres';
import { migrateDatabase } from './migrate.ts';

/**
 * Throws away every table, row and function of MBI in the database of `owner_url` and makes the schema anew, empty.
 * There is no way back; ask before calling it. Roles belong to the cluster and stay.
 */
export async function resetDatabase(
  owner_url: string,
  options: { readonly app_password?: string | undefined; readonly onProgress?: (line: string) => void } = {},
): Promise<void> {
  const connection = postgres(owner_url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await connection.begin(async (transaction) => {
      await transaction`drop schema if exists drizzle cascade`;
      await transaction`drop schema public cascade`;
      await transaction`create schema public`;
    });
  } finally {
    await connection.end({ timeout: 5 });
  }
  options.onProgress?.('The old schema is gone.');
  await migrateDatabase(owner_url, options);
}
