import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProcess } from '../start/processes/start-process.ts';
import { createTestDatabase, type TestDatabase } from '../tests/harness/database.ts';
import { temporalAddress } from '../tests/harness/temporal.ts';
import { obtainBundle } from './bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-worker-'));
let database: TestDatabase;
beforeAll(async () => {
  // Whoever starts the product has its bundle or waits for it once; how long that takes is not asked here.
  [database] = await Promise.all([createTestDatabase(), obtainBundle()]);
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the worker as a process', () => {
  it('says when it is ready, stops when asked, and keeps its secrets out of its log', async () => {
    const credentials_key = randomBytes(32).toString('hex');
    const log_file = join(folder, 'worker.log');
    const running = await startProcess({
      name: 'worker',
      entry: 'worker/main.ts',
      environment: {
        DATABASE_URL: database.app_url,
        TEMPORAL_ADDRESS: temporalAddress(),
        TEMPORAL_TASK_QUEUE: `process-${randomUUID()}`,
        MBI_CREDENTIALS_KEY: credentials_key,
        MBI_LOG_LEVEL: 'debug',
      },
      log_file,
      ready_within_seconds: 25,
    });
    process.kill(running.pid, 'SIGTERM');
    expect(await running.exited).toBe(0);
    const log = readFileSync(log_file, 'utf8');
    expect(log).not.toContain(credentials_key);
    expect(log).not.toContain(new URL(database.app_url).password);
  });

  it('names the setting that is missing and does not start', async () => {
    const started = startProcess({
      name: 'worker',
      entry: 'worker/main.ts',
      environment: {
        DATABASE_URL: database.app_url,
        TEMPORAL_ADDRESS: temporalAddress(),
        MBI_CREDENTIALS_KEY: 'short',
      },
      log_file: join(folder, 'broken.log'),
      ready_within_seconds: 25,
    });
    await expect(started).rejects.toThrow(/MBI_CREDENTIALS_KEY/);
  });
});
