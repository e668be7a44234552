import type { ActionDefinition } from '../../contracts/action.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { type Bound, sayBound, worstCase } from '../bound/index.ts';
import { approvalDifferences } from './approval.ts';
import { type Difference, differenceOf } from './change.ts';
import { guardrailDifferences } from './guardrails.ts';
import { stepDifferences } from './steps.ts';
import { topLevelDifferences } from './top-level.ts';

export type { Difference, DifferenceKind } from './change.ts';

/** What the differences may draw on beside the plans: with the actions, the worst case is compared, too. */
export type DifferenceOptions = {
  readonly actions?: readonly ActionDefinition[];
  readonly plans?: (playbook_id: string) => Plan | undefined;
};

/**
 * Everything that one plan does otherwise than another, in the words of the language: dangers first, then in the order of the
 * page. Lines, spelling and layout do not count: two plans that do the same have no differences.
 */
export function describeDifference(before: Plan, after: Plan, options: DifferenceOptions = {}): readonly Difference[] {
  const place = { path: 'approval', what: 'approval', step_id: null };
  const differences = [
    ...worstCaseDifference(before, after, options),
    ...guardrailDifferences(before.guardrails, after.guardrails),
    ...approvalDifferences(before.approval, after.approval, place),
    ...stepDifferences(before, after),
    ...topLevelDifferences(before, after),
  ];
  return [...differences.filter((each) => each.danger), ...differences.filter((each) => !each.danger)];
}

function worstCaseDifference(before: Plan, after: Plan, { actions, plans }: DifferenceOptions): readonly Difference[] {
  if (actions === undefined) return [];
  const options = { actions, ...(plans === undefined ? {} : { plans }) };
  const [old, now] = [worstCase(before, options), worstCase(after, options)];
  const difference = differenceOf({ path: 'worst_case', what: 'most money' }, sayBound(old), sayBound(now));
  if (difference === null) return [];
  const better = isLess(now, old);
  return [{ ...difference, kind: better ? 'tightened' : 'loosened', danger: !better }];
}

function isLess(one: Bound, other: Bound): boolean {
  if (one.kind === 'unbounded') return false;
  if (other.kind === 'unbounded') return true;
  return one.amount === 0 || (one.unit === other.unit && one.amount < other.amount);
}
