import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createErrorTracking } from './create-error-tracking.ts';

type Received = { readonly url: string; readonly headers: IncomingHttpHeaders; readonly parts: readonly string[] };

let server: Server;
let dsn: string;
let now: number;
const received: Received[] = [];
/** What the service answers next: a status, or silence until it is stopped. */
const answers: (number | 'silence')[] = [];
beforeEach(async () => {
  [received.length, answers.length, now] = [0, 0, Date.UTC(2026, 0, 1)];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString('utf8');
    received.push({ url: request.url ?? '', headers: request.headers, parts: text.split('\n') });
    const answer = answers.shift() ?? 200;
    if (answer === 'silence') return;
    response.writeHead(answer, answer === 429 ? { 'retry-after': '30' } : {}).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  dsn = `http://key1@127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/42`;
});
afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
);

let ids = 0;
const open = (more: { dsn?: string | undefined; fetch?: typeof fetch } = {}) =>
  createErrorTracking('dsn' in more ? more.dsn : dsn, {
    ...{ release: 'mbi@0.1.0', environment: 'test', fetch: more.fetch ?? fetch, now: () => now },
    newId: () => {
      ids += 1;
      return `0000-${ids}`;
    },
  });
const line = (msg: string, level = 'error') => JSON.stringify({ level, name: 'api', msg });
const eventAt = (index: number) => JSON.parse(received[index]?.parts[2] ?? 'null');

describe('error tracking', () => {
  it.each([undefined, '', 'not a dsn'])('is off without a DSN (%j)', (given) => {
    expect(open({ dsn: given })).toBeNull();
  });

  it('sends an error as an envelope to its project, the key in a header alone', async () => {
    const tracking = open();
    tracking?.take(line('boom'));
    await tracking?.flush(5_000);
    const [{ url = '', headers = {}, parts = [] } = {}] = received;
    expect(url).toBe('/api/42/envelope/');
    expect(headers['content-type']).toBe('application/x-sentry-envelope');
    expect(headers['x-sentry-auth']).toContain('sentry_key=key1');
    expect(JSON.parse(parts[0] ?? '')).toMatchObject({ sent_at: '2026-01-01T00:00:00.000Z' });
    expect(JSON.parse(parts[1] ?? '')).toEqual({ type: 'event' });
    expect(eventAt(0)).toMatchObject({ release: 'mbi@0.1.0', environment: 'test', message: { formatted: 'boom' } });
    expect(JSON.parse(parts[0] ?? '').event_id).toBe(eventAt(0).event_id);
    expect(parts.join()).not.toContain('key1');
  });

  it('sends nothing of what is no error', async () => {
    const tracking = open();
    for (const level of ['trace', 'debug', 'info', 'warn']) tracking?.take(line('fine', level));
    tracking?.take('not JSON');
    await tracking?.flush(5_000);
    expect(received).toEqual([]);
  });

  it('keeps the order, one after the other', async () => {
    const tracking = open();
    for (const words of ['a', 'b', 'c']) tracking?.take(line(words));
    await tracking?.flush(5_000);
    expect(received.map((_, index) => eventAt(index).message.formatted)).toEqual(['a', 'b', 'c']);
  });

  it('never holds more than a hundred, and says how many it lost', async () => {
    answers.push('silence');
    const gate = new AbortController();
    const held: typeof fetch = (url, init) =>
      received.length === 0 && !gate.signal.aborted
        ? new Promise((_, reject) => gate.signal.addEventListener('abort', () => reject(new Error('gone'))))
        : fetch(url, init);
    const tracking = open({ fetch: held });
    for (let index = 0; index < 150; index += 1) tracking?.take(line(`e${index}`));
    answers.length = 0;
    gate.abort();
    await tracking?.flush(10_000);
    // The first was lost on its way; a hundred waited; 49 found no room.
    expect(received).toHaveLength(100);
    expect(eventAt(0).extra).toEqual({ events_lost_before: 50 });
    expect(eventAt(1).extra).toBeUndefined();
  });

  it('leaves a service alone for as long as it asks', async () => {
    answers.push(429);
    const tracking = open();
    tracking?.take(line('first'));
    await tracking?.flush(5_000);
    now += 29_000;
    tracking?.take(line('too early'));
    await tracking?.flush(5_000);
    expect(received).toHaveLength(1);
    now += 1_000;
    tracking?.take(line('again'));
    await tracking?.flush(5_000);
    expect(eventAt(1)).toMatchObject({ message: { formatted: 'again' }, extra: { events_lost_before: 2 } });
  });

  it.each<[string, typeof fetch]>([
    ['refuses', async () => new Response('no', { status: 403 })],
    ['is not there', async () => Promise.reject(new TypeError('fetch failed'))],
    [
      'breaks at once',
      () => {
        throw new Error('broken');
      },
    ],
  ])('throws nothing when the service %s', async (_, broken) => {
    const tracking = open({ fetch: broken });
    expect(() => tracking?.take(line('boom'))).not.toThrow();
    await expect(tracking?.flush(5_000)).resolves.toBeUndefined();
  });

  it('ends in time when nobody answers', async () => {
    answers.push('silence');
    const tracking = open();
    tracking?.take(line('boom'));
    await expect(tracking?.flush(50)).resolves.toBeUndefined();
    await expect.poll(() => received.length).toBe(1);
  });
});
