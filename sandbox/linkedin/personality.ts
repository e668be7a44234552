import { bearerOf } from '../door/call.ts';
import type { Personality } from '../door/personality.ts';
import { takeUpload, UPLOAD_PATH } from './images.ts';
import { renewToken, tokenLife } from './oauth.ts';
import { invalidToken, linkedinError, serverError, throttled } from './refusals.ts';
import { answerRest } from './routes.ts';
import { targetOf } from './target.ts';
import { checkProtocol, checkVersion } from './version.ts';

const TOKEN_PATH = '/oauth/v2/accessToken';
const header = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined);

/** LinkedIn’s Marketing API under `/rest`, its OAuth under `/oauth/v2`, and the addresses that images are put to. */
export function createLinkedin(): Personality {
  return {
    ...tokenLife,
    owns: (path) => path.startsWith('/rest/') || path === TOKEN_PATH || path.startsWith(`${UPLOAD_PATH}/`),
    targetOf,
    tokenOf: bearerOf,
    withoutToken: (call, deps) => {
      if (call.path === TOKEN_PATH) return renewToken(call, deps.tokens);
      return call.path.startsWith(UPLOAD_PATH) ? takeUpload(call, deps) : null;
    },
    answer: (call, scene) => {
      checkVersion(header(call.headers['linkedin-version']), scene.world.clock.now());
      checkProtocol(header(call.headers['x-restli-protocol-version']));
      return answerRest(call, scene);
    },
    wrongToken: (_call, token) => invalidToken(token === null ? 'missing' : 'unknown'),
    expiredToken: () => invalidToken('expired'),
    throttled,
    serverError,
    badBody: () => linkedinError(400, 'MALFORMED_BODY', 'The body is not valid JSON', { serviceErrorCode: 100 }),
    finish: (reply, call) => ({
      ...reply,
      headers: { 'x-li-uuid': call.request_id, 'x-restli-protocol-version': '2.0.0', ...reply.headers },
    }),
  };
}
