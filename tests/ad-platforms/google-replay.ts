import { readFileSync } from 'node:fs';
import { createGoogleAdapter, type GoogleAdapterOptions } from '../../activities/ad-platforms/google/index.ts';
import type { Credential } from '../../contracts/credential.ts';
import { type RecordedAnswer, startReplayServer } from './replay-server.ts';

/** A recorded answer of Google, by its name in the adapter’s fixtures. */
export function googleFixture(name: string): unknown {
  const file = new URL(`../../activities/ad-platforms/google/fixtures/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Rows as a stream sends them: each argument is one chunk. */
export const stream = (...chunks: readonly (readonly object[])[]): RecordedAnswer => ({
  body: chunks.map((results) => ({ results, fieldMask: 'a,b', requestId: 'R1' })),
});

/** A mutation that was carried out. */
export const mutated = (...resourceNames: readonly string[]): RecordedAnswer => ({
  body: { results: resourceNames.map((resourceName) => ({ resourceName })) },
  headers: { 'request-id': 'G1' },
});

/** Errors of the Ads API as they come over the wire. */
export const adsFailure = (status: number, ...errors: readonly object[]): RecordedAnswer => ({
  status,
  body: {
    error: {
      ...{ code: status, message: 'Request contains an invalid argument.', status: 'INVALID_ARGUMENT' },
      details: [
        {
          '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure',
          ...{ errors, requestId: 'R9' },
        },
      ],
    },
  },
});

/** The adapter before a server that plays recorded answers. `1` is the account, the manager is `9`. */
export async function openGoogleReplay() {
  const server = await startReplayServer();
  const saved: Credential[] = [];
  let first = 0;
  return {
    server,
    saved,
    /** An adapter, from whose making on requests are counted. */
    adapter: (more: Partial<GoogleAdapterOptions> = {}) => {
      first = server.received.length;
      return createGoogleAdapter({
        ...{ base_url: `${server.url}/`, oauth_base_url: server.url, data_manager_base_url: server.url },
        ...{ api_version: 'v26', client_id: 'client', client_secret: 'client-secret', developer_token: null },
        ...{ account_id: '1', login_customer_id: '9', currency: 'USD', timezone: 'Europe/Berlin' },
        ...{ validate_only: false, write_timeout_seconds: 5, read_after_write_lag_seconds: 5 },
        credential: { access_token: 'a-token', refresh_token: 'a-refresh-token', expires_at: null },
        saveCredential: async (renewed) => {
          saved.push(renewed);
        },
        now: () => new Date('2026-11-21T12:00:00Z'),
        ...more,
      });
    },
    /** What was sent since the adapter was made: path, headers, and the body as JSON. */
    sent: () =>
      server.received.slice(first).map((request) => ({
        ...request,
        json: request.headers['content-type'] === 'application/json' ? JSON.parse(request.body) : null,
      })),
  };
}
/** The adapter before recorded answers. */
export type GoogleReplay = Awaited<ReturnType<typeof openGoogleReplay>>;
