import { bearerOf, type Call } from '../door/call.ts';
import type { Personality, Target } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import type { World } from '../world/world.ts';
import { adsAddress, answerAds } from './ads.ts';
import { answerDataManager, destinationsIn, isDataManager } from './data-manager/data-manager.ts';
import { type AdsError, adsFailure, badRequest, newRequestId } from './failure.ts';
import { aboutMutate } from './mutate/about.ts';
import { renewToken, TOKEN_SECONDS } from './oauth.ts';

const isAds = (path: string) => /^\/v\d+\/customers(?=[/:%])/.test(path);

function queryText(body: unknown): string {
  return typeof body === 'object' && body !== null && 'query' in body ? String(body.query) : '';
}

/** What a query reads: the things that it names by their ids; the account when it looks for a creative. */
function aboutQuery(query: string, account_id: string): Target {
  const named = [...query.matchAll(/\b(?:campaign|ad_group|ad_group_ad\.ad)\.id\s*=\s*'?(\d+)/g)];
  const creative = /\bFROM\s+asset\b/i.test(query);
  const fields = [...query.matchAll(/\b[a-z_]+(?:\.[a-z_0-9]+)+/g)].map(([field]) => field);
  return {
    access: 'read',
    entity_ids: creative ? [account_id] : named.map(([, id = '']) => id),
    fields: creative ? [...fields, 'creative_content'] : fields,
  };
}

function targetOf(call: Call, world: World): Target {
  if (isDataManager(call.path)) {
    const ingests = call.method === 'POST';
    return { access: ingests ? 'write' : 'read', entity_ids: destinationsIn(call.body), fields: ['conversion'] };
  }
  const address = adsAddress(call);
  if (address?.verb !== 'mutate') return aboutQuery(queryText(call.body), address?.customer ?? '');
  const about = aboutMutate(call.body, address.collection ?? '', address.customer ?? '', world);
  return {
    access: 'write',
    entity_ids: [...new Set(about.flatMap((each) => each.entity_ids))],
    fields: [...new Set(about.flatMap((each) => each.fields))],
  };
}

/** A failure in the form of the API that was called: those of Data Manager are plain ones. */
function failed(call: Call, error: AdsError, retryDelay?: string): Reply {
  if (!isDataManager(call.path)) return adsFailure([error]);
  const { family, value, message } = error;
  const plain = adsFailure([{ family, value, message }]);
  const body = typeof plain.body === 'object' && plain.body !== null && 'error' in plain.body ? plain.body.error : {};
  const reason = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: value,
    domain: 'datamanager.googleapis.com',
  };
  const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay };
  const details = retryDelay === undefined ? [reason] : [reason, retry];
  return { ...plain, body: { error: { ...(typeof body === 'object' ? body : {}), message, details } } };
}

/** Google: the Ads API, its OAuth address and Data Manager, all at their own paths. */
export function createGoogle(): Personality {
  return {
    platform: 'google_ads',
    token_seconds: TOKEN_SECONDS,
    owns: (path) => isAds(path) || isDataManager(path) || path === '/token',
    targetOf,
    tokenOf: bearerOf,
    withoutToken: (call, deps) => (call.path === '/token' ? renewToken(call, deps) : null),
    answer: (call, scene) => (isDataManager(call.path) ? answerDataManager(call, scene) : answerAds(call, scene)),
    wrongToken: (call, token) => {
      const value = token === null ? 'AUTHENTICATION_ERROR' : 'OAUTH_TOKEN_INVALID';
      return failed(call, { family: 'authenticationError', value, message: 'Invalid OAuth access token.' });
    },
    expiredToken: (call) => {
      const message = 'The OAuth access token has expired.';
      return failed(call, { family: 'authenticationError', value: 'OAUTH_TOKEN_EXPIRED', message });
    },
    throttled: (call, { wait_seconds }) => {
      const error = { family: 'quotaError', value: 'RESOURCE_EXHAUSTED', message: 'Too many requests. Retry later.' };
      if (wait_seconds === null) return failed(call, error);
      const retryDelay = `${wait_seconds}s`;
      const quotaErrorDetails = { rateScope: 'DEVELOPER', rateName: 'Requests per minute', retryDelay };
      return failed(call, { ...error, details: { quotaErrorDetails } }, retryDelay);
    },
    serverError: (call) =>
      failed(call, { family: 'internalError', value: 'INTERNAL_ERROR', message: 'An internal error has occurred.' }),
    badBody: () => badRequest([], 'Invalid JSON payload received.'),
    finish: (reply, call) => {
      const stream = adsAddress(call)?.verb === 'searchStream' && reply.status >= 400;
      const headers = { 'request-id': newRequestId(), ...reply.headers };
      return stream ? { ...reply, headers, body: [reply.body] } : { ...reply, headers };
    },
  };
}
