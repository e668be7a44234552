import { actionKind } from './action.ts';
import { approvalKind } from './approval.ts';
import { forEachKind } from './for-each.ts';
import { parallelKind } from './parallel.ts';
import { setKind } from './set.ts';
import type { StepKindRow } from './step-kind.ts';
import { stopKind } from './stop.ts';
import { switchKind } from './switch.ts';
import { waitKind } from './wait.ts';

/** Every kind of step, in the order in which they are looked for: `approval` beside an action belongs to the action. */
export const stepKinds: readonly StepKindRow[] = [
  actionKind,
  parallelKind,
  forEachKind,
  switchKind,
  setKind,
  waitKind,
  stopKind,
  approvalKind,
];

/** Kinds of the language that this version cannot run yet, with what to do until then. */
export const kindsNotYet: Readonly<Record<string, string>> = {
  repeat: 'Use for_each over a list, or a schedule.',
  try: 'Use `on_error: continue` and a condition on the next step.',
  playbook: 'Put the steps into this playbook, or start the other one by hand.',
};
