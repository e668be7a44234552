import { z } from 'zod';
import type { OpenApprovalCall } from '../../contracts/activity-envelope.ts';
import type { EligiblePerson } from '../../contracts/approval.ts';
import { roleSchema } from '../../contracts/roles.ts';
import type { TenantTransaction } from '../../db/connect.ts';
import { type Candidate, findCandidates } from '../../db/queries/candidates.ts';
import { evaluateExpression } from '../../playbooks/expressions/index.ts';

type Rule = NonNullable<OpenApprovalCall['approvers']['rule']>;

/**
 * Who may decide, as it is frozen when an approval is asked: everybody with a role, in a group or named, without those who
 * may not, and only those for whom the rule holds. A rule on its own looks at everybody; a rule that cannot be evaluated
 * for a person leaves that person out. Throws EXPRESSION_FAILED never: nobody is asked by mistake.
 */
export async function eligiblePeople(
  tx: TenantTransaction,
  { approvers, excluded_user_ids }: Pick<OpenApprovalCall, 'approvers' | 'excluded_user_ids'>,
): Promise<readonly EligiblePerson[]> {
  const roles = z.array(roleSchema).parse(approvers.roles);
  const { users: emails, groups = [], rule = null } = approvers;
  const named = roles.length + emails.length + groups.length > 0;
  const people = await findCandidates(tx, { roles, emails, groups, everybody: rule !== null && !named });
  return people
    .filter((person) => !excluded_user_ids.includes(person.user_id) && (rule === null || fits(rule, person)))
    .map(({ user_id, email, roles: held }) => ({
      ...{ user_id, email },
      // Only the roles they are asked for: whoever loses those while the approval waits may no longer decide.
      roles: named ? held.filter((role) => roles.includes(role)) : held,
    }));
}

function fits({ expression, scope }: Rule, { email, roles, groups }: Candidate): boolean {
  try {
    return evaluateExpression(expression, { ...scope, person: { email, roles, groups } }) === true;
  } catch {
    return false;
  }
}
