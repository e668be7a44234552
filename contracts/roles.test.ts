import { describe, expect, it } from 'vitest';
import {
  type Permission,
  permissionSchema,
  permissionsOf,
  principalSchema,
  type Role,
  rolePermissions,
  roleSchema,
} from './roles.ts';

const roles: readonly Role[] = roleSchema.options;

const everybody: readonly Role[] = ['viewer', 'analyst', 'marketer', 'approver', 'engineer', 'on_call'];

/** Who holds each permission besides administrators. A change here is a change of who may do what, and wants a second look. */
const holders: Readonly<Record<Permission, readonly Role[]>> = {
  'context:write': ['analyst', 'marketer', 'engineer'],
  'campaigns:read': everybody,
  'metrics:import': ['analyst', 'marketer', 'engineer'],
  'playbooks:read': everybody,
  'playbooks:deploy': ['engineer'],
  'playbooks:execute': ['analyst', 'marketer', 'approver', 'engineer', 'on_call'],
  'executions:read': everybody,
  'executions:undo': ['marketer', 'approver', 'on_call'],
  'executions:cancel': ['engineer', 'on_call'],
  'executions:rerun': ['engineer', 'on_call'],
  'pauses:write': ['on_call'],
  'failures:write': ['engineer', 'on_call'],
  'events:write': ['engineer'],
  'groups:write': [],
  'recommendations:read': everybody,
  'recommendations:analyze': ['analyst', 'marketer', 'approver'],
  'feedback:write': ['analyst', 'marketer', 'approver'],
  'autonomy:write': ['on_call'],
  'agent_settings:write': ['on_call'],
  'approvals:read': everybody,
  'approvals:decide': ['marketer', 'approver'],
  'audit:read': ['approver', 'on_call'],
  'actions:run': ['engineer', 'on_call'],
  'money:read': everybody,
  'writes:resolve': ['marketer', 'approver'],
  'caps:propose': ['marketer', 'approver'],
  'caps:decide': ['approver'],
  'fx_rates:write': ['approver'],
  'accounts:read': everybody,
  'accounts:connect': ['engineer'],
  'conversions:write': ['engineer'],
  'knowledge:read': everybody,
  'knowledge:write': ['marketer', 'approver', 'engineer'],
  'models:read': everybody,
  'models:trace': ['engineer'],
  'models:write': ['engineer'],
  'evaluations:read': everybody,
  'evaluations:run': ['analyst', 'engineer'],
  'golden:review': ['analyst', 'approver'],
};

describe('roles and permissions', () => {
  it.each(permissionSchema.options)('%s is held by exactly those who need it, and by administrators', (permission) => {
    const held = roles.filter((role) => permissionsOf([role]).has(permission));
    expect(held).toEqual(roles.filter((role) => role === 'admin' || holders[permission].includes(role)));
  });

  it('who may decide are marketers, approvers and administrators only', () => {
    const may = roleSchema.options.filter((role) => permissionsOf([role]).has('approvals:decide'));
    expect(may).toEqual(['marketer', 'approver', 'admin']);
  });

  it('whoever deploys a playbook does not decide about what it asks, and the other way round', () => {
    for (const role of roles.filter((each) => each !== 'admin')) {
      const has = permissionsOf([role]);
      expect(has.has('playbooks:deploy') && has.has('approvals:decide'), role).toBe(false);
    }
  });

  it('whoever proposes a cap does not alone decide it: deciding is with fewer', () => {
    const may = (permission: Permission) => roles.filter((role) => permissionsOf([role]).has(permission));
    expect(may('caps:decide').every((role) => may('caps:propose').includes(role))).toBe(true);
    expect(may('caps:decide').length).toBeLessThan(may('caps:propose').length);
  });

  it('a viewer can read and nothing else', () => {
    expect([...permissionsOf(['viewer'])].every((permission) => permission.endsWith(':read'))).toBe(true);
  });

  it('every role reads what a viewer reads', () => {
    const reading = [...permissionsOf(['viewer'])];
    for (const role of roles)
      expect(
        reading.filter((each) => !permissionsOf([role]).has(each)),
        role,
      ).toEqual([]);
  });

  it('nothing is named twice, and everything has the shape resource:verb', () => {
    for (const role of roles) expect(new Set(rolePermissions[role]).size, role).toBe(rolePermissions[role].length);
    for (const permission of permissionSchema.options) expect(permission).toMatch(/^[a-z_]+:[a-z_]+$/);
  });

  it('several roles add up, no role means no permission, and an administrator has all', () => {
    expect(permissionsOf(['viewer', 'engineer'])).toEqual(
      new Set([...permissionsOf(['viewer']), ...permissionsOf(['engineer'])]),
    );
    expect(permissionsOf([]).size).toBe(0);
    expect(permissionsOf(['admin']).size).toBe(permissionSchema.options.length);
  });

  it.each([
    ['viewer', true],
    ['on_call', true],
    ['on-call', false],
    ['Admin', false],
    ['owner', false],
    ['', false],
    [null, false],
  ])('%j is a role: %s', (role, good) => {
    expect(roleSchema.safeParse(role).success).toBe(good);
  });
});

describe('who is acting', () => {
  const ann = {
    tenant_id: '00000000-0000-4000-8000-000000000001',
    user_id: '00000000-0000-4000-8000-000000000002',
    ...{ email: 'ann@example.com', roles: ['approver'], api_key_id: null },
  };

  it('is known by tenant, person, roles and perhaps a key', () => {
    expect(principalSchema.parse(ann)).toEqual(ann);
    expect(principalSchema.safeParse({ ...ann, api_key_id: ann.user_id }).success).toBe(true);
  });

  it.each([
    ['no tenant', { tenant_id: undefined }],
    ['a tenant that is no id', { tenant_id: 'acme' }],
    ['a person that is no id', { user_id: '1' }],
    ['a role that is none', { roles: ['root'] }],
    ['roles that are no list', { roles: 'admin' }],
    ['a key of nobody knows what', { api_key_id: 'mbi_123' }],
    ['no word about a key', { api_key_id: undefined }],
  ])('%s is refused', (_, part) => {
    expect(principalSchema.safeParse({ ...ann, ...part }).success).toBe(false);
  });
});
