import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, isPortFree } from './free-port.ts';
import { reserveApiPort } from './reserve-api-port.ts';

const open: Server[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

function listen(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(port));
    open.push(server);
  });
}

describe('ports', () => {
  it('the preferred port is taken when it is free, another one when it is not', async () => {
    const port = await freePort(0);
    expect(await freePort(port)).toBe(port);
    await listen(port);
    expect(await isPortFree(port)).toBe(false);
    const other = await freePort(port);
    expect(other).not.toBe(port);
    expect(await isPortFree(other)).toBe(true);
  });

  it('a port asked for by name and taken is an error that names it', async () => {
    const port = await listen(await freePort(0));
    await expect(reserveApiPort(port)).rejects.toMatchObject({ code: 'PORT_TAKEN', details: { port } });
  });

  it('a port that an earlier start is just giving up is waited for', async () => {
    const port = await listen(await freePort(0));
    setTimeout(() => open[0]?.close(), 300);
    expect(await reserveApiPort(port)).toBe(port);
  });
});
