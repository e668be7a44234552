import { CodedError } from '../../contracts/errors/index.ts';
import { type Permission, permissionsOf } from '../../contracts/roles.ts';
import { findMember, isApiKeyOpen } from '../../db/queries/api-keys.ts';
import type { CallerPart } from '../operation/operation.ts';

/**
 * A caller who is asked for the permission anew each time before something is read: a stream may stay open for days, and
 * whoever lost the role, the membership or the key sees nothing that happened after. Its work throws FORBIDDEN then.
 */
export function whileAllowed({ principal, inTenant }: CallerPart, permission: Permission): CallerPart {
  const { user_id, api_key_id } = principal;
  return {
    principal,
    inTenant: (work) =>
      inTenant(async (tx) => {
        const member = await findMember(tx, user_id);
        const open = api_key_id === null || (await isApiKeyOpen(tx, api_key_id));
        if (member !== null && open && permissionsOf(member.roles).has(permission)) return work(tx);
        throw new CodedError('FORBIDDEN', `This needs the permission ${permission}.`, { permission });
      }),
  };
}
