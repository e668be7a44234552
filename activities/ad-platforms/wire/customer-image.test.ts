import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInside, readCustomerImage } from './customer-image.ts';

const pixel = Buffer.from('89504e470d0a1a0a', 'hex');
let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    const [, kind = ''] = (request.url ?? '').split('/');
    if (kind === 'gone') return response.writeHead(410).end();
    if (kind === 'broken') return response.writeHead(503).end();
    if (kind === 'moved') return response.writeHead(302, { location: 'http://127.0.0.1/' }).end();
    if (kind === 'page') return response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    response.writeHead(200, { 'content-type': 'image/png; charset=binary' });
    return response.end(kind === 'huge' ? Buffer.alloc(9 * 1024 * 1024) : pixel);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address !== null && typeof address !== 'string') port = address.port;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

/** A public name whose server is ours: what is resolved is public, what is fetched lies on this machine. */
const fetching = (path: string) =>
  readCustomerImage(`https://pictures.example/${path}`, {
    timeout_seconds: 2,
    resolve: async () => ['203.0.113.9'],
    fetch: (url, request) =>
      fetch(String(url).replace('https://pictures.example', `http://127.0.0.1:${port}`), request),
  });

it('gives the bytes and their type', async () => {
  expect(await fetching('boots.png')).toEqual({ bytes: pixel, media_type: 'image/png' });
});

it.each([
  ['gone', 'HTTP 410'],
  ['page', 'neither JPEG, PNG nor GIF'],
  ['huge', 'more than'],
])('refuses what cannot be used: %s', async (path, words) => {
  await expect(fetching(path)).rejects.toMatchObject({
    code: 'PLATFORM_REFUSED',
    message: expect.stringContaining(words),
  });
});

it.each(['broken', 'moved'])('may be tried again, and follows nothing: %s', async (path) => {
  await expect(fetching(path)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
});

describe('only the public network', () => {
  const never = { timeout_seconds: 1, fetch: () => Promise.reject(new Error('it was asked for')) };
  it.each([
    'https://127.0.0.1/a.png',
    'http://pictures.example/a.png',
    'https://[::1]/a.png',
    'https://[::ffff:10.0.0.1]/a.png',
    'https://169.254.169.254/latest/meta-data',
    'https://2130706433/a.png',
    'file:///etc/passwd',
    'not an address',
  ])('%s is refused before anything is asked', async (url) => {
    await expect(readCustomerImage(url, never)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
  });
  it('a public name that leads inside is refused, and so is one that nobody knows', async () => {
    const resolving = (resolve: () => Promise<readonly string[]>) =>
      readCustomerImage('https://pictures.example/a.png', { ...never, resolve });
    const refused = { code: 'PLATFORM_REFUSED' };
    await expect(resolving(async () => ['203.0.113.9', '10.1.2.3'])).rejects.toMatchObject(refused);
    await expect(resolving(() => Promise.reject(new Error('ENOTFOUND')))).rejects.toMatchObject(refused);
  });
  it.each([
    ['8.8.8.8', false],
    ['2606:4700::1111', false],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['100.64.0.1', true],
    ['fd00::1', true],
    ['fe80::1', true],
    ['::ffff:192.168.1.1', true],
    ['nonsense', true],
  ])('%s is inside: %s', (address, expected) => {
    expect(isInside(address)).toBe(expected);
  });
});
