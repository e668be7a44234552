import type { Inventory } from '../world/inventory.ts';
import { SANDBOX_APP_ID, SANDBOX_USER_ID } from './activities.ts';
import { type Parameters, textOf } from './parameters.ts';
import { graphError, type Reply } from './reply.ts';

const bearer = { 'WWW-Authenticate': 'OAuth "Facebook Platform" "invalid_token" "Invalid OAuth access token."' };

/** The answer to a token that does not open anything, code 190 with a subcode: 463 expired, 467 not valid. */
export function invalidToken(error_subcode: number): Reply {
  const expired = error_subcode === 463;
  const message = expired
    ? 'Error validating access token: Session has expired.'
    : 'Invalid OAuth access token - Cannot parse access token';
  return graphError(401, { code: 190, error_subcode, message }, bearer);
}

/** The answer to a call without a token, code 104. */
export function missingToken(): Reply {
  return graphError(401, { code: 104, message: 'An access token is required to request this resource.' });
}

/** `GET /debug_token`: what is known of a token; an unknown one is described as not valid, not refused. */
export function describeToken(parameters: Parameters, inventory: Inventory) {
  const account = inventory.accountOfToken(textOf(parameters, 'input_token') ?? '');
  if (account === null) {
    return {
      data: {
        is_valid: false,
        error: { code: 190, subcode: 467, message: 'The access token is not valid' },
        scopes: [],
      },
    };
  }
  return {
    data: {
      app_id: SANDBOX_APP_ID,
      application: 'Sandbox app',
      type: 'SYSTEM_USER',
      is_valid: true,
      expires_at: 0,
      data_access_expires_at: 0,
      scopes: ['ads_read', 'ads_management', 'business_management'],
      user_id: SANDBOX_USER_ID,
    },
  };
}
