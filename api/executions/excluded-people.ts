import type { JsonObject } from '../../contracts/canonical-json.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { findPeople } from '../../db/queries/people.ts';
import type { TenantTransaction } from '../dependencies.ts';

/**
 * Who, besides the requester and the editor, may not decide in an execution because of what it is about: whoever’s decisions
 * it takes back. It follows from the inputs, so it is the same whichever way the execution is started or run again.
 */
export async function excludedByInputs(
  tx: TenantTransaction,
  plan: Pick<Plan, 'steps'>,
  inputs: JsonObject,
): Promise<readonly string[]> {
  const { approver } = inputs;
  const undoes = everyStep(plan.steps).some(
    (step) => step.kind === 'action' && step.action_id === 'AdPlatformAgent.undo_changes',
  );
  if (!undoes || typeof approver !== 'string') return [];
  const people = await findPeople(tx, { roles: [], emails: [approver] });
  return people.map((person) => person.user_id);
}
