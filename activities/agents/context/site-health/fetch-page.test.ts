import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createAddressRule } from './allowed-address.ts';
import { createFetchPage } from './fetch-page.ts';
import { findTag } from './find-tag.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const calm = () => AbortSignal.timeout(10_000);
const demo = createFetchPage(createAddressRule({ loopback: true }));
/** A resolver that knows only the names of the test. */
const resolving = (answers: Readonly<Record<string, readonly string[]>>) =>
  createFetchPage(createAddressRule({ loopback: true }), (name, _options, done) =>
    done(
      null,
      (answers[name] ?? []).map((address) => ({ address, family: 4 })),
    ),
  );

describe('fetching a landing page', () => {
  it('gives its status and its beginning, and follows a redirect to another page', async () => {
    const port = await serve((request, response) => {
      if (request.url === '/old') return void response.writeHead(302, { location: '/new' }).end();
      response.end('<title>Shop</title>');
    });
    expect(await demo(`http://127.0.0.1:${port}/old`, calm())).toMatchObject({
      status: 200,
      body: '<title>Shop</title>',
    });
  });

  it('never reaches this machine unless that was switched on, also by a name or a redirect', async () => {
    let reached = 0;
    const port = await serve((_, response) => {
      reached += 1;
      response.end('secret');
    });
    const strict = createFetchPage(createAddressRule({ loopback: false }));
    const refused = expect.objectContaining({ code: 'ADDRESS_NOT_ALLOWED' });
    await expect(strict(`http://127.0.0.1:${port}/`, calm())).rejects.toEqual(refused);
    await expect(strict(`http://localhost:${port}/`, calm())).rejects.toEqual(refused);
    expect(reached).toBe(0);
  });

  it('does not follow a redirect into a private network', async () => {
    const port = await serve((_, response) => response.writeHead(302, { location: 'http://10.0.0.1/admin' }).end());
    await expect(demo(`http://127.0.0.1:${port}/`, calm())).rejects.toMatchObject({ code: 'ADDRESS_NOT_ALLOWED' });
  });

  it('does not choose the public one among the addresses of a name that has a private one too', async () => {
    const rebinding = resolving({
      'shop.example': ['93.184.216.34', '10.0.0.1'],
      'metadata.example': ['169.254.169.254'],
    });
    for (const host of ['shop.example', 'metadata.example']) {
      await expect(rebinding(`http://${host}/`, calm())).rejects.toMatchObject({ code: 'ADDRESS_NOT_ALLOWED' });
    }
  });

  it('ends a circle of redirects, reads no more than the beginning, and waits no longer than it is told', async () => {
    const circle = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    await expect(demo(`http://127.0.0.1:${circle}/`, calm())).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    const large = await serve((_, response) => response.end('x'.repeat(3_000_000)));
    expect((await demo(`http://127.0.0.1:${large}/`, calm())).body).toHaveLength(512_000);
    const silent = await serve(() => undefined);
    const hung = demo(`http://127.0.0.1:${silent}/`, AbortSignal.timeout(50));
    await expect(hung).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  });
});

describe('the tag of a page', () => {
  it.each([
    ['<script>fbq("track")</script>', true],
    ['<script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>', true],
    ['<!-- fbq("track") --><title>Shop</title>', false],
    ['<title>Shop</title>', false],
    ['', null],
  ])('in %j: %j', (body, found) => expect(findTag({ status: 200, body })).toBe(found));

  it('is not known of a page that did not come', () => expect(findTag({ status: 500, body: 'fbq(' })).toBeNull());
});
