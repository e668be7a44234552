import { calledPlaybooks } from '../../contracts/plan/every-step.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { findPlaybook } from '../../db/queries/playbooks.ts';
import type { TenantTransaction } from '../dependencies.ts';

/**
 * The active plans of every deployed playbook that a plan may start, theirs included, by the name it is called with. One that
 * is not deployed is left out.
 */
export async function childPlans(tx: TenantTransaction, plan: Plan): Promise<ReadonlyMap<string, Plan>> {
  const found = new Map<string, Plan>();
  const asked = new Set<string>();
  const next = [...calledPlaybooks(plan)];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (asked.has(name)) continue;
    asked.add(name);
    const child = await findPlaybook(tx, name);
    if (child === null) continue;
    found.set(name, child.plan);
    next.push(...calledPlaybooks(child.plan));
  }
  return found;
}
