import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { CodedError } from '../../contracts/errors/index.ts';
import { type AddressRule, allowedUrl, type Protocol, refused } from './allowed-address.ts';

/** An answer as it came. `bytes` is its beginning where it is longer than was asked for; then it is not `whole`. */
export type PublicAnswer = {
  readonly status: number;
  /** In small letters and without parameters; empty when none was named. */
  readonly media_type: string;
  readonly bytes: Buffer;
  readonly whole: boolean;
};

/** What is asked for, and how much of it. `signal` bounds everything: names, redirects and reading. */
type PublicRequest = {
  readonly protocols: readonly Protocol[];
  readonly most_bytes: number;
  readonly accept: string;
  readonly user_agent: string;
  readonly signal: AbortSignal;
};

/** Gets what lies under an address of the public network. Throws ADDRESS_NOT_ALLOWED and SOURCE_UNAVAILABLE. */
export type PublicGet = (address: string, request: PublicRequest) => Promise<PublicAnswer>;

/** Gives every address of a name. */
type ResolveName = (
  name: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const mostRedirects = 3;

/**
 * The one way to an address that somebody outside typed in, without letting them look inside our network: the name is
 * resolved once for each hop, the connection goes to the very addresses that were checked, and the connected socket is
 * checked again; a redirect is a new address and is checked like the first. So neither a redirect nor a name that changes its
 * mind leads to a private network. Sends no cookies and uses no proxy. `resolve` is a seam for tests.
 */
export function createPublicGet(rule: AddressRule, resolve: ResolveName = lookup): PublicGet {
  return async (address, request) => {
    let url = allowedUrl(address, rule, request.protocols);
    for (let hop = 0; ; hop += 1) {
      const { location, ...answer } = await getOnce(url, rule, resolve, request);
      if (location === null) return answer;
      if (hop === mostRedirects) throw unavailable('redirects too often', 'redirects');
      const next = URL.parse(location, url.href);
      if (next === null) throw unavailable('redirects to no address', 'redirects');
      url = allowedUrl(next.href, rule, request.protocols);
    }
  };
}

function guardedLookup(rule: AddressRule, resolve: ResolveName): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const [first] = addresses;
      // One private address among public ones is enough: which one would be taken is not ours to choose.
      if (first === undefined || !addresses.every(({ address }) => rule(address))) return callback(inside(), '', 0);
      if (options.all === true) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

const inside = () => refused('it leads to a network that is not public');

type Hop = PublicAnswer & { readonly location: string | null };

function getOnce(url: URL, rule: AddressRule, resolve: ResolveName, asked: PublicRequest): Promise<Hop> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const { accept, user_agent, signal, most_bytes } = asked;
  return new Promise((resolveHop, reject) => {
    const fail = (error: unknown) => reject(error instanceof CodedError ? error : unreachable(error));
    const request = send(
      url,
      {
        ...{ method: 'GET', agent: false, signal, lookup: guardedLookup(rule, resolve) },
        headers: { 'user-agent': user_agent, accept, 'accept-encoding': 'identity' },
      },
      (response) => {
        const { statusCode: status = 0, headers } = response;
        const location = status >= 300 && status < 400 ? (headers.location ?? null) : null;
        const media_type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
        readBeginning(response, most_bytes)
          .then((read) => resolveHop({ status, media_type, ...read, location }))
          .catch(fail)
          .finally(() => request.destroy());
      },
    );
    request.on('socket', (socket) =>
      socket.on('connect', () => {
        if (!rule(socket.remoteAddress ?? '')) request.destroy(inside());
      }),
    );
    request.on('error', fail);
    request.end();
  });
}

async function readBeginning(response: IncomingMessage, most_bytes: number) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > most_bytes) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, most_bytes), whole: bytes <= most_bytes };
}

function unavailable(what: string, cause: string): CodedError {
  return new CodedError('SOURCE_UNAVAILABLE', `The address ${what}.`, { cause });
}

function unreachable(fault: unknown): CodedError {
  const cause = fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : 'unknown';
  return unavailable(`could not be reached (${cause})`, cause);
}
