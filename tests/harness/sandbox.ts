import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../../start/processes/start-process.ts';

/** The sandbox as a process of its own. */
export type TestSandbox = { readonly url: string; readonly stop: () => Promise<void> };

/** Starts a sandbox with an empty ledger on a free port. */
export async function startSandbox(environment: Record<string, string> = {}): Promise<TestSandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'mbi-sandbox-'));
  const running = await startProcess({
    name: 'sandbox',
    entry: 'sandbox/main.ts',
    environment: { SANDBOX_PORT: '0', SANDBOX_DATA_DIR: folder, ...environment },
    log_file: join(folder, 'sandbox.log'),
    ready_within_seconds: 30,
  });
  return {
    url: `http://127.0.0.1:${running.port}`,
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
