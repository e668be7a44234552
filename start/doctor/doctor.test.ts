import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { freePort } from '../ports/free-port.ts';
import { isHealthy, renderFindings, runDoctor } from './index.ts';
import { checkChromium, checkDependencies } from './machine.ts';
import { checkProtection } from './protection.ts';
import { checkPort, checkPostgres, checkTemporal } from './servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the doctor', () => {
  it('finds this machine able to start, and says so in one line for each prerequisite', async () => {
    const findings = await runDoctor(process.env);
    expect(isHealthy(findings)).toBe(true);
    expect(renderFindings(findings).split('\n')).toHaveLength(findings.length);
    expect(new Set(findings.map((each) => each.name)).size).toBe(findings.length);
  });

  it('names one remedy for everything that is missing', async () => {
    const dead = `127.0.0.1:${await freePort(0)}`;
    const findings = [
      await checkPostgres(folder, { DATABASE_URL: `postgres://nobody:secret-word@${dead}/none` }),
      await checkTemporal(folder, { TEMPORAL_ADDRESS: dead }),
      await checkTemporal(folder, { PATH: folder }),
      checkDependencies(folder),
      checkChromium(folder, { CHROMIUM_PATH: join(folder, 'none') }),
    ];
    for (const finding of findings) if (finding.status !== 'ok') expect(finding.remedy, finding.name).toMatch(/\w/);
    expect(isHealthy(findings)).toBe(false);
    expect(renderFindings(findings)).not.toContain('secret-word');
  });

  it('tells a server that answers from one that does not', async () => {
    expect(await checkPostgres(folder, { DATABASE_URL: inject('postgres_owner_url') })).toMatchObject({ status: 'ok' });
    expect(await checkTemporal(folder, { TEMPORAL_ADDRESS: inject('temporal_address') })).toMatchObject({
      status: 'ok',
    });
    expect(await checkPort(Number(inject('temporal_address').split(':')[1]))).toMatchObject({
      status: 'optional_missing',
    });
  });
});

describe('the doctor on how a configuration is guarded', () => {
  const canary = 'canary-that-nobody-may-print';
  const file = join(folder, 'secret');
  writeFileSync(file, `${canary}\n`, { mode: 0o600 });
  const keys = `${'0a'.repeat(32)},${'0b'.repeat(32)}`;
  const found = (environment: Record<string, string>) => {
    const findings = checkProtection(environment);
    for (const secret of [canary, '0a0a0a0a', 'db.example.com']) expect(renderFindings(findings)).not.toContain(secret);
    return Object.fromEntries(findings.map((each) => [each.name, each]));
  };

  it('has nothing to mend where nothing is set', () => {
    expect(isHealthy(checkProtection({}))).toBe(true);
    expect(checkProtection({}).every(({ status }) => status === 'ok')).toBe(true);
  });

  it('tells where secrets come from, and in production advises files', () => {
    const given = { OPENAI_API_KEY_FILE: file, MBI_JWT_SECRET: canary };
    expect(found(given).Secrets).toMatchObject({ detail: '1 from files, 1 in the environment (MBI_JWT_SECRET)' });
    expect(found({ ...given, MBI_ENVIRONMENT: 'prod' }).Secrets?.status).toBe('optional_missing');
    const twice = { ...given, OPENAI_API_KEY: canary };
    expect(found(twice).Secrets).toMatchObject({
      status: 'missing',
      detail: expect.stringContaining('OPENAI_API_KEY'),
    });
  });

  it('tells how each connection is encrypted, and what production would refuse', () => {
    const given = { DATABASE_URL: `postgres://a:${canary}@db.example.com/mbi`, TEMPORAL_ADDRESS: 'temporal:7233' };
    const detail = 'DATABASE_URL plain (public), TEMPORAL_ADDRESS plain (private)';
    expect(found(given)['In transit']).toMatchObject({ status: 'optional_missing', detail });
    expect(found({ ...given, MBI_ENVIRONMENT: 'prod' })['In transit']?.status).toBe('missing');
    const verified = { ...given, DATABASE_URL: `${given.DATABASE_URL}?sslmode=verify-full`, MBI_ENVIRONMENT: 'prod' };
    expect(found(verified)['In transit']?.status).toBe('ok');
    expect(found({ DATABASE_URL: 'postgres://db/x?sslmode=odd' })['In transit']?.status).toBe('missing');
  });

  it('tells what is sealed at rest, with how many keys, and what is left to do', () => {
    expect(found({ MBI_CREDENTIALS_KEY: keys })['Tokens at rest']).toMatchObject({
      ...{ status: 'optional_missing', remedy: expect.stringContaining('credentials rotate') },
    });
    expect(found({ MBI_PAYLOAD_KEY: keys })['Temporal at rest']).toMatchObject({ status: 'ok' });
    expect(found({ MBI_ENVIRONMENT: 'prod' })['Temporal at rest']?.status).toBe('optional_missing');
  });
});
