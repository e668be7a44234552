import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { type AddressRule, allowedUrl } from './allowed-address.ts';

/** A page as it came; `body` is its beginning. */
export type FetchedPage = { readonly status: number; readonly body: string };

/** Gives every address of a name. */
export type ResolveName = (
  name: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Gets a page. Throws ADDRESS_NOT_ALLOWED and SOURCE_UNAVAILABLE. */
export type FetchPage = (address: string, signal: AbortSignal) => Promise<FetchedPage>;

/** A tag stands in the head of a page or soon after; more is not read. */
const mostBytes = 512_000;
const mostRedirects = 3;

/**
 * Gets pages whose address somebody typed in, without letting them look inside our network: each hop's address is checked when
 * its name is resolved and again on the connected socket, so that neither a redirect nor a name that changes its mind leads
 * to a private one. Sends no cookies and no proxy is used. `resolve` is a seam for tests.
 */
export function createFetchPage(rule: AddressRule, resolve: ResolveName = lookup): FetchPage {
  return async (address, signal) => {
    let url = allowedUrl(address, rule);
    for (let hop = 0; ; hop += 1) {
      const answer = await getOnce(url, rule, resolve, signal);
      if (answer.location === null) return answer;
      if (hop === mostRedirects) throw new CodedError('SOURCE_UNAVAILABLE', 'The landing page redirects in a circle.');
      const next = URL.parse(answer.location, url.href);
      if (next === null) throw new CodedError('SOURCE_UNAVAILABLE', 'The landing page redirects to no address.');
      url = allowedUrl(next.href, rule);
    }
  };
}

function guardedLookup(rule: AddressRule, resolve: ResolveName): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const [first] = addresses;
      // One private address among public ones is enough: which one would be taken is not ours to choose.
      if (first === undefined || !addresses.every(({ address }) => rule(address))) return callback(refused(), '', 0);
      if (options.all === true) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

function refused(): CodedError {
  return new CodedError(
    'ADDRESS_NOT_ALLOWED',
    'The landing page is not fetched: it leads to a network that is not public.',
  );
}

type Answer = FetchedPage & { readonly location: string | null };

function getOnce(url: URL, rule: AddressRule, resolve: ResolveName, signal: AbortSignal): Promise<Answer> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolvePage, reject) => {
    const fail = (error: unknown) => reject(error instanceof CodedError ? error : unreachable(error));
    const request = send(
      url,
      {
        ...{ method: 'GET', agent: false, signal, lookup: guardedLookup(rule, resolve) },
        headers: { 'user-agent': 'MBI-site-check/1.0', accept: 'text/html,*/*;q=0.1', 'accept-encoding': 'identity' },
      },
      (response) => {
        const { statusCode: status = 0, headers } = response;
        const location = status >= 300 && status < 400 ? (headers.location ?? null) : null;
        readBeginning(response, (body) => {
          resolvePage({ status, body, location });
          request.destroy();
        }).catch(fail);
      },
    );
    request.on('socket', (socket) =>
      socket.on('connect', () => {
        if (!rule(socket.remoteAddress ?? '')) request.destroy(refused());
      }),
    );
    request.on('error', fail);
    request.end();
  });
}

async function readBeginning(response: IncomingMessage, done: (body: string) => void): Promise<void> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= mostBytes) break;
  }
  done(Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8'));
}

function unreachable(fault: unknown): CodedError {
  const cause = fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : 'unknown';
  return new CodedError('SOURCE_UNAVAILABLE', `The landing page could not be reached (${cause}).`, { cause });
}
