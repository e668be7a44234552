import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { platformConfigGroups } from '../../activities/ad-platforms/platforms.action.ts';
import { CodedError } from '../errors/index.ts';
import { configGroups, credentialsConfig, databaseConfig } from './index.ts';
import { readConfig } from './read-config.ts';
import { type Environment, openEnvironment, readSecretFiles, settingsFromFiles } from './secret-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-secret-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const groups = { ...configGroups, ...platformConfigGroups() };
const settings = [...settingsFromFiles(groups)].map(([name, { secret }]) => ({ name, secret }));
const secrets = settings.filter(({ secret }) => secret).map(({ name }) => name);
const canary = 'canary-that-nobody-may-print';

let serial = 0;
function fileOf(content: string, mode = 0o600): string {
  serial += 1;
  const path = join(folder, `secret-${serial}`);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}
const open = (environment: Environment) => openEnvironment(environment, groups, { readFileSync, statSync });
function refusal(environment: Environment): CodedError {
  try {
    open(environment);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('It was taken.');
}

describe('a setting that is a secret', () => {
  it('is marked so, whatever it is called', () => {
    const all = Object.values(groups).flatMap(({ shape }) => Object.keys(shape));
    const looksSecret = /(KEYS?|TOKEN|SECRET|PASSWORD|SERVICE_ACCOUNT|_DSN|WEBHOOK_URL|SMTP_URL)$|^DATABASE_.*URL$/;
    expect(secrets.toSorted()).toEqual(all.filter((name) => looksSecret.test(name)).toSorted());
    expect(secrets.length).toBeGreaterThan(30);
  });

  it.each(settings)('$name may come from a file, and only from there or from the environment', ({ name, secret }) => {
    const file = fileOf(`${canary}\n`);
    expect(open({ [`${name}_FILE`]: file, OTHER: 'x' })).toEqual({ [name]: canary, OTHER: 'x' });
    expect(open({ [name]: canary })).toEqual({ [name]: canary });
    const twice = refusal({ [name]: canary, [`${name}_FILE`]: file });
    expect(twice).toMatchObject({
      code: 'SECRET_FILE_REFUSED',
      details: { problems: [{ name, reason: 'given_twice' }] },
    });
    const seen = `${twice.message} ${twice.stack} ${JSON.stringify(twice.details)}`;
    expect(seen).not.toContain(canary);
    expect(seen).not.toContain(file);
    const world = { [`${name}_FILE`]: fileOf(canary, 0o604) };
    if (secret) expect(refusal(world).details).toEqual({ problems: [{ name, reason: 'open_to_others' }] });
    else expect(open(world)).toEqual({ [name]: canary });
  });

  it('is read as it stands in the file, but for the line ends at its end', () => {
    const read = (content: string) => open({ MBI_JWT_SECRET_FILE: fileOf(content) }).MBI_JWT_SECRET;
    expect(read('one\n')).toBe('one');
    expect(read('one\r\n')).toBe('one');
    expect(read(' -----BEGIN\ntwo \n\n')).toBe(' -----BEGIN\ntwo ');
  });
});

describe('a file that is not taken', () => {
  const reasonOf = (path: string) => refusal({ MBI_JWT_SECRET_FILE: path }).details;
  const because = (reason: string) => ({ problems: [{ name: 'MBI_JWT_SECRET', reason }] });

  it.each([
    ['is not there', () => join(folder, 'none'), 'missing'],
    ['is a folder', () => folder, 'unreadable'],
    ['is empty', () => fileOf(''), 'empty'],
    ['holds nothing but line ends', () => fileOf('\n\n'), 'empty'],
    ['is no secret by its size', () => fileOf('x'.repeat(65_537)), 'too_large'],
    ['may be read by everyone', () => fileOf(canary, 0o644), 'open_to_others'],
    ['may be written by its group', () => fileOf(canary, 0o620), 'open_to_others'],
  ])('%s: it is said so', (_what, path, reason) => {
    expect(reasonOf(path())).toEqual(because(reason));
  });

  it('is no file but something that would never end: it is not even opened', () => {
    const opened: string[] = [];
    const files = {
      statSync: () => ({ mode: 0o600, size: 0, isFile: () => false }),
      readFileSync: (path: string) => {
        opened.push(path);
        return canary;
      },
    };
    const { problems } = readSecretFiles({ MBI_JWT_SECRET_FILE: '/dev/zero' }, groups, files);
    expect([problems, opened]).toEqual([[{ name: 'MBI_JWT_SECRET', reason: 'unreadable' }], []]);
    expect(refusal({ MBI_JWT_SECRET_FILE: '/dev/null' }).details).toEqual(because('unreadable'));
  });

  it('is told together with all others, and the rest is read all the same', () => {
    const environment = {
      MBI_JWT_SECRET_FILE: join(folder, 'none'),
      OPENAI_API_KEY_FILE: fileOf(''),
      XAI_API_KEY_FILE: fileOf(canary),
    };
    const { environment: read, problems } = readSecretFiles(environment, groups, { readFileSync, statSync });
    expect(read).toEqual({ XAI_API_KEY: canary });
    expect(problems.map(({ name }) => name)).toEqual(['MBI_JWT_SECRET', 'OPENAI_API_KEY']);
    expect(refusal(environment).message.split('\n')).toHaveLength(3);
  });

  it('may be a secret that somebody wrote where its path belongs: it is not printed', () => {
    const error = refusal({ ANTHROPIC_API_KEY_FILE: canary });
    expect(`${error.message} ${error.stack} ${JSON.stringify(error.details)}`).not.toContain(canary);
  });
});

describe('a mounted file', () => {
  const inMount = (name: string) => {
    mkdirSync(join(folder, 'mount'), { recursive: true });
    const path = join(folder, 'mount', name);
    writeFileSync(path, canary);
    chmodSync(path, 0o444);
    return path;
  };
  const MBI_SECRET_MOUNTS = `/run/secrets,${join(folder, 'mount')}/`;

  it('may be readable by everyone, where nobody else sees the folder', () => {
    const path = inMount('jwt');
    expect(open({ MBI_SECRET_MOUNTS, MBI_JWT_SECRET_FILE: path }).MBI_JWT_SECRET).toBe(canary);
    expect(refusal({ MBI_JWT_SECRET_FILE: path }).details).toMatchObject({ problems: [{ reason: 'open_to_others' }] });
  });

  it('is one in the folder, not beside it, and an empty name of a folder is none', () => {
    inMount('jwt');
    mkdirSync(join(folder, 'mount-of-another'), { recursive: true });
    const beside = join(folder, 'mount-of-another', 'jwt');
    writeFileSync(beside, canary);
    chmodSync(beside, 0o444);
    for (const mounts of [join(folder, 'mount'), MBI_SECRET_MOUNTS, ',', `${join(folder, 'mount')},,`]) {
      const given = { MBI_SECRET_MOUNTS: mounts, MBI_JWT_SECRET_FILE: beside };
      expect(refusal(given).details).toMatchObject({ problems: [{ reason: 'open_to_others' }] });
    }
  });

  it('may be a link within it, as Kubernetes makes them, but no way out of it', () => {
    inMount('target');
    symlinkSync('target', join(folder, 'mount', 'link'));
    expect(open({ MBI_SECRET_MOUNTS, MBI_JWT_SECRET_FILE: join(folder, 'mount', 'link') }).MBI_JWT_SECRET).toBe(canary);
    const outside = fileOf(canary, 0o644);
    const way = `${folder}/mount/../${outside.slice(folder.length + 1)}`;
    expect(refusal({ MBI_SECRET_MOUNTS, MBI_JWT_SECRET_FILE: way }).code).toBe('SECRET_FILE_REFUSED');
  });
});

it('what comes from a file is checked as what comes from the environment, and not printed either', () => {
  const environment = open({ MBI_CREDENTIALS_KEY_FILE: fileOf(canary), DATABASE_URL_FILE: fileOf('postgres://a@b/c') });
  expect(readConfig(databaseConfig, environment)).toEqual({ DATABASE_URL: 'postgres://a@b/c' });
  const attempt = () => readConfig(credentialsConfig, environment);
  expect(attempt).toThrow(/MBI_CREDENTIALS_KEY/);
  expect(attempt).not.toThrow(canary);
});

it('a setting that is no secret has no file, and an empty path counts as none', () => {
  const environment = { MBI_API_PORT_FILE: '/etc/hostname', SSL_CERT_FILE: '/none', MBI_JWT_SECRET_FILE: '' };
  expect(open(environment)).toEqual(environment);
});
