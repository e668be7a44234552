import { z } from 'zod';
import { everyStep } from './every-step.ts';
import { type ApprovalPolicy, type Plan, planSchema } from './index.ts';

/**
 * The same plan, in which nothing is written without a yes, whatever its own rules would let through: only ever more careful
 * than what was deployed. `worded` may give the questions other words.
 */
export function askingPlan(plan: Plan, worded: (policy: ApprovalPolicy) => ApprovalPolicy = (policy) => policy): Plan {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    const node = nodeSchema.safeParse(value);
    if (!node.success) return value;
    const entries = Object.fromEntries(Object.entries(node.data).map(([key, each]) => [key, walk(each)]));
    if (node.data.kind !== 'action') return entries;
    const own = planSchema.shape.approval.safeParse(node.data.approval);
    return { ...entries, approval: worded(own.success ? own.data : plan.approval) };
  };
  const { steps, on_failure } = plan;
  return planSchema.parse({
    ...plan,
    guardrails: { ...plan.guardrails, autonomy: 'propose' },
    steps: walk(steps),
    ...(on_failure === undefined ? {} : { on_failure: walk(on_failure) }),
  });
}
const nodeSchema = z.record(z.string(), z.unknown());

/** Whether every write of a plan asks, whatever the rules say. */
export function asksForEverything({ steps, on_failure }: Pick<Plan, 'steps' | 'on_failure'>): boolean {
  return everyStep([...steps, ...(on_failure ?? [])]).every(
    (step) => step.kind !== 'action' || step.effect !== 'write' || step.approval !== null,
  );
}
