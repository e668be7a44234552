import { createServer } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { json, type Reply } from './operation.ts';
import { sendReply } from './send.ts';

const replies: Record<string, Reply> = {
  json: json(201, { a: 1 }, { Location: '/there' }),
  empty: json(204, { not: 'sent' }),
  text: { kind: 'text', status: 200, media_type: 'text/csv', body: 'a,b' },
  stream: {
    kind: 'event_stream',
    open: async (sink) => {
      sink.comment('open');
      sink.send({ id: '7', event: 'step.completed', data: { text: 'two\nlines\n\nid: 9' } });
      sink.send({ data: null });
    },
  },
};
const app = express();
app.get('/:name', (request, response) =>
  sendReply(response, replies[request.params.name] ?? json(404, {}), new AbortController().signal),
);
const server = createServer(app);
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${z.object({ port: z.int() }).parse(server.address()).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('a reply on the wire', () => {
  it('of JSON keeps its status and headers', async () => {
    const answer = await fetch(`${url}/json`);
    expect([answer.status, answer.headers.get('location'), await answer.json()]).toEqual([201, '/there', { a: 1 }]);
  });

  it('without content has no body', async () => {
    const answer = await fetch(`${url}/empty`);
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });

  it('of text keeps its media type', async () => {
    const answer = await fetch(`${url}/text`);
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['text/csv; charset=utf-8', 'a,b']);
  });

  it('as a stream frames each event so that no data can end it early or forge a field', async () => {
    const answer = await fetch(`${url}/stream`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect([answer.headers.get('cache-control'), answer.headers.get('x-accel-buffering')]).toEqual(['no-store', 'no']);
    expect((await answer.text()).split('\n\n')).toEqual([
      ': open',
      'id: 7\nevent: step.completed\ndata: {"text":"two\\nlines\\n\\nid: 9"}',
      'data: null',
      '',
    ]);
  });
});
