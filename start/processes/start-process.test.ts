import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startProcess } from './start-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let serial = 0;
/** Starts a small program as a part; gives what `startProcess` gives. */
function start(program: string, more: { ready_within_seconds?: number; environment?: Record<string, string> } = {}) {
  serial += 1;
  const file = join(folder, `part-${serial}.mjs`);
  writeFileSync(file, program);
  const log_file = join(folder, `part-${serial}.log`);
  const entry = relative(resolve('.'), file);
  const options = { name: 'part', entry, environment: {}, log_file, ready_within_seconds: 20, ...more };
  return { started: startProcess(options), log: () => readFileSync(log_file, 'utf8') };
}

const ready = (port: unknown = 4711) => `console.log(JSON.stringify({ ready: true, port: ${String(port)} }));`;
const stay = 'setInterval(() => undefined, 1000);';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a part of the product as a process', () => {
  it('is ready when it says so, with the port it says, and stops when asked', async () => {
    const part = await start(`process.on('SIGTERM', () => process.exit(0)); ${ready()} ${stay}`).started;
    expect(part).toMatchObject({ name: 'part', port: 4711 });
    expect(isAlive(part.pid)).toBe(true);
    await part.stop();
    expect(await part.exited).toBe(0);
    expect(isAlive(part.pid)).toBe(false);
    await part.stop();
  });

  it('may serve no port', async () => {
    const part = await start(`console.log('{"ready":true}'); ${stay}`).started;
    expect(part.port).toBe(0);
    part.kill();
    expect(await part.exited).toBe(1);
  });

  it('is not taken for ready by other lines that it prints', async () => {
    const noise = `console.log('starting'); console.log('{"ready":false}'); console.log('{"ready":true,"port":"x"}');`;
    const part = await start(`${noise} ${ready(5)} ${stay}`).started;
    expect(part.port).toBe(5);
    part.kill();
    await part.exited;
  });

  it('gets its settings by environment, and writes everything it says into its log', async () => {
    const program = `console.error('heard ' + process.env.MBI_TEST_WORD); console.log('out');
      process.on('SIGTERM', () => process.exit(0)); ${ready()} ${stay}`;
    const { started, log } = start(program, { environment: { MBI_TEST_WORD: 'hello' } });
    const part = await started;
    await part.stop();
    // What it said last may still be on its way into the file.
    for (const words of ['heard hello', 'out', '"ready":true']) await expect.poll(log).toContain(words);
  });

  it('that is given a setting as a value gets no file for it besides, though we were given one', async () => {
    process.env.MBI_TEST_WORD_FILE = '/run/secrets/word';
    process.env.MBI_OTHER_WORD_FILE = '/run/secrets/other';
    const program = `console.error(['MBI_TEST_WORD', 'MBI_TEST_WORD_FILE', 'MBI_OTHER_WORD_FILE'].map((name) => process.env[name]));
      process.on('SIGTERM', () => process.exit(0)); ${ready()} ${stay}`;
    const { started, log } = start(program, { environment: { MBI_TEST_WORD: 'hello' } });
    await (await started).stop();
    delete process.env.MBI_TEST_WORD_FILE;
    delete process.env.MBI_OTHER_WORD_FILE;
    await expect.poll(log).toContain("[ 'hello', undefined, '/run/secrets/other' ]");
  });

  it('that ends before it is ready is an error with the end of its log', async () => {
    const { started } = start("console.error('no database'); process.exitCode = 3;");
    await expect(started).rejects.toMatchObject({
      code: 'PROCESS_FAILED',
      message: expect.stringMatching(/part ended with code 3 before it was ready[\s\S]*no database/),
    });
  });

  it('that never becomes ready is killed and is an error', async () => {
    const { started } = start(`console.error('pid ' + process.pid); ${stay}`, { ready_within_seconds: 1 });
    const error = await started.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code: 'PROCESS_FAILED',
      message: expect.stringContaining('was not ready within 1 s'),
    });
    const pid = Number(/pid (\d+)/.exec(String(error))?.[1]);
    while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve));
  });

  it('that prints a broken ready line goes on until a good one comes', async () => {
    const { started } = start(
      `process.on('SIGTERM', () => process.exit(0)); console.log('{"ready"'); ${ready(6)} ${stay}`,
    );
    const part = await started;
    expect(part.port).toBe(6);
    await part.stop();
  });

  it('ends with the one who started it: its channel closes', async () => {
    const part =
      await start(`process.on('disconnect', () => process.exit(7)); process.on('SIGTERM', () => process.disconnect());
      ${ready()} ${stay}`).started;
    process.kill(part.pid, 'SIGTERM');
    expect(await part.exited).toBe(7);
  });
});
