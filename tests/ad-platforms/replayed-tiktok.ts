import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createTiktokAdapter, type TiktokAdapterOptions } from '../../activities/ad-platforms/tiktok/index.ts';
import type { EntityReference } from '../../contracts/ad-platform.ts';
import type { Credential } from '../../contracts/credential.ts';
import { type RecordedAnswer, type ReplayServer, startReplayServer } from './replay-server.ts';

/** A recorded answer of TikTok. */
export function recorded(name: string): unknown {
  const file = new URL(`../../activities/ad-platforms/tiktok/fixtures/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** A success of TikTok with this inside. */
export function success(data: unknown = {}): { body: object } {
  return { body: { code: 0, message: 'OK', request_id: 'R1', data } };
}

/** One page of a list that has no more. */
export function pageOf(...list: readonly unknown[]): { body: object } {
  return success({ list, page_info: { page: 1, page_size: 1000, total_number: list.length, total_page: 1 } });
}

/** A refusal of TikTok: HTTP 200 with a code. */
export function refused(code: number, message = 'words of TikTok'): { body: object } {
  return { body: { code, message, request_id: 'R2', data: {} } };
}

const account_id = '7050050050051';
/** What the tests name. */
export const named = {
  campaign: { account_id, entity_type: 'campaign', entity_id: '1830000000000001' },
  ad_set: { account_id, entity_type: 'ad_set', entity_id: '1830000000000011' },
  ad: { account_id, entity_type: 'ad', entity_id: '1830000000000021' },
  creative: { account_id, entity_type: 'creative', entity_id: 'mbi-0123456789abcdef' },
} as const satisfies Readonly<Record<string, EntityReference>>;

/** TikTok played by recorded answers for the tests of one file, and adapters onto it whose clock stands still. */
export function replayedTiktok() {
  let server: ReplayServer;
  let first = 0;
  const saved: Credential[] = [];
  const pauses: number[] = [];
  const asked: string[] = [];
  beforeAll(async () => {
    server = await startReplayServer();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    first = server.received.length;
    saved.length = 0;
    pauses.length = 0;
    asked.length = 0;
  });
  return {
    saved,
    pauses,
    /** The addresses that `fetch` was asked for, without their queries. */
    asked,
    /** A fetch that leads every address to the recorded answers. */
    fetch: ((input, request) => {
      const { origin, pathname, search } = new URL(String(input));
      asked.push(`${origin}${pathname}`);
      return fetch(`${server.url}${pathname}${search}`, request);
    }) satisfies typeof fetch,
    adapter: (options: Partial<TiktokAdapterOptions> = {}) =>
      createTiktokAdapter({
        ...{ base_url: `${server.url}/`, api_version: 'v1.3', account_id, currency: 'USD' },
        credential: { access_token: 'a-token', refresh_token: 'r-token', expires_at: null },
        saveCredential: async (renewed) => {
          saved.push(renewed);
        },
        app: { app_id: '7420042004200420042', secret: 'a-secret' },
        now: () => new Date('2026-11-21T12:00:00Z'),
        pause: async (milliseconds) => {
          pauses.push(milliseconds);
        },
        ...options,
      }),
    answerWith: (...answers: readonly RecordedAnswer[]) => server.answerWith(...answers),
    sent: () => server.received.slice(first),
    /** Method, path and query or body of every request of this test, as texts. */
    lines: () =>
      server.received
        .slice(first)
        .map(({ method, target, body }) => `${method} ${decodeURIComponent(target)}${body === '' ? '' : ` ${body}`}`),
  };
}
