import { createServer } from 'node:http';

/** A real server that takes every request and answers none until it is told to, and then all that wait. */
export async function startBlackHole() {
  const waiting: ((body: string) => void)[] = [];
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    waiting.push((body) => response.end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked: () => asked,
    release: (body: string) => {
      for (const answer of waiting.splice(0)) answer(body);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
