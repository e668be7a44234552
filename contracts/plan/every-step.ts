import type { Plan } from './index.ts';
import type { Step } from './steps.ts';

/** All steps of a list, those inside others too, in the order in which the YAML reads. */
export function everyStep(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [step, ...everyStep(innerSteps(step))]);
}

/** The steps directly inside a step, whichever way they are run. Without zod, so that the workflow's isolate may load it. */
export function innerSteps(step: Step): readonly Step[] {
  switch (step.kind) {
    case 'parallel':
      return step.branches.flat();
    case 'switch':
      return [...step.cases.flatMap((each) => each.steps), ...step.otherwise];
    case 'for_each':
    case 'repeat':
      return step.steps;
    case 'try':
      return [...step.steps, ...step.catches.flatMap((each) => each.steps), ...step.finally];
    case 'action':
    case 'approval':
    case 'playbook':
    case 'set':
    case 'wait':
    case 'stop':
      return [];
  }
}

/** What the steps of a plan call other playbooks by, each as often as it stands there; those of `on_failure` too. */
export function calledPlaybooks(plan: Pick<Plan, 'steps' | 'on_failure'>): readonly string[] {
  return everyStep([...plan.steps, ...(plan.on_failure ?? [])]).flatMap((step) =>
    step.kind === 'playbook' ? [step.playbook_id] : [],
  );
}
