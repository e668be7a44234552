import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { runMbi } from '../tests/harness/command-line.ts';

const id = '00000000-0000-4000-8000-000000000001';
/** Every verb that asks the API, called as it must be. */
const verbs = [
  ...['accounts', 'approvals list', `approvals show ${id}`, `approvals decide ${id} --approve`, 'audit verify'],
  ...['caps list', 'caps set 500 --reason x', 'changes list', `changes show ${id}`, 'collectors list', 'costs'],
  ...['executions list', `executions show ${id}`, `executions cancel ${id} --reason x`],
  ...[
    `executions rerun ${id} --from-step a --reason x`,
    'failures list',
    `failures show ${id}`,
    `failures retry ${id}`,
  ],
  ...['incident status', 'incident start --reason x', 'knowledge list', 'knowledge search budget', 'prompts list'],
  ...['recommend c1', 'run campaign-health', 'retire campaign-health', 'sync status', 'sync start act_1'],
  ...['why campaign-health', `undo --execution ${id} --reason x`, 'action run AdPlatformAgent.read_changes'],
] as const;
const problem = {
  ...{ type: 'about:blank', title: 'You are not signed in', status: 401, detail: 'The key is not known.' },
  ...{ code: 'AUTH_REQUIRED', fix: 'Make a new key.', traceId: 'abc' },
};
const key = 'mbi_a_key_that_nobody_may_read';

let answer: (response: ServerResponse) => void = () => undefined;
const heard: { method: string | undefined; path: string; key: unknown }[] = [];
let server: Server;
let api_url = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    heard.push({ method: request.method, path: request.url ?? '', key: request.headers['x-api-key'] });
    request.resume();
    request.on('end', () => answer(response));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  api_url = `http://127.0.0.1:${z.object({ port: z.int() }).parse(server.address()).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
const says = (status: number, type: string, body: string) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': type });
  response.end(body);
};
const mbi = (words: string, environment: Record<string, string> = { MBI_API_URL: api_url, MBI_API_KEY: key }) =>
  runMbi(words.split(' '), { environment });

describe('an API that refuses', () => {
  it.each(verbs)('mbi %s ends with 3, and says what is wrong, with the code, the fix and the trace', async (words) => {
    answer = says(401, 'application/problem+json', JSON.stringify(problem));
    const { code, out, err } = await mbi(words);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toBe(
      'You are not signed in (AUTH_REQUIRED, HTTP 401): The key is not known.\nMake a new key.\ntrace id abc\n',
    );
  });

  it.each(verbs.filter((each) => !each.startsWith('recommend')))(
    'mbi %s --json gives the problem as JSON on stdout',
    async (words) => {
      answer = says(401, 'application/problem+json', JSON.stringify(problem));
      const { code, out, err } = await mbi(`${words} --json`);
      expect(code).toBe(3);
      expect(JSON.parse(out)).toEqual(problem);
      expect(err).toContain('You are not signed in');
    },
  );

  it('is sent the key, in its header alone', async () => {
    heard.length = 0;
    answer = says(401, 'application/problem+json', JSON.stringify(problem));
    const { err, out } = await mbi('accounts --json');
    expect(heard).toEqual([{ method: 'GET', path: expect.not.stringContaining(key), key }]);
    expect(err + out).not.toContain(key);
  });
});

describe('an API that is none', () => {
  it.each(verbs)('mbi %s ends with 3 on a page of a proxy, without a stack', async (words) => {
    answer = says(502, 'text/html', '<html>Bad gateway</html>');
    expect(await mbi(words)).toEqual({ code: 3, out: '', err: 'The API answered 502.\n' });
  });

  it.each(verbs)('mbi %s ends with 3 on an answer of another version', async (words) => {
    answer = says(200, 'application/json', '{"nothing": true}');
    const { code, out, err } = await mbi(words);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toBe('The API answered something else than this version expects.\n');
  });

  it.each(verbs)('mbi %s ends with 3 where nobody listens, and names the address', async (words) => {
    const { code, out, err } = await mbi(words, { MBI_API_URL: 'http://127.0.0.1:1', MBI_API_KEY: key });
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^The API at http:\/\/127\.0\.0\.1:1 cannot be reached \(.+\)\. Is `npm start` running\?\n$/);
  });

  it.each(verbs)('mbi %s ends with 2 where neither an API nor a demo is known', async (words) => {
    const { code, out, err } = await mbi(words, {});
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Run `npm start`, or set MBI_API_URL and MBI_API_KEY.');
  });

  it('is not asked without a key', async () => {
    heard.length = 0;
    const { code, err } = await mbi('accounts', { MBI_API_URL: api_url });
    expect({ code, err, heard }).toEqual({ code: 2, err: 'Set MBI_API_KEY, or sign in with --as.\n', heard: [] });
  });
});

describe('a command that is called wrongly', () => {
  it.each([
    ['nothing', /unknown command 'nothing'/],
    ['validat', /Did you mean validate\?/],
    ['validate', /missing required argument 'files'/],
    ['explain', /missing required argument 'file'/],
    ['graph', /missing required argument 'file'/],
    ['diff one.yaml', /missing required argument 'after'/],
    ['run', /missing required argument 'playbook'/],
    ['explain a.yaml b.yaml', /too many arguments/],
    ['accounts --jsn', /unknown option '--jsn'[\s\S]*Did you mean --json\?/],
    ['caps set 5', /required option '--reason <text>' not specified/],
    [`executions rerun ${id}`, /required option '--from-step <step>' not specified/],
    [`executions cancel ${id}`, /required option '--reason <text>' not specified/],
    ['incident start', /required option '--reason <text>' not specified/],
    ['approvals lst', /unknown command 'lst'/],
    ['approvals show', /missing required argument 'id'/],
    ['sync start', /missing required argument 'account'/],
    ['accounts --as', /argument missing/],
  ])('mbi %s ends with 2, says what is wrong and how it is called', async (words, message) => {
    const written: string[] = [];
    const spies = [process.stderr, process.stdout].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0),
    );
    const { code } = await mbi(words).finally(() => {
      for (const spy of spies) spy.mockRestore();
    });
    expect(code).toBe(2);
    expect(written.join('')).toMatch(message);
    expect(written.join('')).toContain('Usage: mbi');
  });

  it.each([
    ['explain /nowhere/a.yaml', 3, /\/nowhere\/a\.yaml/],
    ['graph /nowhere/a.yaml', 3, /\/nowhere\/a\.yaml/],
    ['diff /nowhere/a.yaml /nowhere/b.yaml', 3, /\/nowhere\/a\.yaml/],
    ['validate /nowhere/a.yaml', 3, /\/nowhere\/a\.yaml/],
    ['completion tcsh', 2, /bash|zsh|fish/],
    ['graph playbooks/campaign-health.yaml --format png', 2, /svg|mermaid/],
    ['validate playbooks/campaign-health.yaml --format xml', 2, /sarif|json/],
  ])('mbi %s ends with %i and names the file, or what there is', async (words, wanted, message) => {
    const written: string[] = [];
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const { code, out, err } = await mbi(words).finally(() => spy.mockRestore());
    expect(code).toBe(wanted);
    expect(out + err + written.join('')).toMatch(message);
  });
});
