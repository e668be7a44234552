import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { operations } from '../../../api/routes/index.ts';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { isErrorCode } from '../../../contracts/errors/index.ts';
import { startTestApi, type TestApi } from '../../harness/api-server.ts';
import { hostileBodies, hostileValues, mark } from './bodies.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const problemSchema = z.looseObject({ code: z.string(), status: z.number() });
const parts = z.looseObject({
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.looseObject({}) })) }).optional(),
});

let api: TestApi;
let headers: Record<string, string>;
let document: unknown;
beforeAll(async () => {
  api = await startTestApi();
  headers = { 'x-api-key': api.api_keys[0] ?? '', 'content-type': 'application/json' };
  const signedIn = await fetch(`${api.api_url}/v2/auth/login`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email: `admin@${demoTenants[0]?.email_domain}`, password: 'demo-password-of-the-tests' }),
  });
  const { access_token } = z.looseObject({ access_token: z.string() }).parse(await signedIn.json());
  headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
  document = await (await fetch(`${api.api_url}/v2/openapi.json`)).json();
});
afterAll(() => api.stop());

// Signing out ends the very token that the others need.
const writes = operations.filter(
  (each) => each.method === 'post' && each.body_kind === undefined && each.id !== 'logout',
);
/** What is taken here waits for a worker, and this stage has none: no answer in half a second is a body that was taken. */
const waiting = new Set<string>(
  writes.filter((each) => each.errors.some((code) => code === 'KNOWLEDGE_TIMEOUT')).map((each) => each.path),
);
const addressOf = (path: string) => path.replace(':tenant_id', tenant_id).replaceAll(/:(\w+)/g, () => randomUUID());

/** What is wrong with an answer; null for one that is as it should be: done, or a problem with a code of the closed list. */
async function fault(path: string, body: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) {
  const signal = waiting.has(path) ? AbortSignal.timeout(500) : null;
  const request = { method: 'POST', headers: { ...headers, ...more }, body, signal };
  const answer = await fetch(`${api.api_url}${path}`, request).catch((error: unknown) => {
    if (signal?.aborted) return null;
    throw error;
  });
  if (answer === null) return null;
  const text = await answer.text();
  if (answer.status < 300) return null;
  const problem = problemSchema.safeParse(text === '' ? null : JSON.parse(text)).data;
  if (answer.status >= 500) return `${answer.status} ${problem?.code}`;
  if (problem === undefined || !isErrorCode(problem.code))
    return `${answer.status} without a code: ${text.slice(0, 80)}`;
  return problem.status === answer.status ? null : `${answer.status} says that it is ${problem.status}`;
}

/** The JSON Schema of a body in the served document, and the names in it. */
function namesIn(path: string): readonly string[] {
  const template = path.replaceAll(/:(\w+)/g, '{$1}');
  const operation = parts.parse(Reflect.get(Object(Reflect.get(Object(document), 'paths')), template)?.post ?? {});
  const schema = operation.requestBody?.content['application/json']?.schema;
  return [...JSON.stringify(schema ?? {}).matchAll(/"properties":(\{)/g)].length === 0
    ? []
    : Object.keys(Object(Reflect.get(Object(schema), 'properties')));
}

describe('a hostile body', () => {
  it.each(writes.map((each) => [each.id, each.path] as const))('of any kind gets %s a clear no', async (_id, path) => {
    const faults = Object.entries(hostileBodies).map(async ([name, body]) => {
      const found = await fault(addressOf(path), body);
      return found === null ? [] : [`${name}: ${found}`];
    });
    expect((await Promise.all(faults)).flat()).toEqual([]);
  });

  it.each(writes.map((each) => [each.id, each.path] as const))(
    'with a hostile value in each place gets %s a clear no, or is taken as the text that it is',
    async (_id, path) => {
      const names = namesIn(path);
      const faults: string[] = [];
      for (const name of names) {
        const others = names.filter((each) => each !== name).map((each) => `${JSON.stringify(each)}: "x"`);
        const found = Object.entries(hostileValues).flatMap(([what, value]) => {
          const hostile = `${JSON.stringify(name)}: ${value}`;
          return [`{${[hostile, ...others].join(', ')}}`, `{${hostile}}`].map(async (body) => {
            const wrong = await fault(addressOf(path), body);
            return wrong === null ? [] : [`${name}, ${what}: ${wrong}`];
          });
        });
        faults.push(...(await Promise.all(found)).flat());
      }
      expect(faults).toEqual([]);
    },
  );

  it('in another encoding, or one that is squeezed to nothing, is refused', async () => {
    const path = '/v2/events';
    expect(await fault(path, '{}', { 'content-type': 'text/plain' })).toBeNull();
    expect(await fault(path, '{}', { 'content-type': 'application/json; charset=utf-16' })).toBeNull();
    expect(await fault(path, new Uint8Array([0x1f, 0x8b, 0x08, 0, 0]), { 'content-encoding': 'gzip' })).toBeNull();
    expect(await fault(path, '{}', { 'content-encoding': 'br, br, br' })).toBeNull();
  });

  it('leaves the server as it was: no prototype is changed, and it answers', async () => {
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect((await fetch(`${api.api_url}/v2/me`, { headers })).status).toBe(200);
    expect((await api.database.owner.sql`select count(*) from approvals`).length).toBe(1);
  });
});

describe('a hostile query or path', () => {
  const odd = [
    mark,
    '%00',
    '%ff',
    '%ud800',
    "'; select 1; --",
    '-1',
    '1e400',
    'a'.repeat(5_000),
    '__proto__',
    '..%2f..%2f',
  ];
  it.each(
    operations.filter((each) => each.method === 'get' && !each.ticket).map((each) => [each.id, each.path] as const),
  )('gets %s a clear no', async (_id, path) => {
    const addresses = odd.flatMap((value) => {
      const inPath = path.replaceAll(/:(\w+)/g, () => encodeURIComponent(value).replaceAll('%25', '%'));
      return [inPath, `${addressOf(path)}?limit=${value}&after=${value}&filter=${value}&sort=${value}`];
    });
    const faults = addresses.map(async (address) => {
      const answer = await fetch(`${api.api_url}${address}`, { headers });
      await answer.body?.cancel();
      return answer.status >= 500 ? [`${address}: ${answer.status}`] : [];
    });
    expect((await Promise.all(faults)).flat()).toEqual([]);
  });
});

describe('a hostile event over a webhook', () => {
  it('that is rightly signed is taken or refused, and never breaks anything', async () => {
    const made = await fetch(`${api.api_url}/v2/webhooks`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'shop' }),
    });
    const { secret } = z.looseObject({ secret: z.string() }).parse(await made.json());
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const bodies = { ...hostileBodies, ...hostileValues };
    for (const [name, body] of Object.entries(bodies)) {
      const bytes = Buffer.from(body);
      const id = randomUUID();
      const timestamp = String(Math.floor(Date.now() / 1000));
      const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(bytes).digest('base64');
      const answer = await fetch(`${api.api_url}/v2/webhooks/${tenant_id}/shop`, {
        method: 'POST',
        headers: { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` },
        body: bytes,
      });
      await answer.text();
      expect(answer.status, name).toBeLessThan(500);
    }
  });
});
