import { createHash } from 'node:crypto';
import type { Principal } from '../../contracts/roles.ts';
import { withTenant } from '../../db/connect.ts';
import { findApiKey, findMember, findOpenApiKey, touchApiKey } from '../../db/queries/api-keys.ts';
import { isTokenRevoked } from '../../db/queries/revoked-tokens.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { invalidToken, type VerifiedToken } from './access-tokens.ts';
import type { Caller } from './require-permission.ts';

/** What a request shows to say who it is. `ticket` only where event streams allow it. */
export type Credentials = {
  readonly authorization: string | undefined;
  readonly api_key: string | undefined;
  readonly ticket: string | undefined;
};

/**
 * Finds out who is calling. Roles come from the database on every request, so that a role taken away is gone at once.
 * Throws UNAUTHENTICATED for anything missing, wrong, expired or revoked, always with the same words.
 */
export async function authenticate(
  deps: Pick<ApiDependencies, 'database' | 'tokens'>,
  credentials: Credentials,
): Promise<Caller> {
  if (credentials.authorization !== undefined) {
    return callerOf(deps, await deps.tokens.verify('access', bearerOf(credentials.authorization)));
  }
  if (credentials.api_key !== undefined) return callerOfKey(deps, credentials.api_key);
  if (credentials.ticket !== undefined) return callerOf(deps, await deps.tokens.verify('ticket', credentials.ticket));
  throw invalidToken();
}

/** The token in an Authorization header. Throws UNAUTHENTICATED when there is none. */
export function bearerOf(authorization: string): string {
  const token = /^Bearer ([\w.-]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw invalidToken();
  return token;
}

async function callerOf(deps: Pick<ApiDependencies, 'database'>, subject: VerifiedToken): Promise<Caller> {
  const { session, api_key_id } = subject;
  const { member, key } = await withTenant(deps.database, subject.tenant_id, async (tx) => ({
    member: (await isTokenRevoked(tx, session)) ? null : await findMember(tx, subject.user_id),
    key: api_key_id === null ? { scopes: null } : await findOpenApiKey(tx, api_key_id),
  }));
  if (member === null || key === null) throw invalidToken();
  const principal: Principal = {
    tenant_id: subject.tenant_id,
    user_id: member.user_id,
    email: member.email,
    roles: [...member.roles],
    api_key_id,
  };
  return { principal, session, scopes: key.scopes };
}

async function callerOfKey(deps: Pick<ApiDependencies, 'database'>, key: string): Promise<Caller> {
  if (key.length > 200) throw invalidToken();
  // Keys are long random texts: a plain hash cannot be guessed, and a lookup by hash leaks nothing in its timing.
  const found = await findApiKey(deps.database, hashApiKey(key));
  if (found === null) throw invalidToken();
  await withTenant(deps.database, found.tenant_id, (tx) => touchApiKey(tx, found.api_key_id));
  const { tenant_id, user_id, email, roles, api_key_id, scopes } = found;
  return { principal: { tenant_id, user_id, email, roles, api_key_id }, session: null, scopes };
}

/** How a key is stored: sha256 in hex. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
