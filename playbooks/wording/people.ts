import type { Approvers } from '../../contracts/plan/index.ts';
import { sayList } from './words.ts';

/** Who is asked, as the object of a sentence: anyone with the role approver, a group, a person, or whom a rule finds. */
export function sayApprovers({ roles, groups, users, expression }: Approvers): string {
  const named = [
    ...roles.map((role) => `anyone with the role ${role}`),
    ...(groups ?? []).map((group) => `anyone in the group ${group}`),
    ...users,
  ];
  const rule = expression?.source;
  if (named.length === 0) return rule === undefined ? 'nobody is named' : `anyone for whom ${rule}`;
  return `${sayList(named, 'or')}${rule === undefined ? '' : `, as far as ${rule}`}`;
}
