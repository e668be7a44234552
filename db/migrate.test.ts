import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { insertTenantRows } from '../tests/harness/tenant-rows.ts';
import { connectDatabase } from './connect.ts';
import { migrateDatabase } from './migrate.ts';
import { resetDatabase } from './reset.ts';
import { ensureRoles } from './roles.ts';

describe('migrating', () => {
  let server: postgres.Sql;
  const made: string[] = [];

  beforeAll(() => {
    server = postgres(inject('postgres_owner_url'), { max: 1, onnotice: () => {} });
  });
  afterEach(async () => {
    for (const name of made.splice(0)) await server.unsafe(`drop database if exists ${name} with (force)`);
  });
  afterAll(() => server.end());

  const emptyDatabase = async (owner = 'mbi_owner') => {
    const name = `migrate_${randomUUID().replaceAll('-', '')}`;
    await server.unsafe(`create database ${name} owner ${owner}`);
    made.push(name);
    const url = new URL(inject('postgres_owner_url'));
    url.pathname = `/${name}`;
    return url;
  };
  const query = async (url: URL, text: string) => {
    const connection = postgres(url.href, { max: 1, onnotice: () => {} });
    try {
      return [...(await connection.unsafe(text))];
    } finally {
      await connection.end();
    }
  };
  const count = 'select count(*)::int as count from drizzle.__drizzle_migrations';
  const migrations = readdirSync(new URL('./migrations', import.meta.url)).filter((name) => name.endsWith('.sql'));

  it('a second time changes nothing and says so', async () => {
    const url = await emptyDatabase();
    const lines: string[] = [];
    await migrateDatabase(url.href, { onProgress: (line) => lines.push(line) });
    await migrateDatabase(url.href, { onProgress: (line) => lines.push(line) });
    expect(lines).toEqual([
      'Roles are ready.',
      `Ran ${migrations.length} of ${migrations.length} migrations.`,
      'Roles are ready.',
      `The schema is up to date (${migrations.length} migrations).`,
    ]);
    expect(await query(url, count)).toEqual([{ count: migrations.length }]);
  });

  it('by several processes at once runs each migration once, also beside another database', async () => {
    const [one, other] = [await emptyDatabase(), await emptyDatabase()];
    const app_password = inject('app_password');
    await Promise.all([one, one, one, other, other].map((url) => migrateDatabase(url.href, { app_password })));
    for (const url of [one, other]) expect(await query(url, count)).toEqual([{ count: migrations.length }]);
  });

  it('sets the roles of one cluster from many sessions at once, which Postgres itself refuses', async () => {
    const connect = () => postgres(inject('postgres_owner_url'), { max: 1, onnotice: () => {} });
    const connections = Array.from({ length: 6 }, connect);
    await Promise.all(connections.map((connection) => connection`select 1`));
    const app_password = inject('app_password');
    const all = Promise.all(connections.map((connection) => ensureRoles(connection, { app_password })));
    await expect(all).resolves.toHaveLength(6);
    await Promise.all(connections.map((connection) => connection.end()));
  });

  it('that fails leaves neither half a schema nor a lock behind', async () => {
    const url = await emptyDatabase();
    await query(url, 'create table executions (in_the_way int)');
    await expect(migrateDatabase(url.href)).rejects.toThrow();
    expect(await query(url, "select to_regclass('public.campaigns') as campaigns")).toEqual([{ campaigns: null }]);
    await query(url, 'drop table executions');
    await migrateDatabase(url.href);
    expect(await query(url, count)).toEqual([{ count: migrations.length }]);
  });

  it('works for an owner who is no superuser, and forced row-level security binds that owner too', async () => {
    const owner = `owner_${randomBytes(6).toString('hex')}`;
    await server.unsafe(`create role ${owner} login createrole password 'plain-owner-password'`);
    await server.unsafe(`grant mbi_app, mbi_definer to ${owner} with admin option`);
    const url = await emptyDatabase(owner);
    url.username = owner;
    url.password = 'plain-owner-password';
    try {
      await migrateDatabase(url.href);
      const database = connectDatabase(url.href, { max: 1 });
      await insertTenantRows(database);
      expect((await database.sql`select * from tenants`).length).toBe(1);
      expect((await database.sql`select * from campaigns`).length).toBe(0);
      await database.close();
    } finally {
      for (const name of made.splice(0)) await server.unsafe(`drop database ${name} with (force)`);
      await server.unsafe(`drop owned by ${owner}`);
      await server.unsafe(`drop role ${owner}`);
    }
  });

  it('sets the app’s password without sending it, and the app can sign in with it', async () => {
    const url = await emptyDatabase();
    const app_password = inject('app_password');
    const stored = "select rolpassword from pg_authid where rolname = 'mbi_app'";
    const before = await query(url, stored);
    const sent: string[] = [];
    const connection = postgres(url.href, { max: 1, onnotice: () => {}, debug: (_id, text) => sent.push(text) });
    await ensureRoles(connection, { app_password });
    await connection.end();
    expect(await query(url, stored)).not.toEqual(before);
    expect(sent.some((text) => text.includes('alter role mbi_app'))).toBe(true);
    expect(sent.join()).not.toContain(app_password);
    const app = new URL(url);
    app.username = 'mbi_app';
    app.password = app_password;
    expect(await query(app, 'select current_user::text as who')).toEqual([{ who: 'mbi_app' }]);
  });

  it('has nothing left to generate: the schema files and the migrations say the same', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mbi-migrations-'));
    cpSync(new URL('./migrations', import.meta.url), folder, { recursive: true });
    // drizzle-kit puts './' before the folder, and when it fails it still exits with 0: what it says is the proof.
    const kit = join('node_modules', 'drizzle-kit', 'bin.cjs');
    const out = relative(process.cwd(), folder);
    const settings = ['--dialect', 'postgresql', '--schema', './db/schema/index.ts', '--out', out];
    const said = execFileSync(process.execPath, [kit, 'generate', ...settings], { encoding: 'utf8' });
    expect(said).toContain('No schema changes');
    expect(readdirSync(folder).filter((name) => name.endsWith('.sql'))).toEqual(migrations);
    rmSync(folder, { recursive: true });
  });

  it('after a reset finds the schema whole and every row gone', async () => {
    const url = await emptyDatabase();
    await migrateDatabase(url.href);
    const database = connectDatabase(url.href, { max: 1 });
    await insertTenantRows(database);
    await database.close();
    await resetDatabase(url.href);
    expect(await query(url, 'select * from tenants')).toEqual([]);
    expect(await query(url, count)).toEqual([{ count: migrations.length }]);
    expect(await query(url, "select has_table_privilege('mbi_app', 'campaigns', 'select') as may")).toEqual([
      { may: true },
    ]);
  });
});
