import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Demo } from '../../contracts/demo.ts';
import { demoSchema } from '../../contracts/demo.ts';
import { campaignsOf, demoPeople, demoTenants } from '../../contracts/demo-world.ts';
import { loadSecrets, type Secrets } from '../state/secrets.ts';
import { loadDemo } from './load-demo.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-demo-'));
let secrets: Secrets;
let write: (api_url: string) => Demo;
let render: (demo: Demo, seconds: string) => string;
beforeAll(async () => {
  // The place of the file is fixed when the module is read.
  vi.stubEnv('MBI_STATE_FOLDER', folder);
  vi.resetModules();
  const { renderWelcome, writeDemoFile } = await import('./welcome.ts');
  secrets = loadSecrets(join(folder, 'secrets.json'));
  mkdirSync(folder, { recursive: true });
  const stop = async () => undefined;
  const database = {
    owner_url: 'postgres://owner:owner-word@h/mbi',
    app_url: 'postgres://app:w@h/mbi',
    embedded: true,
    stop,
  };
  const temporal = { address: '127.0.0.1:7233', ui_url: null, namespace: 'default', stop };
  write = (api_url) => writeDemoFile({ api_url, sandbox_url: 'http://127.0.0.1:8790', database, temporal, secrets });
  render = renderWelcome;
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('what the demo tells', () => {
  it('is a file for its owner only, with every tenant, person and key, and nothing of the database’s owner', () => {
    const demo = write('http://127.0.0.1:8000');
    const file = join(folder, 'demo.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    expect(demoSchema.parse(JSON.parse(text))).toEqual(demo);
    expect(text).not.toContain('owner-word');
    for (const word of [secrets.jwt_secret, secrets.credentials_key, secrets.owner_password])
      expect(text).not.toContain(word);
    expect(demo.tenants.map((tenant) => tenant.api_key)).toEqual(Object.values(secrets.api_keys));
    expect(demo.tenants[0]?.users).toHaveLength(demoPeople.length);
    expect(demo.temporal_ui_url).toBe('http://127.0.0.1:7233');
  });

  it('is a welcome with every address, every person and one password', () => {
    const demo = write('http://127.0.0.1:8000');
    const text = render(demo, '12.3');
    for (const address of [demo.admin_url, demo.sandbox_url, '/v2/docs', '12.3 s']) expect(text).toContain(address);
    for (const user of demo.tenants[0]?.users ?? []) expect(text).toContain(user.email);
    expect(text.split(secrets.demo_password)).toHaveLength(2);
    expect(render({ ...demo, tenants: [] }, '1')).toContain('MBI is ready');
    expect(text).toContain(`stands in ${folder}/demo.json`);
    expect(text).toContain(`kept in ${folder} until`);
  });
});

describe('loading the demo', () => {
  type Heard = { readonly line: string; readonly token: string | undefined; readonly body: unknown };
  let heard: Heard[];
  let executions: Map<string, string[]>;
  let alreadyThere: boolean;
  let fail: string | null;
  let demo: Demo;
  const said: string[] = [];

  const bodyOf = async (request: IncomingMessage) => {
    let text = '';
    for await (const piece of request) text += String(piece);
    return text === '' ? null : JSON.parse(text);
  };
  /** Plays the API: the first execution is queued, then running, then as far as it goes; the others are there at once. */
  const answerTo = (line: string): unknown => {
    if (line === 'POST /v2/auth/login') return { access_token: `token-${heard.length}` };
    if (line.startsWith('GET /v2/playbooks/executions?')) return { data: alreadyThere ? [{}] : [] };
    if (line.endsWith('/execute')) {
      const execution_id = `e${executions.size}`;
      const end = line.includes('campaign-health') ? 'waiting_for_approval' : 'completed';
      executions.set(execution_id, execution_id === 'e0' ? ['queued', 'running', end] : [end]);
      return { execution_id };
    }
    if (line.startsWith('GET /v2/ad-accounts')) return { data: [{ id: 'a-1' }, { id: 'a-2' }] };
    if (line.endsWith('/sync')) return {};
    const states = executions.get(line.split('/').at(-1) ?? '') ?? [];
    return { status: states.length > 1 ? states.shift() : states[0] };
  };
  const server = createServer(async (request, response) => {
    const line = `${request.method} ${request.url}`;
    heard.push({ line, token: request.headers.authorization, body: await bodyOf(request) });
    const refused = fail !== null && line.includes(fail);
    response.writeHead(refused ? 503 : 200, { 'content-type': 'application/json' });
    response.end(refused ? 'come back later' : JSON.stringify(answerTo(line)));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    demo = write(`http://127.0.0.1:${address.port}`);
  });
  beforeEach(() => {
    [heard, executions, alreadyThere, fail] = [[], new Map(), false, null];
    said.length = 0;
  });
  afterAll(() => void server.close());

  const load = () => loadDemo(demo, secrets, (text) => void said.push(text));
  const lines = () => heard.map((each) => each.line);

  it('signs in to each tenant as its engineer and reads every campaign, then has all of them analysed', async () => {
    await load();
    const logins = heard.filter((each) => each.line === 'POST /v2/auth/login').map((each) => each.body);
    expect(logins).toEqual(
      demoTenants.map(({ email_domain }) => ({ email: `engineer@${email_domain}`, password: secrets.demo_password })),
    );
    const expected = {
      'sync-insights': demoTenants.flatMap(campaignsOf),
      'campaign-health': demoTenants.flatMap(campaignsOf),
    };
    for (const [playbook, found] of Object.entries(expected)) {
      const campaigns = found.map((each) => each.campaign_id);
      const starts = heard.filter((each) => each.line === `POST /v2/playbooks/${playbook}/execute`);
      expect(starts.map((each) => each.body)).toEqual(
        expect.arrayContaining(campaigns.map((campaign_id) => ({ inputs: { campaign_id } }))),
      );
      expect(starts).toHaveLength(campaigns.length);
    }
    const lastSync = lines().lastIndexOf('POST /v2/playbooks/sync-insights/execute');
    expect(lines().lastIndexOf('POST /v2/playbooks/campaign-health/execute')).toBeGreaterThan(lastSync);
    expect(said).toHaveLength(2 * demoTenants.length);
  });

  it('starts the synchronisation of every account after that, and waits for none', async () => {
    await load();
    const syncs = lines().filter((line) => line.endsWith('/sync'));
    expect(syncs).toEqual(
      demoTenants.flatMap(() => ['POST /v2/ad-accounts/a-1/sync', 'POST /v2/ad-accounts/a-2/sync']),
    );
    expect(lines().at(-1)).toBe('POST /v2/ad-accounts/a-2/sync');
  });

  it('looks at every execution until it has ended or waits for a person', async () => {
    await load();
    for (const [execution_id, states] of executions) {
      expect(states).toHaveLength(1);
      expect(lines().filter((line) => line.endsWith(`/executions/${execution_id}`))).toHaveLength(
        execution_id === 'e0' ? 3 : 1,
      );
    }
  });

  it('uses the token that signing in gave, for everything after it', async () => {
    await load();
    const tokens = heard.filter((each) => !each.line.endsWith('/login')).map((each) => each.token);
    expect(new Set(tokens).size).toBe(demoTenants.length);
    expect(tokens.every((token) => token?.startsWith('Bearer token-'))).toBe(true);
  });

  it('does nothing where there are executions already', async () => {
    alreadyThere = true;
    await load();
    expect(lines().filter((line) => line.endsWith('/execute'))).toEqual([]);
    expect(said).toEqual([]);
  });

  it.each(['/v2/auth/login', '/execute', '/v2/playbooks/executions?', '/sync'])(
    'stops with what the API said about %s',
    async (path) => {
      fail = path;
      await expect(load()).rejects.toThrow(/answered 503: come back later/);
    },
  );
});
