import { describe, expect, it } from 'vitest';
import { permissionSchema, permissionsOf, roleSchema } from './roles.ts';

describe('roles and permissions', () => {
  it('who may decide are marketers, approvers and administrators only', () => {
    const may = roleSchema.options.filter((role) => permissionsOf([role]).has('approvals:decide'));
    expect(may).toEqual(['marketer', 'approver', 'admin']);
  });

  it('a viewer can read and nothing else', () => {
    expect([...permissionsOf(['viewer'])].every((permission) => permission.endsWith(':read'))).toBe(true);
  });

  it('several roles add up, no role means no permission, and an administrator has all', () => {
    expect(permissionsOf(['viewer', 'engineer'])).toEqual(
      new Set([...permissionsOf(['viewer']), ...permissionsOf(['engineer'])]),
    );
    expect(permissionsOf([]).size).toBe(0);
    expect(permissionsOf(['admin']).size).toBe(permissionSchema.options.length);
  });
});
