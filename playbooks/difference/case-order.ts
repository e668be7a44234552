import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Difference } from './change.ts';
import { stayed } from './step-moves.ts';
import type { StepList } from './step-places.ts';

/**
 * Cases of a `switch` and clauses of a `catch` that are tried in another order: the first that holds is taken, so the same cases
 * in another order may do something else. A danger where any of them changes an ad platform or starts another playbook.
 */
export function orderDifferences(
  before: readonly StepList[],
  after: readonly StepList[],
  matched: ReadonlyMap<string, StepList>,
): readonly Difference[] {
  const families = Map.groupBy(
    after.filter(({ when }) => when !== null),
    ({ key }) => key.replace(/\/\d+$/, ''),
  );
  return [...families].flatMap(([family, lists]) => {
    const from = lists.flatMap(({ key }) => matched.get(key)?.key ?? []);
    const earlier = before.map(({ key }) => key).filter((key) => from.includes(key));
    const kept = stayed(earlier, from);
    const danger = lists.some(({ steps }) => everyStep(steps).some(changesSomething));
    return lists.flatMap(({ key, what }): Difference[] => {
      const was = matched.get(key);
      if (was === undefined || kept.has(was.key)) return [];
      const step_id = family.replace(/\/.*$/, '');
      const text = `${what} is tried in another order: it was ${was.what}`;
      const place = { path: `steps.${step_id}.when`, step_id, line_before: null, line_after: null };
      return [{ ...place, kind: 'moved', danger, text, before: was.what, after: what }];
    });
  });
}

function changesSomething(step: StepList['steps'][number]): boolean {
  return (step.kind === 'action' && step.effect === 'write') || step.kind === 'playbook';
}
