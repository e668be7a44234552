import { z } from 'zod';
import { revokeToken } from '../../../db/queries/revoked-tokens.ts';
import { bearerOf } from '../../auth/authenticate.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';

/**
 * Signs a person out: the token of this very call opens nothing any more, and other sessions go on. An API key is no session:
 * it is ended where keys are kept, so a call with one answers `ended: false`.
 */
export const logout = defineOperation({
  method: 'post',
  path: '/v2/auth/logout',
  id: 'logout',
  tag: 'auth',
  access: 'signed_in',
  summary: 'Sign out: end the token of this call.',
  params: nothing,
  query: nothing,
  body: nothing,
  responses: { 200: { description: 'Whether a token was ended.', schema: z.object({ ended: z.boolean() }) } },
  errors: [],
  async handle({ header, deps, inTenant }) {
    const authorization = header('authorization');
    if (authorization === undefined) return json(200, { ended: false });
    const token = await deps.tokens.verify('access', bearerOf(authorization));
    await inTenant((tx) => revokeToken(tx, { ...token, jti: token.session }));
    return json(200, { ended: true });
  },
});
