import { createServer } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badBody, bearerOf, type Call, readCall } from './call.ts';

let last: Call;
const app = express();
app.use(express.raw({ type: () => true, limit: '1mb' }), (request, response) => {
  last = readCall(request, 'request-1');
  response.end();
});
const server = createServer(app);
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => void server.close());

async function sent(path: string, init: RequestInit = {}): Promise<Call> {
  await fetch(url + path, init);
  return last;
}
const posted = (type: string, body: string) => sent('/x', { method: 'POST', headers: { 'content-type': type }, body });

describe('a call', () => {
  it('keeps its path and query as they were sent', async () => {
    const call = await sent('/rest/a%3Ab?q=List(urn%3Ali%3Ax%3A1)&a=1&a=2');
    expect(call.path).toBe('/rest/a%3Ab');
    expect(call.raw_query).toBe('q=List(urn%3Ali%3Ax%3A1)&a=1&a=2');
    expect(call.query).toEqual({ q: 'List(urn:li:x:1)', a: ['1', '2'] });
    expect([call.method, call.body, call.request_id]).toEqual(['GET', null, 'request-1']);
    expect(call.url.pathname).toBe('/rest/a%3Ab');
  });

  it.each([
    ['application/json', '{"a":[1,"x"]}', { a: [1, 'x'] }],
    ['application/json; charset=utf-8', '"text"', 'text'],
    ['application/x-www-form-urlencoded', 'a=1&b=%C3%A4', { a: '1', b: 'ä' }],
    ['application/octet-stream', 'bytes', null],
    ['multipart/form-data; boundary=x', '--x--', null],
    ['application/json', '{"a":', badBody],
    ['application/json', '', null],
  ])('with a body of %s is read', async (type, text, body) => {
    const call = await posted(type, text);
    expect(call.body).toEqual(body);
    expect(call.bytes.toString()).toBe(text);
  });

  it('has the token of its header, and of no other kind of header', async () => {
    const tokenOf = async (authorization: string) => bearerOf(await sent('/', { headers: { authorization } }));
    expect(await tokenOf('Bearer abc')).toBe('abc');
    expect(await tokenOf('bearer abc')).toBe('abc');
    expect(await tokenOf('Basic abc')).toBeNull();
    expect(bearerOf(await sent('/'))).toBeNull();
  });
});
