import type { Step } from '../../contracts/plan/index.ts';
import { assertUnreachable } from '../assert-unreachable.ts';

/** All steps of a plan, those inside others too, in the order in which the YAML reads. */
export function everyStep(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [step, ...everyStep(innerSteps(step))]);
}

function innerSteps(step: Step): readonly Step[] {
  switch (step.kind) {
    case 'parallel':
      return step.branches.flat();
    case 'switch':
      return [...step.cases.flatMap((each) => each.steps), ...step.otherwise];
    case 'for_each':
      return step.steps;
    case 'action':
    case 'approval':
    case 'set':
    case 'wait':
    case 'stop':
      return [];
    default:
      return assertUnreachable(step);
  }
}
