import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Expression, Plan, Step } from '../../contracts/plan/index.ts';

/** One list of steps inside a plan: the top level, a branch, a case, the body of a loop. */
export type StepList = {
  /** The id of the step that holds it and which of its lists it is; the same in two plans for lists that belong together. */
  readonly key: string;
  /** How people call it. */
  readonly what: string;
  /** What chooses it: the `when` of a case or of a catch. */
  readonly when: string | null;
  readonly steps: readonly Step[];
};

type Part = Omit<StepList, 'key'> & { readonly role: string };

/** All lists of a plan. */
export function listsOf(plan: Plan): readonly StepList[] {
  const inside = (steps: readonly Step[]): readonly StepList[] =>
    steps.flatMap((step) =>
      partsOf(step).flatMap(({ role, ...part }, at) => [
        { ...part, key: `${step.id}/${role}/${at}` },
        ...inside(part.steps),
      ]),
    );
  const top = { key: 'steps', what: 'the playbook', when: null, steps: plan.steps };
  const failure = { key: 'on_failure', what: '`on_failure`', when: null, steps: plan.on_failure ?? [] };
  return [top, failure, ...inside([...plan.steps, ...(plan.on_failure ?? [])])];
}

function partsOf(step: Step): readonly Part[] {
  const one = (role: string, what: string, steps: readonly Step[]): Part => ({ role, what, when: null, steps });
  const chosen = (role: string, what: string, when: Expression | null, steps: readonly Step[]): Part => ({
    ...{ role, what, when: when?.source ?? 'any failure', steps },
  });
  switch (step.kind) {
    case 'parallel':
      return step.branches.map((branch, at) => one('branch', `branch ${at + 1} of ${step.id}`, branch));
    case 'switch':
      return [
        ...step.cases.map((each, at) => chosen('case', `case ${at + 1} of ${step.id}`, each.when, each.steps)),
        one('else', `\`else\` of ${step.id}`, step.otherwise),
      ];
    case 'for_each':
    case 'repeat':
      return [one('rounds', step.id, step.steps)];
    case 'try':
      return [
        one('try', step.id, step.steps),
        ...step.catches.map((each, at) => chosen('catch', `catch ${at + 1} of ${step.id}`, each.when, each.steps)),
        one('finally', `\`finally\` of ${step.id}`, step.finally),
      ];
    default:
      return [];
  }
}

/**
 * For each list of the plan after, the list of the plan before that it comes from: of the same step and role, the one with which it
 * shares most steps, then the one with the same `when`, then the next that is left. Absent where there is none.
 */
export function matchLists(before: readonly StepList[], after: readonly StepList[]): ReadonlyMap<string, StepList> {
  const matched = new Map<string, StepList>();
  const taken = new Set<string>();
  const family = (list: StepList) => list.key.replace(/\/\d+$/, '');
  const take = (list: StepList, likeness: (other: StepList) => number) => {
    if (matched.has(list.key)) return;
    const free = before.filter((other) => family(other) === family(list) && !taken.has(other.key));
    const [best] = free.map((other) => ({ other, like: likeness(other) })).sort((one, two) => two.like - one.like);
    if (best === undefined || best.like === 0) return;
    matched.set(list.key, best.other);
    taken.add(best.other.key);
  };
  for (const list of after) take(list, (other) => sharedSteps(list, other));
  for (const list of after) take(list, (other) => (other.when === list.when ? 1 : 0));
  for (const list of after) take(list, () => 1);
  return matched;
}

function sharedSteps(one: StepList, other: StepList): number {
  const ids = new Set(everyStep(one.steps).map((step) => step.id));
  return everyStep(other.steps).filter((step) => ids.has(step.id)).length;
}
