import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createAddressRule } from './allowed-address.ts';
import { createPublicGet, type PublicGet } from './public-get.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server at an address of this machine; `reached` counts connections, so that no byte goes unseen. */
async function serve(listener: RequestListener, host = '127.0.0.1', wanted = 0) {
  const server = createServer(listener);
  servers.push(server);
  const seen = { port: 0, reached: 0 };
  server.on('connection', () => {
    seen.reached += 1;
  });
  await new Promise<void>((resolve) => server.listen(wanted, host, resolve));
  const address = server.address();
  seen.port = typeof address === 'object' && address !== null ? address.port : 0;
  return seen;
}

type PublicRequest = Parameters<PublicGet>[1];
const request = (more: Partial<PublicRequest> = {}): PublicRequest => ({
  ...{ protocols: ['http:', 'https:'], most_bytes: 1_000, accept: '*/*', user_agent: 'MBI-test/1.0' },
  ...{ signal: AbortSignal.timeout(10_000), ...more },
});
const refused = { code: 'ADDRESS_NOT_ALLOWED' };
const demo = createPublicGet(createAddressRule({ loopback: true }));

/** Names of the test; a name with several answers gives them one after the other, the last one for ever. */
function names(answers: Readonly<Record<string, readonly (readonly string[])[]>>) {
  const asked: string[] = [];
  return {
    asked,
    resolve: (
      name: string,
      _options: object,
      done: (error: null, found: { address: string; family: number }[]) => void,
    ) => {
      const turns = answers[name] ?? [];
      const turn = asked.filter((each) => each === name).length;
      asked.push(name);
      const found = turns[Math.min(turn, turns.length - 1)] ?? [];
      done(
        null,
        found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    },
  };
}

describe('getting what lies under an address that somebody typed in', () => {
  it('gives its status, type and bytes, and follows a redirect', async () => {
    const { port } = await serve((asked, response) => {
      if (asked.url === '/old') return void response.writeHead(302, { location: '/new' }).end();
      response.setHeader('content-type', 'Image/PNG; charset=binary');
      response.end(`${asked.headers['user-agent']} ${asked.headers.cookie ?? 'no cookie'}`);
    });
    const { bytes, ...answer } = await demo(`http://127.0.0.1:${port}/old`, request());
    expect(answer).toEqual({ status: 200, media_type: 'image/png', whole: true });
    expect(bytes.toString()).toBe('MBI-test/1.0 no cookie');
  });

  it('never reaches this machine unless that was switched on, also by a name', async () => {
    const inner = await serve((_, response) => response.end('secret'));
    const strict = createPublicGet(createAddressRule({ loopback: false }));
    await expect(strict(`http://127.0.0.1:${inner.port}/`, request())).rejects.toMatchObject(refused);
    await expect(strict(`http://localhost:${inner.port}/`, request())).rejects.toMatchObject(refused);
    await expect(strict(`https://localhost:${inner.port}/`, request())).rejects.toMatchObject(refused);
    expect(inner.reached).toBe(0);
  });

  it.each([
    ['a private network', 'http://10.0.0.1/admin'],
    ['a way that was not asked for', 'https://shop.example/'],
    ['a file', 'file:///etc/passwd'],
    ['a name with a password', 'http://me:secret@shop.example/'],
  ])('does not follow a redirect to %s', async (_where, location) => {
    const { port } = await serve((_, response) => response.writeHead(302, { location }).end());
    const asked = demo(`http://127.0.0.1:${port}/`, request({ protocols: ['http:'] }));
    await expect(asked).rejects.toMatchObject(refused);
  });

  it.each([
    ['/', 'redirects too often'],
    ['http://[', 'redirects to no address'],
  ])('ends at a redirect to %j', async (location, words) => {
    const { port } = await serve((_, response) => response.writeHead(302, { location }).end());
    await expect(demo(`http://127.0.0.1:${port}/`, request())).rejects.toMatchObject({
      ...{ code: 'SOURCE_UNAVAILABLE', message: `The address ${words}.`, details: { cause: 'redirects' } },
    });
  });

  it('reads no more than it was told to and says whether that was all', async () => {
    const { port } = await serve((asked, response) => response.end('x'.repeat(Number(asked.url?.slice(1)))));
    const read = async (length: number) => {
      const { bytes, whole } = await demo(`http://127.0.0.1:${port}/${length}`, request());
      return [bytes.byteLength, whole];
    };
    expect([await read(1_000), await read(1_001), await read(3_000_000)]).toEqual([
      ...[
        [1_000, true],
        [1_000, false],
        [1_000, false],
      ],
    ]);
  });

  it('stops reading a server that never stops telling', async () => {
    const { port } = await serve((_, response) => {
      const tell = (): unknown => (response.destroyed ? null : response.write('x'.repeat(60_000), () => tell()));
      tell();
    });
    const asked = request({ signal: AbortSignal.timeout(2_000) });
    expect(await demo(`http://127.0.0.1:${port}/`, asked)).toMatchObject({ status: 200, whole: false });
  });

  it.each(['says nothing', 'drips'])('waits no longer than it was told to for a server that %s', async (how) => {
    const { port } = await serve((_, response) => {
      if (how === 'drips') response.write('.');
    });
    const hung = demo(`http://127.0.0.1:${port}/`, request({ signal: AbortSignal.timeout(50) }));
    await expect(hung).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  });
});

describe('a name that changes its mind', () => {
  /** The public network of these tests is 127.0.0.2; what stands at 127.0.0.1 is inside. */
  const rule = (address: string) => address === '127.0.0.2';
  async function world(location: string | null = null) {
    const outer = await serve((_, response) => {
      if (location === null) return void response.end('shop');
      response.writeHead(302, { location }).end();
    }, '127.0.0.2');
    return { outer, inner: await serve((_, response) => response.end('secret'), '127.0.0.1', outer.port) };
  }

  it('is asked once, and what it said then is connected to', async () => {
    const { outer, inner } = await world();
    const { asked, resolve } = names({ 'shop.example': [['127.0.0.2'], ['127.0.0.1']] });
    const { bytes } = await createPublicGet(rule, resolve)(`http://shop.example:${outer.port}/`, request());
    expect({ asked, text: bytes.toString(), inside: inner.reached }).toEqual({
      ...{ asked: ['shop.example'], text: 'shop', inside: 0 },
    });
  });

  it.each(['/again', 'https://shop.example:0/again'])('is checked anew after a redirect to %s', async (place) => {
    const { outer, inner } = await world(place.replace(':0', ''));
    const { asked, resolve } = names({ 'shop.example': [['127.0.0.2'], ['127.0.0.1']] });
    const got = createPublicGet(rule, resolve)(`http://shop.example:${outer.port}/`, request());
    await expect(got).rejects.toMatchObject(refused);
    expect([asked.length, inner.reached]).toEqual([2, 0]);
  });

  it.each([
    ['a private address among public ones', ['127.0.0.2', '127.0.0.1']],
    ['no address at all', []],
    ['a private address in the clothes of another family', ['::ffff:127.0.0.1']],
  ])('is not connected to while it has %s', async (_what, answer) => {
    const { outer, inner } = await world();
    const get = createPublicGet(rule, names({ 'shop.example': [answer] }).resolve);
    for (const protocol of ['http', 'https']) {
      await expect(get(`${protocol}://shop.example:${outer.port}/`, request())).rejects.toMatchObject(refused);
    }
    expect([outer.reached, inner.reached]).toEqual([0, 0]);
  });

  it('is told nothing when the connected socket stands elsewhere than was checked', async () => {
    let requests = 0;
    const { port } = await serve((_, response) => {
      requests += 1;
      response.end();
    });
    const checks: string[] = [];
    const once = (address: string) => checks.push(address) === 1;
    const get = createPublicGet(once, names({ 'shop.example': [['127.0.0.1']] }).resolve);
    await expect(get(`http://shop.example:${port}/`, request())).rejects.toMatchObject(refused);
    expect({ checks, requests }).toEqual({ checks: ['127.0.0.1', '127.0.0.1'], requests: 0 });
  });
});
