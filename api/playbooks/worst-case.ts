import { z } from 'zod';
import type { ActionDefinition } from '../../contracts/action.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { type Bound, sayBound, worstCase } from '../../playbooks/bound/index.ts';

/** The most money that one execution of a playbook can move, as the API tells it. */
export const worstCaseSchema = z.object({
  kind: z.enum(['bounded', 'unbounded']),
  text: z.string(),
  because: z.array(z.object({ line: z.int(), text: z.string() })),
});

/** The bound of a plan in words. `children` are the plans that its steps can start, by the names they are called with. */
export function boundOf(
  plan: Plan,
  children: ReadonlyMap<string, Plan>,
  actions: readonly ActionDefinition[],
): { readonly bound: Bound; readonly worst_case: z.input<typeof worstCaseSchema> } {
  const bound = worstCase(plan, { actions, plans: (name) => children.get(name) });
  return { bound, worst_case: { kind: bound.kind, text: sayBound(bound), because: [...bound.because] } };
}
