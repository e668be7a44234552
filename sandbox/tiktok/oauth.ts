import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import type { TokenLife, Tokens } from '../door/tokens.ts';
import { codes, failure, ok } from './envelope.ts';
import { parametersOf } from './parameters.ts';

const DAY_SECONDS = 86_400;
/** A fetched token lives one day here (nothing certain is known of it), its refresh token a year. */
export const tokenLife: TokenLife = { platform: 'tiktok_ads', token_seconds: DAY_SECONDS };
const REFRESH_SECONDS = 365 * DAY_SECONDS;

const renewSchema = z.strictObject({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.literal('refresh_token'),
  refresh_token: z.string(),
});

/** `POST oauth2/token/`: a new access token for a refresh token. */
export function renewToken(call: Call, tokens: Tokens): Reply {
  const given = parametersOf(call, renewSchema);
  if (given.client_id === '' || given.client_secret === '')
    return failure(codes.bad_app, 'The app id or secret is wrong');
  const renewed = tokens.renew(given.refresh_token, tokenLife);
  if (renewed === null) return failure(codes.token_invalid, 'The refresh token is wrong or has ended');
  return ok({
    access_token: renewed.access_token,
    expires_in: tokenLife.token_seconds,
    refresh_token: given.refresh_token,
    refresh_token_expires_in: REFRESH_SECONDS,
    advertiser_ids: [renewed.account.external_id],
    scope: [4],
  });
}

const codeSchema = z.strictObject({ app_id: z.string(), secret: z.string(), auth_code: z.string() });

/** `POST oauth2/access_token/`: codes come from a browser; none was ever given out here, so that each is refused. */
export function exchangeCode(call: Call): Reply {
  parametersOf(call, codeSchema);
  return failure(codes.bad_auth_code, 'The auth_code is wrong, used or has ended');
}

/** `GET oauth2/advertiser/get/`: the account that the token opens. */
export function listAdvertisers(call: Call, { account }: Scene): Reply {
  parametersOf(call, z.strictObject({ app_id: z.string(), secret: z.string() }));
  return ok({ list: [{ advertiser_id: account.external_id, advertiser_name: account.name }] });
}
