import { z } from 'zod';
import type { Credential } from '../../../contracts/credential.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Exchange } from '../wire/exchange.ts';
import { renewedCredential, renewedTokenWire } from '../wire/renewed-credential.ts';
import { codeOfStatus } from '../wire/request-kind.ts';

const refusalWire = z.object({ error: z.string() });

/** Google's OAuth and who we are there. */
export type OAuthOptions = {
  readonly oauth_base_url: string;
  readonly client_id: string;
  readonly client_secret: string;
};

/**
 * Renews an access token: POST /token with `grant_type=refresh_token`. Google gives no new refresh token, so the old one
 * stays. Throws PLATFORM_UNAUTHORIZED when the refresh token is revoked or ended (`invalid_grant`) and the account must be
 * connected again, PLATFORM_UNAVAILABLE when Google does not answer.
 * https://developers.google.com/identity/protocols/oauth2/web-server#offline
 */
export async function renewToken(
  exchange: Exchange,
  options: OAuthOptions,
  refresh_token: string,
  now: Date,
): Promise<Credential> {
  const { client_id, client_secret } = options;
  const form = new URLSearchParams({ grant_type: 'refresh_token', client_id, client_secret, refresh_token });
  const answer = await exchange('read', `${options.oauth_base_url.replace(/\/+$/, '')}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: form.toString(),
  });
  const token = renewedTokenWire.safeParse(answer.body).data;
  if (answer.ok && token !== undefined) return renewedCredential(token, refresh_token, now);
  const refusal = refusalWire.safeParse(answer.body).data?.error ?? null;
  const code =
    refusal === 'invalid_grant' || refusal === 'invalid_client'
      ? 'PLATFORM_UNAUTHORIZED'
      : codeOfStatus(answer.status, 'read');
  const message = `Google did not renew the access (${refusal ?? `HTTP ${answer.status}`}).`;
  throw new CodedError(code, message, { http_status: answer.status, google_code: refusal });
}
