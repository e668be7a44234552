import { describe, expect, it } from 'vitest';
import { permissionSchema, permissionsOf, type Role, roleSchema } from '../../contracts/roles.ts';
import { type Caller, permissionsOfCaller, requirePermission } from './require-permission.ts';

const callerWith = (roles: Role[], scopes: string[] | null): Caller => ({
  principal: {
    tenant_id: 't',
    user_id: 'u',
    email: 'person@x.example',
    roles,
    api_key_id: scopes === null ? null : 'k',
  },
  session: null,
  scopes,
});
const allowed = (roles: Role[], scopes: string[] | null) => [...permissionsOfCaller(callerWith(roles, scopes))].sort();

describe('what a caller may do', () => {
  it.each(roleSchema.options)('as %s is what the role brings, with a token or a key for everything', (role) => {
    const whole = [...permissionsOf([role])].sort();
    expect(allowed([role], null)).toEqual(whole);
    expect(allowed([role], ['*'])).toEqual(whole);
  });

  it.each(roleSchema.options)('as %s with a key is never more than the role brings', (role) => {
    expect(allowed([role], [...permissionSchema.options])).toEqual([...permissionsOf([role])].sort());
  });

  it.each([
    ['nothing with an empty list', [], []],
    ['only what is both granted and in scope', ['campaigns:read', 'audit:read'], ['campaigns:read']],
    ['nothing by a scope that does not exist', ['campaigns:*', 'all', ''], []],
  ])('is %s', (_case, scopes, expected) => {
    expect(allowed(['viewer'], scopes)).toEqual(expected);
  });

  it('is nothing without a role', () => {
    expect(allowed([], null)).toEqual([]);
    expect(allowed([], ['*'])).toEqual([]);
  });

  it('adds up over roles', () => {
    expect(allowed(['approver', 'marketer'], null)).toEqual(
      [...new Set([...permissionsOf(['approver']), ...permissionsOf(['marketer'])])].sort(),
    );
  });
});

describe('a missing permission', () => {
  it('is refused by name; one that is there passes', () => {
    const viewer = callerWith(['viewer'], null);
    expect(() => requirePermission(viewer, 'campaigns:read')).not.toThrow();
    expect(() => requirePermission(viewer, 'approvals:decide')).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN', details: { permission: 'approvals:decide' } }),
    );
  });
});
