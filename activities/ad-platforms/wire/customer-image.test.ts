import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createAddressRule, createPublicGet, type PublicGet } from '../../public-web/index.ts';
import { readCustomerImage } from './customer-image.ts';

const pixel = Buffer.from('89504e470d0a1a0a', 'hex');
const sha256 = createHash('sha256').update(pixel).digest('hex');
let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    const [, kind = ''] = (request.url ?? '').split('/');
    if (kind === 'gone') return response.writeHead(410).end();
    if (kind === 'broken') return response.writeHead(503).end();
    if (kind === 'moved') return response.writeHead(302, { location: '/boots.png' }).end();
    if (kind === 'inside') return response.writeHead(302, { location: 'http://10.0.0.1/boots.png' }).end();
    if (kind === 'circle') return response.writeHead(302, { location: '/circle' }).end();
    if (kind === 'page') return response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    if (kind === 'cut') return response.writeHead(200, { 'content-length': '9' }).end('x', () => response.destroy());
    response.writeHead(200, { 'content-type': 'image/png; charset=binary' });
    return response.end(kind === 'huge' ? Buffer.alloc(9 * 1024 * 1024) : pixel);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address !== null && typeof address !== 'string') port = address.port;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

/** The door to the network, before a name whose server is ours and speaks without encryption. */
const door = createPublicGet(createAddressRule({ loopback: true }));
const fetching = (path: string, asked: Parameters<PublicGet>[1][] = [], image_sha256?: string) =>
  readCustomerImage(
    { image_url: `https://pictures.example/${path}`, image_sha256 },
    {
      timeout_seconds: 2,
      get: (url, request) => {
        asked.push(request);
        const here = url.replace('https://pictures.example', `http://127.0.0.1:${port}`);
        return door(here, { ...request, protocols: ['http:'] });
      },
    },
  );

it.each(['boots.png', 'moved'])('gives the bytes and their type: %s', async (path) => {
  const asked: Parameters<PublicGet>[1][] = [];
  expect(await fetching(path, asked)).toEqual({ bytes: pixel, media_type: 'image/png', sha256 });
  expect(asked).toMatchObject([{ protocols: ['https:'], most_bytes: 8 * 1024 * 1024 }]);
});

it.each([
  ['gone', 'HTTP 410'],
  ['page', 'neither JPEG, PNG nor GIF'],
  ['huge', 'more than'],
  ['inside', 'a public one'],
  ['circle', 'leads nowhere'],
])('refuses what cannot be used: %s', async (path, words) => {
  await expect(fetching(path)).rejects.toMatchObject({
    code: 'PLATFORM_REFUSED',
    message: expect.stringContaining(words),
  });
});

it.each(['broken', 'cut'])('may be tried again: %s', async (path) => {
  await expect(fetching(path)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
});

it('gives the image that was agreed to, and refuses another one under its address', async () => {
  expect(await fetching('boots.png', [], sha256)).toMatchObject({ bytes: pixel });
  await expect(fetching('boots.png', [], '0'.repeat(64))).rejects.toMatchObject({
    code: 'PLATFORM_REFUSED',
    message: 'The image of the creative cannot be used: it is another one than was agreed to.',
  });
});

describe('only the public network', () => {
  it.each([
    'https://127.0.0.1/a.png',
    'https://localhost/a.png',
    'http://pictures.example/a.png',
    'https://[::1]/a.png',
    'https://[::ffff:10.0.0.1]/a.png',
    'https://169.254.169.254/latest/meta-data',
    'https://2130706433/a.png',
    'https://me:secret@pictures.example/a.png',
    'file:///etc/passwd',
    'not an address',
  ])('%s is refused before anything is asked', async (url) => {
    const refused = { code: 'PLATFORM_REFUSED', message: expect.stringContaining('public one that begins with https') };
    await expect(readCustomerImage({ image_url: url }, { timeout_seconds: 1 })).rejects.toMatchObject(refused);
  });
  it.each([
    ['ENOTFOUND', 'PLATFORM_REFUSED'],
    ['EAI_AGAIN', 'PLATFORM_UNAVAILABLE'],
    ['ECONNREFUSED', 'PLATFORM_UNAVAILABLE'],
  ])('a host that fails with %s is %s', async (cause, code) => {
    const get = () => Promise.reject(new CodedError('SOURCE_UNAVAILABLE', 'It could not be reached.', { cause }));
    const failed = readCustomerImage({ image_url: 'https://pictures.example/a.png' }, { get, timeout_seconds: 1 });
    await expect(failed).rejects.toMatchObject({ code });
  });
});
