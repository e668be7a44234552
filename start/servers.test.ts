import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedSettings } from './processes/start-parts.ts';
import { provideDatabase, provideTemporal } from './servers.ts';
import { loadSecrets } from './state/secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-servers-'));
const secrets = loadSecrets(join(folder, 'secrets.json'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const outside = { DATABASE_URL: 'postgres://app@db/mbi', DATABASE_OWNER_URL: 'postgres://owner@db/mbi' };
const say = () => undefined;

describe('servers that somebody else runs', () => {
  it('are used as they are named, and not stopped', async () => {
    const database = await provideDatabase(secrets, outside);
    expect(database).toMatchObject({
      owner_url: outside.DATABASE_OWNER_URL,
      app_url: outside.DATABASE_URL,
      embedded: false,
    });
    await database.stop();
    const temporal = await provideTemporal({ TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_NAMESPACE: 'mine' }, say);
    expect(temporal).toMatchObject({ address: 'temporal:7233', namespace: 'mine', ui_url: null });
    await temporal.stop();
  });

  it('need the owner of the database too: the app’s role cannot migrate', async () => {
    await expect(provideDatabase(secrets, { DATABASE_URL: outside.DATABASE_URL })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('DATABASE_OWNER_URL'),
    });
  });

  it('are in the default namespace unless one is named', async () => {
    const named = { TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_NAMESPACE: '', TEMPORAL_UI_URL: 'http://ui' };
    expect(await provideTemporal(named, say)).toMatchObject({ namespace: 'default', ui_url: 'http://ui' });
  });
});

describe('what every part is told', () => {
  it('is where the servers are and which keys to use, but never the owner’s address', async () => {
    const database = await provideDatabase(secrets, outside);
    const temporal = await provideTemporal({ TEMPORAL_ADDRESS: 'temporal:7233' }, say);
    const settings = sharedSettings({ database, temporal, secrets });
    expect(settings).toEqual({
      ...{ DATABASE_URL: outside.DATABASE_URL, TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_NAMESPACE: 'default' },
      ...{ TEMPORAL_UI_URL: '', MBI_CREDENTIALS_KEY: secrets.credentials_key, MBI_JWT_SECRET: secrets.jwt_secret },
    });
    expect(Object.values(settings)).not.toContain(outside.DATABASE_OWNER_URL);
  });
});
