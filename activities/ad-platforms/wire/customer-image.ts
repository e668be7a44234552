import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { CodedError } from '../../../contracts/errors/index.ts';

/** An image as it lies under an address of the customer’s. */
export type CustomerImage = { readonly bytes: Uint8Array; readonly media_type: string };

/** `fetch` and `resolve` (all addresses of a host) are seams for tests. */
export type CustomerImageOptions = {
  readonly fetch?: typeof fetch | undefined;
  readonly resolve?: ((hostname: string) => Promise<readonly string[]>) | undefined;
  readonly timeout_seconds: number;
};

const mostBytes = 8 * 1024 * 1024;
const types: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif']);

const inside = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(network, bits, 'ipv6');

/** Whether an address belongs to this machine or a network of its own, IPv4 inside IPv6 included. */
export function isInside(address: string): boolean {
  const family = isIP(address);
  return family === 0 || inside.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

async function resolveHost(hostname: string): Promise<readonly string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address);
}

function unusable(reason: string): CodedError {
  return new CodedError('PLATFORM_REFUSED', `The image of the creative cannot be used: ${reason}.`, {});
}

/** Refuses what is not on the public network: an address that a playbook names must not open doors behind the worker. */
async function checkPublic(url: URL, resolve: (hostname: string) => Promise<readonly string[]>): Promise<void> {
  if (url.protocol !== 'https:') throw unusable('its address does not begin with https');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
  if (addresses.length === 0) throw unusable('its host is not known');
  if (addresses.some(isInside)) throw unusable('its address is not a public one');
}

async function readCapped(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) throw unusable(`it has more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Fetches the image that a creative is to be made of: from the public network only, without redirects, JPEG, PNG or GIF of at
 * most 8 MB. Throws PLATFORM_REFUSED when it cannot be used, PLATFORM_UNAVAILABLE when its server does not give it just now.
 */
export async function readCustomerImage(image_url: string, options: CustomerImageOptions): Promise<CustomerImage> {
  if (!URL.canParse(image_url)) throw unusable('its address is none');
  const url = new URL(image_url);
  await checkPublic(url, options.resolve ?? resolveHost);
  const signal = AbortSignal.timeout(Math.ceil(options.timeout_seconds * 1000));
  try {
    const response = await (options.fetch ?? fetch)(url, { redirect: 'error', signal });
    if (response.status >= 500) throw new Error('its server failed');
    if (!response.ok) throw unusable(`its server answers HTTP ${response.status}`);
    const media_type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!types.has(media_type)) throw unusable('it is neither JPEG, PNG nor GIF');
    return { bytes: await readCapped(response), media_type };
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('PLATFORM_UNAVAILABLE', 'The image of the creative could not be fetched just now.', {});
  }
}
