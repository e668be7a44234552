import { createServer } from 'node:http';

/** A real server that answers each address with the text of the test. */
export async function startTextServer(
  answer: (url: URL) => string | { readonly status: number; readonly text: string },
) {
  const asked: URL[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    asked.push(url);
    const said = answer(url);
    const { status, text } = typeof said === 'string' ? { status: 200, text: said } : said;
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
