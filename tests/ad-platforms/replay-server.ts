import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One recorded answer. `drop` closes the connection instead of answering. */
export type RecordedAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly drop?: boolean;
};

/** One request as it came over the wire. */
export type ReceivedRequest = {
  readonly method: string;
  readonly path: string;
  /** Path and query exactly as they came, nothing decoded. */
  readonly target: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
};

/** A vendor on local HTTP that plays recorded answers in order and keeps what it was sent. */
export type ReplayServer = {
  readonly url: string;
  readonly received: readonly ReceivedRequest[];
  answerWith(...answers: readonly RecordedAnswer[]): void;
  stop(): Promise<void>;
};

/** Starts the server on a free port of the loopback. A request without a recorded answer gets HTTP 599. */
export async function startReplayServer(): Promise<ReplayServer> {
  const received: ReceivedRequest[] = [];
  const queue: RecordedAnswer[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? '/', 'http://localhost');
    received.push({
      method: request.method ?? '',
      path: url.pathname,
      target: request.url ?? '',
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    });
    const answer = queue.shift() ?? { status: 599, body: { unexpected: request.url } };
    if (answer.drop) {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The replay server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    answerWith: (...answers) => {
      queue.push(...answers);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
