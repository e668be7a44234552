import { actionKind } from './action.ts';
import { approvalKind } from './approval.ts';
import { forEachKind } from './for-each.ts';
import { parallelKind } from './parallel.ts';
import { playbookKind } from './playbook.ts';
import { repeatKind } from './repeat.ts';
import { setKind } from './set.ts';
import type { StepKindRow } from './step-kind.ts';
import { stopKind } from './stop.ts';
import { switchKind } from './switch.ts';
import { tryKind } from './try.ts';
import { waitKind } from './wait.ts';

/** Every kind of step, in the order in which they are looked for: `approval` beside an action belongs to the action. */
export const stepKinds: readonly StepKindRow[] = [
  actionKind,
  parallelKind,
  forEachKind,
  switchKind,
  repeatKind,
  tryKind,
  playbookKind,
  setKind,
  waitKind,
  stopKind,
  approvalKind,
];
