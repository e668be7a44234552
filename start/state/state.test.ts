import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { loadSecrets } from './secrets.ts';
import { findRunningStart, noteStart } from './single-start.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-state-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the secrets of an installation', () => {
  it('are made once, and read again by every later start', () => {
    const file = join(folder, 'deep', 'er', 'secrets.json');
    const first = loadSecrets(file);
    expect(loadSecrets(file)).toEqual(first);
  });

  it('can be read by the owner of the file only', () => {
    const file = join(folder, 'private.json');
    loadSecrets(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('differ from each other and from those of another installation', () => {
    const [one, two] = [loadSecrets(join(folder, 'one.json')), loadSecrets(join(folder, 'two.json'))];
    const words = [one, two].flatMap(({ api_keys, ...rest }) => [...Object.values(rest), ...Object.values(api_keys)]);
    expect(new Set(words).size).toBe(words.length);
  });

  it('are long enough, and there is an API key for each tenant of the demo', () => {
    const secrets = loadSecrets(join(folder, 'long.json'));
    expect(secrets.credentials_key).toMatch(/^[0-9a-f]{64}$/);
    expect(Buffer.from(secrets.jwt_secret, 'base64url').length).toBeGreaterThanOrEqual(32);
    for (const { tenant_id } of demoTenants) expect(secrets.api_keys[tenant_id]).toMatch(/^mbi_live_.{32}$/);
  });

  it('that were damaged are refused, not replaced: the database knows the old ones', () => {
    const file = join(folder, 'damaged.json');
    writeFileSync(file, '{"owner_password":"x"}');
    expect(() => loadSecrets(file)).toThrow(/app_password/);
  });
});

describe('one start at a time', () => {
  const file = join(folder, 'running.json');
  const note = (text: string) => writeFileSync(file, text);

  it('finds nobody where there is no note, or no usable one', () => {
    expect(findRunningStart(join(folder, 'none.json'))).toBeNull();
    for (const text of ['', 'nonsense', '{}', '{"pid":"1"}']) {
      note(text);
      expect(findRunningStart(file)).toBeNull();
    }
  });

  it('finds nobody when the process of the note is gone', () => {
    note(JSON.stringify({ pid: 2 ** 22 - 1 }));
    expect(findRunningStart(file)).toBeNull();
  });

  it('does not take itself for another one', () => {
    const undo = noteStart(file);
    expect(findRunningStart(file)).toBeNull();
    undo();
    expect(existsSync(file)).toBe(false);
    undo();
  });

  it('tells a running start from a stranger who got its number', async () => {
    const run = (words: readonly string[]) =>
      spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => undefined, 1000)', ...words], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const children = [run(['start/main.ts']), run(['something else'])];
    await Promise.all(children.map((child) => new Promise((resolve) => child.stdout.once('data', resolve))));
    const found = children.map((child) => {
      note(JSON.stringify({ pid: child.pid }));
      return findRunningStart(file);
    });
    for (const child of children) child.kill('SIGKILL');
    expect(found[0]).toBe(children[0]?.pid);
    if (process.platform === 'linux') expect(found[1]).toBeNull();
  });
});
