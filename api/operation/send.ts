import type { Response } from 'express';
import type { Reply } from './operation.ts';

/** Writes a reply. An event stream stays open until the reader goes or the handler is done. */
export async function sendReply(response: Response, reply: Reply, closed: AbortSignal): Promise<void> {
  if (reply.kind === 'json') {
    response.status(reply.status).set(reply.headers);
    if (reply.status === 204) response.end();
    else response.json(reply.body);
    return;
  }
  if (reply.kind === 'text') {
    response.status(reply.status).type(reply.media_type).send(reply.body);
    return;
  }
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // Proxies that buffer would hold events back.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  await reply.open({
    closed,
    comment: (text) => response.write(`: ${text}\n\n`),
    send: (event) => {
      const id = event.id === undefined ? '' : `id: ${event.id}\n`;
      const name = event.event === undefined ? '' : `event: ${event.event}\n`;
      response.write(`${id}${name}data: ${JSON.stringify(event.data)}\n\n`);
    },
  });
  response.end();
}
