import { chownSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalConfig } from '../../contracts/config/index.ts';
import { readConfig } from '../../contracts/config/read-config.ts';
import { temporalConnectionOf } from '../../contracts/config/temporal.ts';
import { connectDatabase } from '../../db/connect.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { createAuthority } from './certificates.ts';

const ours = createAuthority('Ours');
const foreign = createAuthority('Foreign');

describe('Postgres', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.owner.sql.unsafe('alter system reset ssl');
    await database.owner.sql`select pg_reload_conf()`;
    await database.drop();
  });

  /** The real server takes TLS from now on, with this certificate; whoever comes without it goes on as before. */
  async function certifiedFor(...names: readonly string[]): Promise<void> {
    const { sql } = database.owner;
    const [row] = await sql<{ folder: string }[]>`select current_setting('data_directory') as folder`;
    const folder = row?.folder ?? '';
    const { uid, gid } = statSync(folder);
    const { certificate, key } = ours.certify(names);
    for (const [name, content] of [
      ['server.crt', certificate],
      ['server.key', key],
    ] as const) {
      writeFileSync(join(folder, name), content, { mode: 0o600 });
      chownSync(join(folder, name), uid, gid);
    }
    await sql.unsafe('alter system set ssl = on');
    await sql`select pg_reload_conf()`;
    await expect.poll(async () => (await sql`show ssl`)[0]?.ssl).toBe('on');
  }

  /** Whether a connection of the app is encrypted, as the server sees it. */
  async function encryption(words: string, authority?: string): Promise<unknown> {
    const url = `${database.app_url.replace('localhost', '127.0.0.1')}${words}`;
    const pool = connectDatabase(url, { max: 1, authority });
    try {
      const [row] = await pool.sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`;
      return row?.ssl;
    } finally {
      await pool.close();
    }
  }

  it('is spoken to as sslmode says, and only if its certificate comes from the right authority and bears its name', async () => {
    await certifiedFor('127.0.0.1');
    expect(await encryption('')).toBe(false);
    expect(await encryption('?sslmode=disable')).toBe(false);
    expect(await encryption('?sslmode=prefer')).toBe(true);
    expect(await encryption('?sslmode=require')).toBe(true);
    expect(await encryption('', ours.certificate)).toBe(true);
    expect(await encryption('?sslmode=verify-ca', ours.certificate)).toBe(true);
    expect(await encryption('?sslmode=verify-full', ours.certificate)).toBe(true);
    for (const mode of ['require', 'verify-ca', 'verify-full'])
      await expect(encryption(`?sslmode=${mode}`, foreign.certificate), mode).rejects.toThrow(/certificate/);
    await expect(encryption('?sslmode=verify-full')).rejects.toThrow(/certificate/);
    await expect(encryption('?sslrootcert=system')).rejects.toThrow(/certificate/);
  });

  it('is refused under another name than its certificate bears, unless only the authority is asked for', async () => {
    await certifiedFor('elsewhere.example', 'localhost');
    // A new certificate counts for connections that come after the server has read it.
    const refused = () =>
      encryption('?sslmode=verify-full', ours.certificate).then(String, (error) => String(error.code));
    await expect.poll(refused).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await encryption('?sslmode=verify-ca', ours.certificate)).toBe(true);
  });

  it('is migrated over the same encryption', async () => {
    await certifiedFor('127.0.0.1');
    const url = `${database.owner_url}?sslmode=verify-full`;
    await expect(migrateDatabase(url, { authority: foreign.certificate })).rejects.toThrow(/certificate/);
    const told: string[] = [];
    const onProgress = (line: string) => told.push(line);
    await expect
      .poll(() => migrateDatabase(url, { authority: ours.certificate, onProgress }).then(() => true))
      .toBe(true);
    expect(told.at(-1)).toContain('up to date');
  });

  it.each(['?sslmode=verify-everything', '?sslrootcert=/etc/ca.pem'])(
    'refuses words that it does not know: %s',
    (words) => {
      expect(() => connectDatabase(`postgres://a:a-secret-word@${words}`)).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.not.stringContaining('a-secret-word') }),
      );
    },
  );
});

describe('Temporal', () => {
  Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });
  const servers: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];
  afterAll(async () => {
    for (const { server, sockets } of servers) {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  /** The real server behind TLS, as a proxy in front of it ends it; with `clients` it asks for a certificate of theirs. */
  async function behindTls(clients?: string): Promise<string> {
    const { certificate: cert, key } = ours.certify(['localhost']);
    const asking = clients === undefined ? {} : { requestCert: true, rejectUnauthorized: true, ca: clients };
    const sockets = new Set<Socket>();
    const server = createServer({ cert, key, ALPNProtocols: ['h2'], ...asking }, (socket) => {
      const [, port] = temporalAddress().split(':');
      const behind = connect(Number(port), '127.0.0.1');
      for (const each of [socket, behind]) {
        sockets.add(each);
        each.on('error', () => undefined);
        each.on('close', () => [socket, behind].forEach((one) => void one.destroy()));
      }
      socket.pipe(behind).pipe(socket);
    });
    servers.push({ server, sockets });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = server.address();
    return `localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  const settingsOf = (TEMPORAL_ADDRESS: string, more: Record<string, string>) =>
    temporalConnectionOf(readConfig(temporalConfig, { TEMPORAL_ADDRESS, ...more }));
  /** Whether worker and client get through; the client tries for as long as it may. */
  async function reach(address: string, more: Record<string, string>, connectTimeout = 10_000): Promise<unknown> {
    const settings = settingsOf(address, more);
    return Promise.all(
      [() => NativeConnection.connect(settings), () => Connection.connect({ ...settings, connectTimeout })].map(
        (open) =>
          open().then(
            async (connection) => connection.close().then(() => true),
            () => false,
          ),
      ),
    );
  }
  const both = [true, true];
  const neither = [false, false];

  it('is reached over TLS by worker and client with its authority, and by neither with another', async () => {
    const address = await behindTls();
    const TEMPORAL_TLS_CA = ours.certificate;
    expect(await reach(address, { TEMPORAL_TLS_CA })).toEqual(both);
    expect(await reach(address, { TEMPORAL_TLS_CA: foreign.certificate }, 700)).toEqual(neither);
    const numbered = address.replace('localhost', '127.0.0.1');
    expect(await reach(numbered, { TEMPORAL_TLS_CA, TEMPORAL_TLS_SERVER_NAME: 'localhost' })).toEqual(both);
  });

  it('that asks for a certificate lets in only who has one of the right authority', async () => {
    const address = await behindTls(ours.certificate);
    const own = (from: typeof ours) => {
      const { certificate, key } = from.certify(['mbi']);
      return {
        ...{ TEMPORAL_TLS_CA: ours.certificate, TEMPORAL_TLS_CERTIFICATE: certificate, TEMPORAL_TLS_KEY: key },
        TEMPORAL_TLS_SERVER_NAME: 'localhost',
      };
    };
    expect(await reach(address, own(ours))).toEqual(both);
    expect(await reach(address, own(foreign), 700)).toEqual(neither);
  });
});
