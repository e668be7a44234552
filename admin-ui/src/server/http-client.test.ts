import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { createHttpClient } from './http-client.ts';

let base = '';
const seen: { authorization: string | undefined; type: string | undefined; body: string }[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { authorization, 'content-type': type } = request.headers;
  seen.push({ authorization, type, body: Buffer.concat(chunks).toString() });
  const [status, body, content_type = 'application/json'] = answers[request.url ?? ''] ?? [
    404,
    '{"code":"NOT_FOUND","detail":"No such thing."}',
  ];
  response.writeHead(status, { 'Content-Type': content_type }).end(body);
});
const answers: Record<string, [number, string, string?]> = {
  '/picture': [200, '<svg/>', 'image/svg+xml; charset=utf-8'],
  '/right': [200, '{"count":3}'],
  '/wrong': [200, '{"count":"three"}'],
  '/html': [502, '<html>'],
};

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  base = `http://127.0.0.1:${address.port}`;
});
afterAll(() => void server.close());

const schema = z.object({ count: z.number() });
function client(access_token: string | null) {
  const session = access_token === null ? null : { access_token, expires_at_ms: 1, email: '' };
  return createHttpClient({
    fetch: (path, init) => fetch(`${base}${path}`, init),
    session: { read: () => session, write: () => {}, clear: () => {} },
  });
}

it('sends the token and JSON, and gives the parsed answer back', async () => {
  const answer = await client('secret').request('/right', schema, { method: 'POST', body: { a: 1 } });
  expect(answer).toEqual({ count: 3 });
  expect(seen.at(-1)).toEqual({ authorization: 'Bearer secret', type: 'application/json', body: '{"a":1}' });
});

it('sends no token when nobody is signed in', async () => {
  await client(null).request('/right', schema);
  expect(seen.at(-1)?.authorization).toBeUndefined();
});

it('turns an error answer into a problem with its words', async () => {
  await expect(client(null).request('/nothing', schema)).rejects.toMatchObject({
    status: 404,
    code: 'NOT_FOUND',
    message: 'No such thing.',
  });
  await expect(client(null).request('/html', schema)).rejects.toMatchObject({ status: 502 });
});

it('says so when the answer has another shape, instead of showing nonsense', async () => {
  await expect(client(null).request('/wrong', schema)).rejects.toMatchObject({ code: 'ANSWER_NOT_UNDERSTOOD' });
});

it('tells silence from a request that was called off', async () => {
  const silent = createHttpClient({
    fetch: () => Promise.reject(new TypeError('network')),
    session: { read: () => null, write: () => {}, clear: () => {} },
  });
  await expect(silent.request('/right', schema)).rejects.toMatchObject({ code: 'UNREACHABLE', status: 0 });
  const controller = new AbortController();
  controller.abort();
  await expect(client(null).request('/right', schema, { signal: controller.signal })).rejects.toThrow(/abort/i);
});

it('a request that is called off while its body arrives is called off, not misunderstood', async () => {
  const controller = new AbortController();
  const half = createHttpClient({
    fetch: async () => {
      const body = new ReadableStream({
        start(stream) {
          stream.enqueue(new TextEncoder().encode('{"count":'));
          controller.abort();
          stream.error(controller.signal.reason);
        },
      });
      return new Response(body);
    },
    session: { read: () => null, write: () => {}, clear: () => {} },
  });
  await expect(half.request('/right', schema, { signal: controller.signal })).rejects.toThrow(/abort/i);
});

it('gives a picture back as its text', async () => {
  expect(await client(null).request('/picture', z.string())).toBe('<svg/>');
});
