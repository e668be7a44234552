import { createHash } from 'node:crypto';
import type { OpenApprovalCall } from '../../contracts/activity-envelope.ts';
import type { EligiblePerson } from '../../contracts/approval.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { type Role, roleSchema } from '../../contracts/roles.ts';
import { evaluateExpression } from '../expressions/index.ts';
import type { Person } from './test-file.ts';

/** A person of a test, as a decision names them. */
export type Persona = EligiblePerson & { readonly name: string; readonly groups: readonly string[] };

/** Who starts every tested execution; may never decide. */
export const requester = { user_id: idOf('requester'), email: 'requester@example.com' } as const;

/** The people of a test: those of the file, and for whatever a playbook asks three of each. */
export type Cast = {
  named(name: string): Persona;
  /** Who may decide when a playbook asks like this. Those with the roles, in the groups and named, narrowed by the rule. */
  asked(approvers: OpenApprovalCall['approvers'], excluded: readonly string[]): readonly Persona[];
};

/** Three people for each role and group (`approver`, `approver_2`, `approver_3`), one for each address, and those of the file. */
export function createCast(people: readonly Person[]): Cast {
  const known = new Map<string, Persona>();
  const add = (persona: Persona) => {
    const there = known.get(persona.name);
    if (there === undefined) known.set(persona.name, persona);
    return known.get(persona.name) ?? persona;
  };
  for (const { name, email, roles, groups } of people) {
    add({ name, email: email ?? `${name}@example.com`, user_id: idOf(name), roles: rolesIn(roles), groups });
  }
  const three = (name: string, more: Pick<Persona, 'roles' | 'groups'>) =>
    ['', '_2', '_3'].map((number) => {
      const own = `${name}${number}`;
      return add({ name: own, email: `${own}@example.com`, user_id: idOf(own), ...more });
    });
  for (const role of roleSchema.options) three(role, { roles: [role], groups: [] });
  const byAddress = (email: string) =>
    [...known.values()].find((each) => each.email === email) ??
    add({ name: email, email, user_id: idOf(email), roles: [], groups: [] });
  return {
    named: (name) => known.get(name) ?? byAddress(name),
    asked: ({ roles, users, groups = [], rule = null }, excluded) => {
      for (const group of groups) three(group, { roles: ['approver'], groups: [group] });
      for (const email of users) byAddress(email);
      const nobodyNamed = roles.length + users.length + groups.length === 0;
      return [...known.values()].filter((each) => {
        const named =
          nobodyNamed ||
          each.roles.some((role) => roles.includes(role)) ||
          users.includes(each.email) ||
          each.groups.some((group) => groups.includes(group));
        return named && !excluded.includes(each.user_id) && (rule === null || fits(each, rule));
      });
    },
  };
}

function fits(persona: Persona, rule: { readonly expression: string; readonly scope: JsonObject }): boolean {
  const person = { email: persona.email, roles: persona.roles, groups: persona.groups };
  return evaluateExpression(rule.expression, { ...rule.scope, person }) === true;
}

function rolesIn(words: readonly string[]): Role[] {
  return roleSchema.options.filter((role) => words.includes(role));
}

/** A uuid that follows from a name, so that every run of a test has the same people. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
