import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Reply } from '../door/reply.ts';
import type { TokenLife, Tokens } from '../door/tokens.ts';

const DAY_SECONDS = 86_400;
/** An access token lives 60 days, a refresh token 365. */
export const tokenLife: TokenLife = { platform: 'linkedin_ads', token_seconds: 60 * DAY_SECONDS };
const REFRESH_SECONDS = 365 * DAY_SECONDS;
const SCOPE = 'r_ads,r_ads_reporting,rw_ads,rw_conversions,rw_dmp_segments';

const formSchema = z.object({
  grant_type: z.string(),
  refresh_token: z.string().optional(),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
});
const refuse = (status: number, error: string, error_description: string): Reply => ({
  status,
  body: { error, error_description },
});

/**
 * `POST /oauth/v2/accessToken` with `grant_type=refresh_token`: a form, answered with the new access token and its seconds.
 * Refuses a JSON body, a missing field and a refresh token that was never given out. Authorization codes need a browser and
 * are refused.
 */
export function renewToken(call: Call, tokens: Tokens): Reply {
  const isForm = /form-urlencoded/.test(call.headers['content-type'] ?? '');
  const form = formSchema.safeParse(isForm ? call.body : null);
  if (!form.success) {
    const missing = form.error.issues[0]?.path.join('.') || 'grant_type';
    return refuse(400, 'invalid_request', `A required parameter "${missing}" is missing`);
  }
  const { grant_type, refresh_token } = form.data;
  if (grant_type !== 'refresh_token') return refuse(400, 'invalid_request', 'grant_type is not played here');
  const renewed = tokens.renew(refresh_token ?? '', tokenLife);
  if (renewed === null)
    return refuse(400, 'invalid_grant', 'The provided refresh token is invalid, expired or revoked');
  return {
    status: 200,
    body: {
      access_token: renewed.access_token,
      expires_in: tokenLife.token_seconds,
      refresh_token,
      refresh_token_expires_in: REFRESH_SECONDS,
      scope: SCOPE,
      token_type: 'Bearer',
    },
  };
}
