import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ReplayServer, startReplayServer } from '../../../tests/ad-platforms/replay-server.ts';
import { createExchange, parseJson } from './exchange.ts';
import { fitAnswer } from './fit-answer.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await startReplayServer();
});
afterAll(() => server.stop());

/** Answers never, until it is told to stop. */
const silent: typeof fetch = (_url, request) =>
  new Promise((_resolve, reject) => {
    request?.signal?.addEventListener('abort', () => reject(request.signal?.reason));
  });

describe('the exchange of one request', () => {
  const exchange = createExchange({ vendor: 'Meta' });
  it('sends once and gives status, headers and the JSON of the body, whatever the status', async () => {
    const before = server.received.length;
    server.answerWith({ status: 418, headers: { 'x-trace': 'T1' }, body: { words: 'no' } });
    const answer = await exchange('write', `${server.url}/a?b=c`, {
      method: 'POST',
      headers: { x: 'y' },
      body: 'hello',
    });
    expect(answer).toMatchObject({ status: 418, ok: false, body: { words: 'no' } });
    expect(answer.headers.get('x-trace')).toBe('T1');
    expect(server.received.slice(before)).toMatchObject([
      { method: 'POST', path: '/a', query: { b: 'c' }, body: 'hello' },
    ]);
  });
  it('a body that is no JSON is null, not an error', async () => {
    server.answerWith({ body: '<html>' });
    expect((await exchange('read', server.url, {})).body).toBeNull();
    expect([parseJson('[1]'), parseJson(''), parseJson('{"a"')]).toEqual([[1], null, null]);
  });
  it('a redirect is not followed, because the token would go along', async () => {
    const before = server.received.length;
    server.answerWith({ status: 302, headers: { location: `${server.url}/elsewhere` }, body: {} });
    await expect(exchange('read', server.url, {})).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    expect(server.received.length - before).toBe(1);
  });
  it('a connection that breaks leaves a write open and a read to be repeated', async () => {
    server.answerWith({ drop: true }, { drop: true });
    await expect(exchange('write', server.url, { method: 'POST' })).rejects.toMatchObject({
      ...{ code: 'PLATFORM_OUTCOME_UNKNOWN', message: expect.stringContaining('Meta') },
    });
    await expect(exchange('read', server.url, {})).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
  });
  it.each([
    ['read', { read_timeout_seconds: 0.01 }, undefined, 'PLATFORM_UNAVAILABLE'],
    ['write', { write_timeout_seconds: 0.01 }, undefined, 'PLATFORM_OUTCOME_UNKNOWN'],
    ['write', { write_timeout_seconds: 600 }, 0.01, 'PLATFORM_OUTCOME_UNKNOWN'],
  ] as const)('a %s that takes too long (%o, %s) is %s', async (kind, times, timeout_seconds, code) => {
    const slow = createExchange({ vendor: 'Meta', fetch: silent, ...times });
    await expect(slow(kind, 'http://a.example', {}, timeout_seconds)).rejects.toMatchObject({ code });
  });
});

describe('an answer that does not fit', () => {
  const schema = z.object({ id: z.string(), size: z.number().nullish() });
  it('names where it came from and every field that is wrong', () => {
    expect(() => fitAnswer(schema, { size: 'much' }, 'Meta', 'campaigns/1')).toThrow(
      expect.objectContaining({
        code: 'PLATFORM_ANSWER_INVALID',
        message: expect.stringMatching(/^Meta’s answer to campaigns\/1 does not fit: id: .*; size: /),
        details: { path: 'campaigns/1', problems: [expect.stringContaining('id'), expect.stringContaining('size')] },
      }),
    );
  });
  it('does not mind fields that nobody knows', () => {
    expect(fitAnswer(schema, { id: '1', novelty: true }, 'Meta', 'a')).toEqual({ id: '1' });
  });
});
