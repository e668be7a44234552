import { readFileSync } from 'node:fs';
import { createLinkedInAdapter, type LinkedInAdapterOptions } from '../../activities/ad-platforms/linkedin/index.ts';
import type { Credential } from '../../contracts/credential.ts';
import { type ReceivedRequest, startReplayServer } from './replay-server.ts';

/** LinkedIn as a replay server, and adapters before it. */
export async function openLinkedIn() {
  const server = await startReplayServer();
  let first = 0;
  const saved: Credential[] = [];

  /** An adapter of its own; `sent` and `saved` count from here. */
  function adapterWith(options: Partial<LinkedInAdapterOptions> = {}) {
    first = server.received.length;
    saved.length = 0;
    return createLinkedInAdapter({
      base_url: `${server.url}/`,
      oauth_base_url: `${server.url}/`,
      api_version: '202608',
      app: { client_id: 'an-app', client_secret: 'a-secret' },
      account_id: '504004001',
      currency: 'EUR',
      credential: { access_token: 'a-token', refresh_token: 'refresh-a-token', expires_at: null },
      saveCredential: async (renewed) => {
        saved.push(renewed);
      },
      now: () => new Date('2026-11-21T12:00:00Z'),
      ...options,
    });
  }

  return {
    server,
    saved,
    adapterWith,
    answerWith: server.answerWith,
    sent: (): readonly ReceivedRequest[] => server.received.slice(first),
    stop: server.stop,
  };
}
/** LinkedIn as a replay server. */
export type ReplayedLinkedIn = Awaited<ReturnType<typeof openLinkedIn>>;

/** A recorded answer of `activities/ad-platforms/linkedin/fixtures`. */
export function recorded(name: string): unknown {
  const folder = '../../activities/ad-platforms/linkedin/fixtures';
  return JSON.parse(readFileSync(new URL(`${folder}/${name}.json`, import.meta.url), 'utf8'));
}
