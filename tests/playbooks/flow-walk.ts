import type { ModelStep } from './flow-model.ts';

type Ending = 'done' | 'stop' | 'fail';

/**
 * Walks a model as the engine would, with chance for every condition, failure and order; `met` is called after each step that ends
 * with what has been named until then. Written from the description of the language, not from the compiler.
 */
export function walkModel(
  steps: readonly ModelStep[],
  chance: () => boolean,
  met: (step: ModelStep, named: ReadonlySet<string>) => void,
) {
  const list = (inner: readonly ModelStep[], named: Set<string>): Ending => {
    for (const step of inner) {
      const ending = one(step, named);
      if (ending !== 'done') return ending;
      met(step, named);
    }
    return 'done';
  };
  const one = (step: ModelStep, named: Set<string>): Ending => {
    switch (step.kind) {
      case 'set':
        named.add(step.name);
        return 'done';
      case 'may_fail':
        return chance() ? 'done' : 'fail';
      case 'stop':
        return 'stop';
      case 'maybe':
        return chance() ? one(step.step, named) : 'done';
      case 'switch': {
        const chosen = step.cases.find(() => chance()) ?? step.otherwise;
        return chosen === null || chosen === undefined ? 'done' : list(chosen, named);
      }
      case 'parallel':
        return step.join === 'all' ? together(step.branches, named) : fastest(step.branches, named);
      case 'for_each':
        for (let left = 2; left > 0 && chance(); left -= 1) {
          const ending = list(step.steps, new Set(named));
          if (ending !== 'done') return ending;
        }
        return 'done';
      case 'repeat':
        return rounds(step, named);
      case 'try': {
        const tried = list(step.steps, named);
        const handled =
          tried === 'fail' ? list(chance() ? (step.catches[0] ?? []) : (step.catches.at(-1) ?? []), named) : tried;
        const last = step.last === null ? 'done' : list(step.last, named);
        return handled === 'done' ? last : handled;
      }
    }
  };
  const rounds = (step: Extract<ModelStep, { kind: 'repeat' }>, named: Set<string>): Ending => {
    for (let round = 0; round < 2; round += 1) {
      if (step.way === 'while' && !chance()) return 'done';
      const ending = list(step.steps, named);
      if (ending !== 'done') return ending;
      if (step.way === 'until' && chance()) return 'done';
    }
    return step.lenient ? 'done' : 'fail';
  };
  /** Branches see each other’s names in some order; here one after the other, in either order. */
  const together = (branches: readonly (readonly ModelStep[])[], named: Set<string>): Ending => {
    const order = chance() ? branches : branches.toReversed();
    const endings = order.map((branch) => list(branch, named));
    return endings.find((ending) => ending === 'stop') ?? endings.find((ending) => ending === 'fail') ?? 'done';
  };
  /** One branch ends; of the other only some first steps have run. */
  const fastest = (branches: readonly (readonly ModelStep[])[], named: Set<string>): Ending => {
    const [winner, loser] = chance() ? branches : branches.toReversed();
    for (const step of loser ?? []) {
      if (!chance()) break;
      const ending = one(step, named);
      if (ending !== 'done') break;
      met(step, named);
    }
    return list(winner ?? [], named);
  };
  return list(steps, new Set());
}
