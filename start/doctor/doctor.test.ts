import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { freePort } from '../ports/free-port.ts';
import { isHealthy, renderFindings, runDoctor } from './index.ts';
import { checkChromium, checkDependencies } from './machine.ts';
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
