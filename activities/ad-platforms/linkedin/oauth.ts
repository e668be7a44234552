import type { Credential } from '../../../contracts/credential.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { Exchange } from '../wire/exchange.ts';
import { fitAnswer } from '../wire/fit-answer.ts';
import { renewedCredential, renewedTokenWire } from '../wire/renewed-credential.ts';
import { vendor } from './failures.ts';

/** The app that is registered with LinkedIn, and where tokens are renewed. */
export type OAuthOptions = {
  readonly oauth_base_url: string;
  readonly client_id: string;
  readonly client_secret: string;
  readonly exchange: Exchange;
  readonly now: () => Date;
};

/**
 * Renews an access token: POST /oauth/v2/accessToken with the refresh token as a form. Access tokens live 60 days, refresh
 * tokens a year; an answer without a refresh token leaves the old one in force. A definite no is PLATFORM_UNAUTHORIZED: the
 * account must be connected again. The answer’s words are not repeated, because they may hold a token.
 * https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens
 */
export async function renewToken(options: OAuthOptions, refresh_token: string): Promise<Credential> {
  const { client_id, client_secret } = options;
  const answer = await options.exchange('read', `${options.oauth_base_url}/oauth/v2/accessToken`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token, client_id, client_secret }).toString(),
  });
  const details = { http_status: answer.status };
  if (answer.status === 429 || answer.status >= 500)
    throw new CodedError('PLATFORM_UNAVAILABLE', `${vendor} could not renew the access just now.`, details);
  if (!answer.ok)
    throw new CodedError('PLATFORM_UNAUTHORIZED', `${vendor} refused to renew the access to this account.`, details);
  const wire = fitAnswer(renewedTokenWire, answer.body, vendor, 'accessToken');
  return renewedCredential(wire, refresh_token, options.now());
}
