import type { Credential } from '../../../contracts/credential.ts';
import type { Exchange } from '../wire/exchange.ts';
import { fitAnswer } from '../wire/fit-answer.ts';
import { renewedCredential, renewedTokenWire } from '../wire/renewed-credential.ts';
import { failureFromAnswer } from './failures.ts';
import { envelopeWire } from './schemas.ts';

/** The developer app that an account was connected with; without its secret nothing can be renewed. */
export type TiktokApp = { readonly app_id: string; readonly secret: string };

/**
 * Asks for a new access token: POST oauth2/token/ with `grant_type` refresh_token. A reply without a new refresh token means
 * that the old one stays good. Asking changes nothing in the account, so that a lost answer may be asked for again.
 */
export function createRenewal(deps: {
  readonly exchange: Exchange;
  readonly root: string;
  readonly app: TiktokApp;
  readonly now: () => Date;
}): (refresh_token: string) => Promise<Credential> {
  return async (refresh_token) => {
    const { app_id: client_id, secret: client_secret } = deps.app;
    const answer = await deps.exchange('read', `${deps.root}/oauth2/token/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_id, client_secret, grant_type: 'refresh_token', refresh_token }),
    });
    const envelope = envelopeWire.safeParse(answer.body).data;
    if (!answer.ok || envelope?.code !== 0) throw failureFromAnswer(answer, 'read', deps.now());
    const token = fitAnswer(renewedTokenWire, envelope.data, 'TikTok', 'oauth2/token/');
    return renewedCredential(token, refresh_token, deps.now());
  };
}
