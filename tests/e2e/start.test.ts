import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { demoSchema } from '../../contracts/demo.ts';
import { freePort } from '../../start/ports/free-port.ts';
import { readPostmaster } from '../../start/postgres/postmaster-file.ts';
import { accepts } from '../../start/temporal/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-start-'));
const environment = { ...process.env, MBI_STATE_FOLDER: folder, NODE_ENV: 'test' };
const started: ChildProcess[] = [];

afterAll(async () => {
  for (const child of started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await runToEnd('start/reset.ts');
  rmSync(folder, { recursive: true, force: true });
});

function runToEnd(program: string): Promise<number> {
  return new Promise((resolve) => {
    spawn(process.execPath, [program], { env: environment, stdio: 'ignore' }).once('exit', (code) =>
      resolve(code ?? 1),
    );
  });
}

/** Starts the product and waits for its welcome; gives the process and everything it printed. */
function start(port: number): Promise<{ child: ChildProcess; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['start/main.ts', '--no-demo', '--port', String(port)], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    let text = '';
    const hear = (chunk: unknown) => {
      text += String(chunk);
      if (text.includes('Ctrl-C stops everything')) resolve({ child, text });
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${text}`)));
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

describe('npm start', () => {
  it('is ready with a file of addresses, refuses a second one, survives kill -9, and Ctrl-C leaves nothing behind', async () => {
    const port = await freePort(0);
    const first = await start(port);
    const demo = demoSchema.parse(JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')));
    expect(demo.api_url).toBe(`http://127.0.0.1:${port}`);
    for (const address of [demo.admin_url, `${demo.api_url}/v2/docs`, demo.temporal_ui_url]) {
      expect(first.text).toContain(address);
      expect((await fetch(address)).status, address).toBe(200);
    }
    const [tenant] = demo.tenants;
    for (const user of tenant?.users ?? []) {
      const answer = await fetch(`${demo.api_url}/v2/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: user.email, password: user.password }),
      });
      expect(answer.status, user.email).toBe(200);
    }
    const byKey = await fetch(`${demo.api_url}/v2/campaigns`, { headers: { 'x-api-key': tenant?.api_key ?? '' } });
    expect(byKey.status).toBe(200);
    await expect(start(port)).rejects.toThrow(/already runs/);

    const database_pid = readPostmaster(join(folder, 'postgres'))?.pid;
    first.child.kill('SIGKILL');
    await ended(first.child);
    const second = await start(port);
    expect(readPostmaster(join(folder, 'postgres'))?.pid).toBe(database_pid);
    const again = demoSchema.parse(JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')));
    expect(again.tenants).toEqual(demo.tenants);

    second.child.kill('SIGINT');
    expect(await ended(second.child)).toBe(0);
    expect(readPostmaster(join(folder, 'postgres'))).toBeNull();
    for (const address of [again.api_url, again.sandbox_url, again.temporal_ui_url]) {
      expect(await accepts(Number(new URL(address).port)), address).toBe(false);
    }
  }, 180_000);
});
