import { CodedError } from '../../contracts/errors/index.ts';
import { type Permission, type Principal, permissionsOf } from '../../contracts/roles.ts';

/**
 * A person as authentication found it: roles read just now, the session that signing out ends (none behind an API key), and,
 * behind an API key, the key’s scopes.
 */
export type Caller = {
  readonly principal: Principal;
  readonly session: string | null;
  readonly scopes: readonly string[] | null;
};

/** What a caller may do: the permissions of the roles, cut down to the scopes of the key (an empty list allows nothing). */
export function permissionsOfCaller(caller: Caller): ReadonlySet<Permission> {
  const granted = permissionsOf(caller.principal.roles);
  if (caller.scopes === null) return granted;
  const scopes = new Set<string>(caller.scopes);
  return scopes.has('*') ? granted : new Set([...granted].filter((permission) => scopes.has(permission)));
}

/** Throws FORBIDDEN, naming the permission, when the caller lacks it. */
export function requirePermission(caller: Caller, permission: Permission): void {
  if (permissionsOfCaller(caller).has(permission)) return;
  throw new CodedError('FORBIDDEN', `Forbidden: this needs the permission ${permission}.`, { permission });
}
