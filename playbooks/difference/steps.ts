import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Plan, Step } from '../../contracts/plan/index.ts';
import { approvalDifferences } from './approval.ts';
import { orderDifferences } from './case-order.ts';
import { type Difference, differenceOf, present } from './change.ts';
import { fieldsOf } from './step-fields.ts';
import { stayed } from './step-moves.ts';
import { listsOf, matchLists, type StepList } from './step-places.ts';

const all = (plan: Plan): readonly Step[] => everyStep([...plan.steps, ...(plan.on_failure ?? [])]);

/** The differences of the steps, matched by their ids: added, removed, moved, and every key that says something else. */
export function stepDifferences(before: Plan, after: Plan): readonly Difference[] {
  const old = new Map(all(before).map((step) => [step.id, step]));
  const now = new Map(all(after).map((step) => [step.id, step]));
  const [oldLists, nowLists] = [listsOf(before), listsOf(after)];
  const removed = [...old.values()].filter((step) => !now.has(step.id)).map((step) => removedStep(step, oldLists));
  const rest = [...now.values()].flatMap((step) => {
    const earlier = old.get(step.id);
    return earlier === undefined ? [addedStep(step, nowLists)] : changedStep(earlier, step);
  });
  return [...removed, ...rest, ...listDifferences(oldLists, nowLists, old, now)];
}

function place(step: Step, lists: readonly StepList[]): string {
  const list = lists.find((each) => each.steps.includes(step));
  const ahead = list?.steps[list.steps.indexOf(step) - 1];
  const where = ahead === undefined ? 'first' : `after ${ahead.id}`;
  return list === undefined || list.key === 'steps' ? where : `${where} in ${list.what}`;
}

function addedStep(step: Step, lists: readonly StepList[]): Difference {
  const text = `step ${step.id} added (${sayKind(step)}, ${place(step, lists)})`;
  return { ...bare(step.id, 'added', isWrite(step), text), after: sayKind(step), line_after: step.line };
}

function removedStep(step: Step, lists: readonly StepList[]): Difference {
  const gate = step.kind === 'approval' || (step.kind === 'action' && step.approval !== null);
  const words = step.kind === 'approval' ? `gate ${step.id} removed` : `step ${step.id} removed`;
  const text = `${words} (${sayKind(step)}, was ${place(step, lists)})`;
  return { ...bare(step.id, 'removed', gate, text), before: sayKind(step), line_before: step.line };
}

function bare(step_id: string, kind: Difference['kind'], danger: boolean, text: string): Difference {
  const nothing = { before: null, after: null, line_before: null, line_after: null };
  return { kind, danger, path: `steps.${step_id}`, step_id, text, ...nothing };
}

function sayKind(step: Step): string {
  return step.kind === 'action' ? step.action_id : step.kind;
}

function isWrite(step: Step): boolean {
  return (step.kind === 'action' && step.effect === 'write') || step.kind === 'playbook';
}

function holdsWrite(step: Step): boolean {
  return everyStep([step]).some(isWrite);
}

const harmless = new Set(['name', 'output', 'retry', 'non_retryable', 'timeout', 'as']);

function changedStep(before: Step, after: Step): readonly Difference[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const bearsOnMoney = holdsWrite(after) || holdsWrite(before) || before.kind === 'approval';
  const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])].map((key) =>
    differenceOf(
      {
        ...{ path: `steps.${after.id}.${key}`, what: `${after.id}: ${key}`, step_id: after.id },
        ...{ line_before: before.line, line_after: after.line, danger: bearsOnMoney && !harmless.has(key) },
      },
      old[key] ?? null,
      now[key] ?? null,
    ),
  );
  return [...present(fields), ...gateDifferences(before, after)];
}

/** The approvals of two steps: a gate that is there or gone, or what became of it. */
function gateDifferences(before: Step, after: Step): readonly Difference[] {
  const old = 'approval' in before ? before.approval : null;
  const now = 'approval' in after ? after.approval : null;
  const lines = { line_before: before.line, line_after: after.line };
  if (old !== null && now !== null) {
    const where = { path: `steps.${after.id}.approval`, what: after.id, step_id: after.id };
    return approvalDifferences(old, now, where).map((each) => ({ ...each, ...lines }));
  }
  if (old === now) return [];
  const gone = now === null;
  const text = gone ? `${after.id}: gate removed; it no longer always asks` : `${after.id}: gate added; it always asks`;
  return [{ ...bare(after.id, gone ? 'removed' : 'added', gone, text), ...lines, path: `steps.${after.id}.approval` }];
}

/** Steps that moved, and conditions of cases and catches that changed. */
function listDifferences(
  before: readonly StepList[],
  after: readonly StepList[],
  old: ReadonlyMap<string, Step>,
  now: ReadonlyMap<string, Step>,
): readonly Difference[] {
  const matched = matchLists(before, after);
  const apart = after.flatMap((list) => {
    const from = matched.get(list.key);
    const ids = list.steps.filter((step) => old.has(step.id)).map((step) => step.id);
    const earlier = (from?.steps ?? []).filter((step) => now.has(step.id)).map((step) => step.id);
    const kept = stayed(earlier, ids);
    const moved = list.steps
      .filter((step) => old.has(step.id) && !kept.has(step.id))
      .map((step) => movedStep(old.get(step.id) ?? step, step, before, after));
    const owner = list.key.split('/')[0] ?? '';
    const when =
      from === undefined || list.when === null || !now.has(owner)
        ? null
        : differenceOf(
            { path: `steps.${owner}.when`, what: list.what, step_id: owner, danger: list.steps.some(holdsWrite) },
            from.when,
            list.when,
          );
    return present([...moved, when]);
  });
  return [...apart, ...orderDifferences(before, after, matched)];
}

function movedStep(before: Step, after: Step, old: readonly StepList[], now: readonly StepList[]): Difference {
  const [was, is] = [place(before, old), place(after, now)];
  const text = `step ${after.id} moved: ${is} (was ${was})`;
  const lines = { line_before: before.line, line_after: after.line };
  return {
    ...bare(after.id, 'moved', holdsWrite(after) || after.kind === 'approval', text),
    before: was,
    after: is,
    ...lines,
  };
}
