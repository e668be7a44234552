import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, describe, expect, it } from 'vitest';
import { readPostmaster } from './postmaster-file.ts';
import { chooseRunAs } from './run-as.ts';
import { startPostgres, stopPostgres } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-postgres-'));
const options = {
  data_folder: join(folder, 'data'),
  log_file: join(folder, 'logs', 'of', 'postgres.log'),
  owner_password: 'a password with : and @',
  preferred_port: 0,
  durable: true,
};
afterAll(async () => {
  await stopPostgres(options.data_folder);
  rmSync(folder, { recursive: true, force: true });
});

async function answer(url: string, statement: string): Promise<readonly unknown[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

describe('the embedded Postgres', () => {
  it('two first starters at once end with one server, a kill -9 loses nothing, a stopped one starts again', async () => {
    const [first, second] = await Promise.all([startPostgres(options), startPostgres(options)]);
    expect(second.port).toBe(first.port);
    expect((await startPostgres(options)).adopted).toBe(true);

    await answer(first.owner_url('postgres'), 'create table kept (n int)');
    await answer(first.owner_url('postgres'), 'insert into kept values (7)');
    process.kill(first.pid, 'SIGKILL');
    await expect.poll(() => readPostmaster(options.data_folder)).toBeNull();
    const recovered = await startPostgres(options);
    expect(recovered.pid).not.toBe(first.pid);
    expect(await answer(recovered.owner_url('postgres'), 'select n from kept')).toEqual([{ n: 7 }]);

    await recovered.stop();
    expect(readPostmaster(options.data_folder)).toBeNull();
    await expect(answer(recovered.owner_url('postgres'), 'select 1')).rejects.toThrow();
  });

  it('a pid file that names another program is not believed', () => {
    const other = mkdtempSync(join(folder, 'stale-'));
    writeFileSync(join(other, 'postmaster.pid'), [process.pid, other, 0, 5432, '', '', '', 'ready'].join('\n'));
    expect(readPostmaster(other)).toBeNull();
    writeFileSync(join(other, 'postmaster.pid'), 'nonsense');
    expect(readPostmaster(other)).toBeNull();
  });

  it('root never runs it as root', () => {
    const runAs = chooseRunAs('/bin/sh', folder);
    if (process.getuid?.() === 0) expect(runAs.uid !== undefined || runAs.prefix[0] === 'unshare').toBe(true);
    else expect(runAs).toEqual({ prefix: [] });
  });
});
