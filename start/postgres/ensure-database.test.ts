import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { expect, inject, it } from 'vitest';
import { ensureDatabase } from './ensure-database.ts';

it('a database is made once, whatever its name, and then left alone', async () => {
  const url = new URL(inject('postgres_owner_url'));
  url.pathname = `/odd-name-${randomUUID()}`;
  expect(await ensureDatabase(url.href)).toBe(true);
  expect(await ensureDatabase(url.href)).toBe(false);
  const sql = postgres(url.href, { max: 1 });
  expect(await sql`select current_database() as name`).toEqual([{ name: url.pathname.slice(1) }]);
  await sql.end();
});
