import type { Call } from '../door/call.ts';
import type { Personality } from '../door/personality.ts';
import { badParameter, codes, failure } from './envelope.ts';
import { exchangeCode, renewToken, tokenLife } from './oauth.ts';
import { answerOpenApi, ROOT } from './routes.ts';
import { targetOf } from './target.ts';

function accessToken(call: Call): string | null {
  const header = call.headers['access-token'];
  return typeof header === 'string' && header !== '' ? header : null;
}

/** TikTok’s API for Business under `/open_api/v1.3/`. Everything is HTTP 200; the code in the body tells how it went. */
export function createTiktok(): Personality {
  return {
    ...tokenLife,
    owns: (path) => path.startsWith(ROOT),
    targetOf,
    tokenOf: accessToken,
    withoutToken: (call, { tokens }) => {
      if (call.path === `${ROOT}oauth2/token/`) return renewToken(call, tokens);
      return call.path === `${ROOT}oauth2/access_token/` ? exchangeCode(call) : null;
    },
    answer: (call, scene) => {
      const type = call.headers['content-type'] ?? '';
      const multipart = call.path.endsWith('/upload/');
      if (call.method === 'POST' && !multipart && !/json/.test(type)) {
        throw badParameter('body: Must be application/json');
      }
      return answerOpenApi(call, scene);
    },
    wrongToken: (_call, token) =>
      failure(
        codes.token_invalid,
        token === null ? 'Access token is empty' : 'Access token is incorrect or has been revoked',
      ),
    expiredToken: () => failure(codes.token_expired, 'Access token has expired'),
    throttled: () => failure(codes.rate_limit, 'Too many requests. Please retry in some time.'),
    serverError: () => failure(codes.server_error, 'System error, please try again later'),
    badBody: () => failure(codes.bad_parameter, 'The body is not valid JSON'),
    finish: (reply, call) => {
      const body =
        typeof reply.body === 'object' && reply.body !== null
          ? { ...reply.body, request_id: call.request_id }
          : reply.body;
      return { ...reply, body, headers: { 'x-tt-logid': call.request_id, ...reply.headers } };
    },
  };
}
