import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findTemporalProgram, obtainTemporalProgram, temporalCliVersion } from './find-program.ts';
import { accepts, startTemporal, stopTemporal } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-temporal-'));
const record = join(folder, 'temporal.json');
afterAll(async () => {
  await stopTemporal(record);
  rmSync(folder, { recursive: true, force: true });
});

async function options() {
  return {
    program: await obtainTemporalProgram(resolve('.cache/bin'), () => undefined),
    state_folder: folder,
    database_file: join(folder, 'data', 'temporal.db'),
    preferred_port: 0,
    preferred_ui_port: null,
    namespace: 'default',
  };
}

describe('the embedded Temporal server', () => {
  it('is adopted by a second start instead of being opened twice, and gone after stop', async () => {
    const first = await startTemporal(await options());
    const second = await startTemporal(await options());
    expect(second).toMatchObject({ address: first.address, adopted: true });
    expect(existsSync(join(folder, 'data', 'temporal.db'))).toBe(true);
    await second.stop();
    expect(await accepts(Number(first.address.split(':')[1]))).toBe(false);
  });

  it('a record of a process that is gone does not block the next start', async () => {
    writeFileSync(record, JSON.stringify({ pid: 2 ** 22 - 1, port: 1, ui_port: null }));
    const server = await startTemporal(await options());
    expect(server.adopted).toBe(false);
    await server.stop();
  });

  it('a program that cannot serve is an error with the end of its log', async () => {
    await expect(startTemporal({ ...(await options()), program: '/bin/false' })).rejects.toMatchObject({
      code: 'TEMPORAL_UNAVAILABLE',
    });
  });

  it('a program is looked for in TEMPORAL_CLI, then the cache, then PATH', () => {
    const inside = (name: string) => {
      const path = join(folder, name);
      writeFileSync(path, '#!/bin/sh\n', { mode: 0o755 });
      return path;
    };
    expect(findTemporalProgram(folder, { PATH: '' })).toBeNull();
    const onPath = inside('temporal');
    expect(findTemporalProgram(join(folder, 'none'), { PATH: folder })).toBe(onPath);
    const cached = inside(`temporal-v${temporalCliVersion}`);
    expect(findTemporalProgram(folder, { PATH: folder })).toBe(cached);
    const named = inside('named');
    expect(findTemporalProgram(folder, { PATH: folder, TEMPORAL_CLI: named })).toBe(named);
  });
});
