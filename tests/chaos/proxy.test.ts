import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LinkProxy, startProxy, targetOf } from './proxy.ts';

let server: Server;
let proxy: LinkProxy;
let url: string;
const heard: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end(`heard ${request.url}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  proxy = await startProxy(targetOf(`http://127.0.0.1:${address.port}/x`));
  url = proxy.through(`http://127.0.0.1:${address.port}/x`).replace('/x', '');
});
afterEach(() => proxy.heal());
afterAll(async () => {
  await proxy.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Each call over a connection of its own, so that none inherits the fate of another. */
const ask = async (path: string, milliseconds = 10_000) => {
  const signal = AbortSignal.timeout(milliseconds);
  return (await fetch(`${url}${path}`, { headers: { connection: 'close' }, signal })).text();
};

describe('a link', () => {
  it('passes what is said and what is answered', async () => {
    expect(await ask('/pass')).toBe('heard /pass');
  });

  it('delays both ways', async () => {
    proxy.become({ kind: 'delay', milliseconds: 120 });
    const begun = performance.now();
    expect(await ask('/delay')).toBe('heard /delay');
    expect(performance.now() - begun).toBeGreaterThan(235);
  });

  it('drops: nothing arrives, and the caller knows at once', async () => {
    proxy.become({ kind: 'drop' });
    await expect(ask('/drop')).rejects.toMatchObject({ cause: { code: expect.stringMatching(/ECONNRESET|UND_ERR/) } });
    expect(heard).not.toContain('/drop');
  });

  it('black hole: nothing arrives, and the caller hears nothing', async () => {
    proxy.become({ kind: 'black_hole' });
    await expect(ask('/hole', 300)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(heard).not.toContain('/hole');
  });

  it('half open: what is said arrives, and the caller hears nothing', async () => {
    proxy.become({ kind: 'half_open' });
    await expect(ask('/half', 300)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(heard).toContain('/half');
  });

  it('healed while somebody waits: what was held back goes on its way', async () => {
    proxy.become({ kind: 'black_hole' });
    const before = proxy.taken();
    const waiting = ask('/later');
    for (; proxy.taken() === before; ) await new Promise((resolve) => setTimeout(resolve, 5));
    proxy.heal();
    expect(await waiting).toBe('heard /later');
  });
});
