import { CodedError } from '../../../contracts/errors/index.ts';
import { everyStep, innerSteps } from '../../../contracts/plan/every-step.ts';
import type { Step } from '../../../contracts/plan/index.ts';

/**
 * Where each step of a plan stands to the one from which it is run again. `before`: the flow is past it, or it is in
 * another branch at the same time; `around`: it holds the step; `again`: it is the step, inside it, or comes after it.
 */
export type Flow = {
  readonly place: ReadonlyMap<string, 'before' | 'around' | 'again'>;
  /** Steps of the plan by id. */
  readonly steps: ReadonlyMap<string, Step>;
  /** The steps that hold a step, outermost first. */
  readonly holders: ReadonlyMap<string, readonly Step[]>;
};

/** Sorts the steps of a plan. Throws RERUN_NOT_POSSIBLE when the step is not in it, or is in a `catch` or `finally`. */
export function flowFrom(steps: readonly Step[], from_step: string): Flow {
  const holders = new Map<string, readonly Step[]>();
  noteHolders(steps, [], holders);
  const all = everyStep(steps);
  const byId = new Map(all.map((step) => [step.id, step]));
  if (!byId.has(from_step)) throw impossible(`The playbook has no step ${from_step}.`, from_step);
  const place = new Map<string, 'before' | 'around' | 'again'>(all.map((step) => [step.id, 'before']));
  markFrom(steps, from_step, place);
  return { place, steps: byId, holders };
}

/** The error for a re-run that cannot be; it names the step that is in the way. */
export function impossible(message: string, step_id: string): CodedError {
  return new CodedError('RERUN_NOT_POSSIBLE', message, { step_id });
}

function noteHolders(steps: readonly Step[], above: readonly Step[], holders: Map<string, readonly Step[]>): void {
  for (const step of steps) {
    holders.set(step.id, above);
    noteHolders(innerSteps(step), [...above, step], holders);
  }
}

function markFrom(steps: readonly Step[], from_step: string, place: Map<string, 'before' | 'around' | 'again'>): void {
  const at = steps.findIndex((step) => holds(step, from_step));
  const step = steps[at];
  if (step === undefined) return;
  for (const later of everyStep(steps.slice(at + 1))) place.set(later.id, 'again');
  if (step.id === from_step) {
    for (const each of everyStep([step])) place.set(each.id, 'again');
    return;
  }
  place.set(step.id, 'around');
  for (const branch of branchesOf(step, from_step)) markFrom(branch, from_step, place);
  if (step.kind !== 'try') return;
  for (const late of everyStep([...step.catches.flatMap((each) => each.steps), ...step.finally]))
    place.set(late.id, 'again');
}

/** The lists of steps inside a step, each of which runs from its first to its last. */
function branchesOf(step: Step, from_step: string): readonly (readonly Step[])[] {
  switch (step.kind) {
    case 'parallel':
      return step.branches;
    case 'switch':
      return [...step.cases.map((each) => each.steps), step.otherwise];
    case 'try':
      if (!everyStep(step.steps).some((each) => each.id === from_step))
        throw impossible(`${from_step} answers a failure of ${step.id}: run again from a step inside it.`, step.id);
      return [step.steps];
    default:
      return [innerSteps(step)];
  }
}

function holds(step: Step, id: string): boolean {
  return everyStep([step]).some((each) => each.id === id);
}
