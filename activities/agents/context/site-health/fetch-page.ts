import type { PublicGet } from '../../../public-web/index.ts';

/** A page as it came; `body` is its beginning. */
export type FetchedPage = { readonly status: number; readonly body: string };

/** Gets a page. Throws ADDRESS_NOT_ALLOWED and SOURCE_UNAVAILABLE. */
export type FetchPage = (address: string, signal: AbortSignal) => Promise<FetchedPage>;

/** A tag stands in the head of a page or soon after; more is not read. */
const most_bytes = 512_000;

/** Gets the beginning of pages whose address somebody typed in, from where the public get may go. */
export function createFetchPage(get: PublicGet): FetchPage {
  return async (address, signal) => {
    const { status, bytes } = await get(address, {
      ...{ protocols: ['http:', 'https:'], most_bytes, signal },
      ...{ accept: 'text/html,*/*;q=0.1', user_agent: 'MBI-site-check/1.0' },
    });
    return { status, body: bytes.toString('utf8') };
  };
}
