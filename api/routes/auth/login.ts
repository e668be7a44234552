import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { findLogin } from '../../../db/queries/api-keys.ts';
import { accessTokenSeconds, invalidToken } from '../../auth/access-tokens.ts';
import { loginPerMinute } from '../../limits/rate-limits.ts';
import { definePublicOperation, json, nothing } from '../../operation/operation.ts';

/** Verified against when nobody has the address, so that both cases take one password check’s time. */
const nobodysHash = hash('nobody has this password');

/**
 * Signs a person in with e-mail and password (argon2id). Somebody who belongs to several tenants names one; otherwise the
 * first by name is taken. A wrong address, a wrong password and a foreign tenant get the same answer.
 */
export const login = definePublicOperation({
  method: 'post',
  path: '/v2/auth/login',
  id: 'login',
  tag: 'auth',
  summary: 'Sign in with e-mail and password.',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    email: z.string().max(320),
    password: z.string().max(1_000),
    tenant_id: z.uuid().optional(),
  }),
  responses: {
    200: {
      description: 'A token for the Authorization header.',
      schema: z.object({
        access_token: z.string(),
        token_type: z.literal('Bearer'),
        expires_in: z.int(),
        tenant: z.object({ tenant_id: z.uuid(), name: z.string() }),
      }),
    },
  },
  errors: ['UNAUTHENTICATED'],
  async handle({ body, deps, address }) {
    await deps.limits.take('login-address', address, loginPerMinute.address);
    await deps.limits.take('login-email', body.email.toLowerCase(), loginPerMinute.email);
    const person = await findLogin(deps.database, body.email.toLowerCase());
    const matches = await verify(person?.password_hash ?? (await nobodysHash), body.password).catch(() => false);
    const membership =
      body.tenant_id === undefined
        ? person?.memberships[0]
        : person?.memberships.find((each) => each.tenant_id === body.tenant_id);
    if (person === null || !matches || membership === undefined) {
      throw invalidToken();
    }
    const { tenant_id, tenant_name } = membership;
    const access_token = await deps.tokens.issue('access', { tenant_id, user_id: person.user_id });
    return json(
      200,
      { access_token, token_type: 'Bearer', expires_in: accessTokenSeconds, tenant: { tenant_id, name: tenant_name } },
      { 'Cache-Control': 'no-store' },
    );
  },
});
