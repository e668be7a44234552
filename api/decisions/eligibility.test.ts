import { describe, expect, it } from 'vitest';
import { type Role, rolePermissions, roleSchema } from '../../contracts/roles.ts';
import { ineligibility } from './eligibility.ts';

const person = (user_id: string, roles: Role[]) => ({ user_id, email: `${user_id}@x.example`, roles });
const principal = (user_id: string, roles: Role[]) => ({ tenant_id: 't', ...person(user_id, roles), api_key_id: null });
const approval = {
  requested_by: 'requester',
  excluded_user_ids: ['requester', 'author'],
  eligible: [person('boss', ['approver']), person('author', ['approver']), person('named', [])],
};

describe('who may decide', () => {
  it.each<[string, string, Role[], ReturnType<typeof ineligibility>]>([
    ['a named person with the role', 'boss', ['approver'], null],
    ['a named person who has gained roles', 'boss', ['viewer', 'approver'], null],
    ['a person named by address, with any deciding role', 'named', ['marketer'], null],
    ['the requester', 'requester', ['approver'], 'DECISION_SELF_APPROVAL'],
    ['the last editor, though named', 'author', ['approver'], 'DECISION_SELF_APPROVAL'],
    ['a stranger with the role', 'newcomer', ['approver'], 'DECISION_NOT_ELIGIBLE'],
    ['a named person who lost every role', 'boss', [], 'DECISION_NOT_ELIGIBLE'],
    ['a named person with another deciding role', 'boss', ['marketer'], 'DECISION_NOT_ELIGIBLE'],
    ['a person named by address who may decide nothing', 'named', ['viewer'], 'DECISION_NOT_ELIGIBLE'],
  ])('%s', (_case, user_id, roles, expected) => {
    expect(ineligibility(approval, principal(user_id, roles))).toBe(expected);
  });

  it('excludes the requester even when the list of the excluded forgot them', () => {
    const careless = { ...approval, excluded_user_ids: [], eligible: [person('requester', ['approver'])] };
    expect(ineligibility(careless, principal('requester', ['approver']))).toBe('DECISION_SELF_APPROVAL');
  });

  it.each(roleSchema.options)('needs the permission, whatever the list says: %s', (role) => {
    const generous = { ...approval, eligible: [person('boss', [role])] };
    const may = rolePermissions[role].includes('approvals:decide');
    expect(ineligibility(generous, principal('boss', [role]))).toBe(may ? null : 'DECISION_NOT_ELIGIBLE');
  });
});
