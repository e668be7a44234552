import { actionCatalog } from '../../activities/catalog.action.ts';
import { calledPlaybooks } from '../../contracts/plan/every-step.ts';
import { countGroupMembers } from '../../db/queries/approver-groups.ts';
import { listKnownPlaybooks } from '../../db/queries/known-playbooks.ts';
import { type CompileOptions, createActionCatalog, eventFactsOf } from '../../playbooks/compiler/index.ts';
import type { TenantTransaction } from '../dependencies.ts';

/** What a playbook can name beside itself: the tenant’s playbooks that may be started, and its groups of approvers. */
export type TenantKnowledge = Required<Pick<CompileOptions, 'playbooks' | 'groups'>>;

const { emittedBy } = createActionCatalog(actionCatalog);

/** What the compiler has to know of a tenant, as it is at this moment. */
export async function readTenantKnowledge(tx: TenantTransaction): Promise<TenantKnowledge> {
  const playbooks = (await listKnownPlaybooks(tx)).map(({ playbook_id, slug, plan }) => ({
    ...{ playbook_id, slug, inputs: plan.inputs, calls: calledPlaybooks(plan) },
    events: eventFactsOf(plan, null, emittedBy),
  }));
  return { playbooks, groups: await countGroupMembers(tx) };
}
