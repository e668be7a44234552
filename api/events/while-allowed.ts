import { CodedError } from '../../contracts/errors/index.ts';
import type { Permission } from '../../contracts/roles.ts';
import { findMember, findOpenApiKey } from '../../db/queries/api-keys.ts';
import { isTokenRevoked } from '../../db/queries/revoked-tokens.ts';
import { permissionsOfCaller } from '../auth/require-permission.ts';
import type { CallerPart, SignedIn } from '../operation/operation.ts';

/**
 * A caller who is asked for the permission anew each time something was read: a stream may stay open for days, and whoever
 * lost the role, the membership or the key, or signed out, sees nothing that happened after. Its work throws FORBIDDEN then.
 */
export function whileAllowed({ principal, session, inTenant }: SignedIn, permission: Permission): CallerPart {
  const { user_id, api_key_id } = principal;
  return {
    principal,
    inTenant: (work) =>
      inTenant(async (tx) => {
        // Read first, asked after: what was read may be newer than an answer got before it.
        const found = await work(tx);
        const member = await findMember(tx, user_id);
        const signedOut = session !== null && (await isTokenRevoked(tx, session));
        const key = api_key_id === null ? { scopes: null } : await findOpenApiKey(tx, api_key_id);
        if (member !== null && key !== null && !signedOut) {
          const now = { principal: { ...principal, roles: member.roles }, session, scopes: key.scopes };
          if (permissionsOfCaller(now).has(permission)) return found;
        }
        throw new CodedError('FORBIDDEN', `This needs the permission ${permission}.`, { permission });
      }),
  };
}
