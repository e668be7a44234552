import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import type { ChaosFacts, Checker, GrantedSet, LedgerLine, Violation } from './facts.ts';
import { describeLine, isSameChange } from './same-change.ts';

/**
 * I1: every applied mutation has exactly one approval or policy grant whose plan hash equals it. The hash is computed here
 * anew from what was planned; a set that was given up before anything of it was sent grants nothing.
 */
export const checkGranted: Checker = (facts) => facts.ledger.flatMap((line) => checkLine(facts, line));

function checkLine(facts: ChaosFacts, line: LedgerLine): readonly Violation[] {
  const covering = facts.sets.filter((set) => set.change_set.changes.some((change) => isSameChange(line, change)));
  const valid = covering.filter((set) => isGranted(facts, set) && set.state !== 'not_applied');
  if (valid.length === 1) return [];
  const why = valid.length > 1 ? `${valid.length} grants cover it` : reasonOf(facts, covering);
  return [{ law: 'I1', what: 'unapproved', text: `${describeLine(line)}: ${why}` }];
}

function reasonOf(facts: ChaosFacts, covering: readonly GrantedSet[]): string {
  if (covering.length === 0) return 'nobody granted it';
  return covering.some((set) => isGranted(facts, set))
    ? 'its set is recorded as not applied'
    : 'its grant is not approved, or is for another plan';
}

function isGranted({ approvals }: ChaosFacts, set: GrantedSet): boolean {
  if (digestOf(set) !== set.plan_digest) return false;
  if (set.grant_kind === 'policy') return true;
  return approvals.some(
    (approval) =>
      approval.approval_id === set.approval_id &&
      approval.status === 'approved' &&
      approval.plan_digest === set.plan_digest &&
      approval.execution_id === set.execution_id,
  );
}

/** sha256 over the canonical JSON of action, parameters and changes: what a person has agreed to. */
export function digestOf({ action_id, params, change_set }: Pick<GrantedSet, 'action_id' | 'params' | 'change_set'>) {
  return createHash('sha256').update(canonicalJson({ action_id, params, change_set })).digest('hex');
}
