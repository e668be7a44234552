import type { Call } from '../door/call.ts';
import type { DoorDeps } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';

/** Seconds that an access token lasts. */
export const TOKEN_SECONDS = 3599;

function oauthError(status: number, error: string, error_description: string): Reply {
  return { status, body: { error, error_description } };
}

/** `POST /token`: a new access token for a refresh token; the refresh token stays and is not sent again. */
export function renewToken(call: Call, { tokens }: DoorDeps): Reply {
  if (call.method !== 'POST') return oauthError(405, 'invalid_request', 'POST is required.');
  const body = typeof call.body === 'object' && call.body !== null ? new Map(Object.entries(call.body)) : new Map();
  const field = (name: string) => {
    const value: unknown = body.get(name);
    return typeof value === 'string' ? value : '';
  };
  if (field('grant_type') !== 'refresh_token') {
    return oauthError(400, 'unsupported_grant_type', `Invalid grant_type: ${field('grant_type')}`);
  }
  if (field('client_id') === '' || field('client_secret') === '') {
    return oauthError(401, 'invalid_client', 'The OAuth client was not found.');
  }
  const renewed = tokens.renew(field('refresh_token'), { platform: 'google_ads', token_seconds: TOKEN_SECONDS });
  if (renewed === null) return oauthError(400, 'invalid_grant', 'Token has been expired or revoked.');
  const scope = 'https://www.googleapis.com/auth/adwords https://www.googleapis.com/auth/datamanager';
  const { access_token } = renewed;
  return { status: 200, body: { access_token, expires_in: TOKEN_SECONDS, scope, token_type: 'Bearer' } };
}
