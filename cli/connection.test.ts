import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createConnection } from './connection.ts';
import { CommandFailure } from './exit.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-connection-'));
const demo_file = join(folder, 'demo.json');
const nowhere = join(folder, 'nothing.json');
/** What the server was asked, and by whom. */
const asked: { path: string; key: unknown; bearer: unknown; body: unknown }[] = [];
const server = createServer(async (request, response) => {
  const body = request.method === 'POST' ? await json(request) : null;
  asked.push({
    path: request.url ?? '',
    key: request.headers['x-api-key'],
    bearer: request.headers.authorization,
    body,
  });
  if (request.url === '/broken')
    return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>no</h1>');
  if (request.url === '/problem') {
    const problem = {
      title: 'Gone',
      detail: 'It is gone.',
      code: 'X_GONE',
      fix: 'Ask again.',
      traceId: 't-1',
      more: 1,
    };
    return void response.writeHead(410, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(request.url === '/v2/auth/login' ? { access_token: 'signed-in' } : { ok: true }));
});
let url = '';

const people = (domain: string) => [
  { email: `marketer@${domain}`, password: 'pw-marketer', roles: ['marketer'] },
  { email: `engineer@${domain}`, password: 'pw-engineer', roles: ['engineer'] },
  { email: `admin@${domain}`, password: 'pw-admin', roles: ['admin'] },
];

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address: AddressInfo | string | null = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const demo = {
    api_url: url,
    admin_url: url,
    temporal_ui_url: url,
    temporal_address: 'x',
    sandbox_url: url,
    database_url: 'x',
    tenants: [
      {
        tenant_id: '00000000-0000-4000-8000-000000000001',
        name: 'Lumen',
        api_key: 'key-1',
        users: people('lumen.example'),
      },
      {
        tenant_id: '00000000-0000-4000-8000-000000000002',
        name: 'Aster',
        api_key: 'key-2',
        users: people('aster.example'),
      },
    ],
  };
  writeFileSync(demo_file, JSON.stringify(demo));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  asked.length = 0;
});

type Options = Parameters<ReturnType<typeof createConnection>['connect']>[0];
/** Connects, asks for one thing and tells with what it was asked. */
async function connected(environment: Record<string, string>, options: Options, file = demo_file) {
  const api = await createConnection(environment, file).connect(options);
  await api.get('/thing', z.object({ ok: z.boolean() }));
  const login = asked.findLast((each) => each.path === '/v2/auth/login')?.body ?? null;
  const { path, key, bearer } = asked.at(-1) ?? {};
  return { path, key, bearer, login };
}
/** Why it did not connect. */
async function refused(environment: Record<string, string>, options: Options, file = demo_file) {
  const failure: unknown = await createConnection(environment, file)
    .connect(options)
    .catch((error: unknown) => error);
  if (!(failure instanceof CommandFailure)) throw new Error('it connected');
  return { code: failure.exitCode, message: failure.message };
}
const signedIn = { key: undefined, bearer: 'Bearer signed-in' };

describe('who a command is', () => {
  it('the demo file’s first tenant by its key, or the tenant that is named, in any case, or by id', async () => {
    expect(await connected({}, {})).toMatchObject({ key: 'key-1', bearer: undefined });
    expect(await connected({}, { tenant: 'aster' })).toMatchObject({ key: 'key-2' });
    expect(await connected({}, { tenant: '00000000-0000-4000-8000-000000000002' })).toMatchObject({ key: 'key-2' });
    expect(await refused({}, { tenant: 'Nobody' })).toEqual({
      code: 2,
      message: 'There is no tenant Nobody; there is: Lumen, Aster.',
    });
  });

  it('somebody who may, when the person behind the demo key may not', async () => {
    expect(await connected({}, { permission: 'approvals:decide' })).toMatchObject({ key: 'key-1', login: null });
    expect(await connected({}, { permission: 'actions:run' })).toMatchObject({
      ...signedIn,
      login: { email: 'engineer@lumen.example', password: 'pw-engineer' },
    });
    expect(await connected({}, { permission: 'audit:read', tenant: 'Aster' })).toMatchObject({
      login: { email: 'admin@aster.example' },
    });
  });

  it('the person named by --as, of whichever tenant, with the password of the demo or of the environment', async () => {
    expect(await connected({}, { as: 'admin@aster.example' })).toMatchObject({
      ...signedIn,
      login: { email: 'admin@aster.example', password: 'pw-admin' },
    });
    expect(await connected({ MBI_PASSWORD: 'mine' }, { as: 'admin@aster.example' })).toMatchObject({
      login: { password: 'mine' },
    });
    expect(await refused({}, { as: 'nobody@lumen.example' })).toEqual({
      code: 2,
      message: 'Set MBI_PASSWORD to the password of nobody@lumen.example.',
    });
  });

  it('a key of the environment, without any demo; slashes at the end of the address do not count', async () => {
    const environment = { MBI_API_URL: `${url}//`, MBI_API_KEY: 'mine' };
    expect(await connected(environment, {}, nowhere)).toMatchObject({ path: '/thing', key: 'mine' });
    // What a key may do is for the API to say.
    expect(await connected(environment, { permission: 'actions:run' }, nowhere)).toMatchObject({
      key: 'mine',
      login: null,
    });
    const person = { MBI_API_URL: url, MBI_PASSWORD: 'secret' };
    expect(await connected(person, { as: 'ana@lumen.example' }, nowhere)).toMatchObject({
      ...signedIn,
      login: { email: 'ana@lumen.example', password: 'secret' },
    });
  });

  it('nobody without a key, a person or a demo, and says what to set', async () => {
    expect(await refused({ MBI_API_URL: url }, {}, nowhere)).toEqual({
      code: 2,
      message: 'Set MBI_API_KEY, or sign in with --as.',
    });
    expect(await refused({}, {}, nowhere)).toEqual({
      code: 2,
      message: `There is no readable ${nowhere}. Run \`npm start\`, or set MBI_API_URL and MBI_API_KEY.`,
    });
    writeFileSync(nowhere, '{"api_url": 3}');
    expect(await refused({}, {}, nowhere)).toMatchObject({ message: expect.stringContaining('There is no readable') });
    rmSync(nowhere);
  });
});

describe('an answer that is not good', () => {
  const api = () => createConnection({ MBI_API_URL: url, MBI_API_KEY: 'k' }, nowhere).connect({});

  it('is told in the problem’s own words, which --json gives whole', async () => {
    const failure = await (await api()).get('/problem', z.unknown()).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: 'Gone (X_GONE, HTTP 410): It is gone.\nAsk again.\ntrace id t-1',
      exitCode: 3,
      data: { code: 'X_GONE', more: 1 },
    });
  });

  it('without a problem says at least its status', async () => {
    const failure = await (await api()).get('/broken', z.unknown()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: 'The API answered 502.', exitCode: 3, data: null });
  });

  it('of another shape than expected is no answer', async () => {
    await expect((await api()).get('/thing', z.object({ ok: z.string() }))).rejects.toThrow(z.ZodError);
  });

  it('a body goes as JSON, with the headers that were asked for', async () => {
    await (await api()).post('/thing', { a: [1] }, z.unknown(), { 'idempotency-key': 'once' });
    expect(asked.at(-1)).toMatchObject({ body: { a: [1] }, key: 'k' });
  });
});
