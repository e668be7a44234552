import type { EventTrigger, Plan, Step } from '../../../contracts/plan/index.ts';

/** A place in a playbook from which another execution may start. `conditional`: not every execution comes there. */
export type Spring = { readonly step_id: string; readonly line: number; readonly conditional: boolean };

/** What a playbook has to do with events: on which it starts, which it causes, and whom it calls, before it has waited for anything. */
export type EventFacts = {
  /** Where its lines are to be looked up; null when it is known as it is deployed. */
  readonly file: string | null;
  /** `when` is asked before it starts on an event. */
  readonly guarded: boolean;
  readonly on: readonly EventTrigger[];
  readonly emits: readonly (Spring & { readonly event: string })[];
  readonly calls: readonly (Spring & { readonly playbook: string })[];
};

/** Gives the events that an action may record, by its id. */
type EmittedBy = (action_id: string) => readonly string[];

type Way = { readonly conditional: boolean; readonly rested: boolean };
type Found = { readonly emits: EventFacts['emits'][number][]; readonly calls: EventFacts['calls'][number][] };

/**
 * Reads from a plan what it has to do with events. What comes after a wait or a gate on every way is left out: an execution
 * that has waited for a time or for people cannot start the next one at once. Questions cause `approval.rejected`.
 */
export function eventFactsOf(plan: Plan, file: string | null, emittedBy: EmittedBy): EventFacts {
  const found: Found = { emits: [], calls: [] };
  const walk = (steps: readonly Step[], way: Way): boolean => {
    let { rested } = way;
    for (const step of steps) {
      const conditional = way.conditional || step.condition !== null;
      const rests = visit(step, { conditional, rested });
      rested ||= rests && step.condition === null;
    }
    return rested;
  };
  /** Notes what a step may start, and tells whether something is waited for on every way through it. */
  const visit = (step: Step, way: Way): boolean => {
    const sometimes = { ...way, conditional: true };
    switch (step.kind) {
      case 'action':
        for (const event of emittedBy(step.action_id)) emit(step, event, way);
        if (step.effect === 'write') emit(step, 'approval.rejected', step.approval === null ? sometimes : way);
        return false;
      case 'approval':
        emit(step, 'approval.rejected', way);
        return true;
      case 'wait':
        return true;
      case 'playbook':
        if (!way.rested) found.calls.push({ ...springOf(step, way), playbook: step.playbook_id });
        return false;
      case 'parallel': {
        const ends = step.branches.map((branch) => walk(branch, way));
        return step.join === 'all' ? ends.some(Boolean) : ends.length > 0 && ends.every(Boolean);
      }
      case 'switch': {
        const ends = [...step.cases.map((each) => each.steps), step.otherwise].map((each) => walk(each, sometimes));
        return ends.every(Boolean);
      }
      case 'for_each':
        walk(step.steps, way);
        return false;
      case 'repeat':
        return walk(step.steps, step.while === null ? way : sometimes) && step.while === null;
      case 'try': {
        const ends = [walk(step.steps, way), ...step.catches.map((each) => walk(each.steps, sometimes))];
        return walk(step.finally, way) || ends.every(Boolean);
      }
      case 'set':
      case 'stop':
        return false;
    }
  };
  const emit = (step: Step, event: string, way: Way) => {
    if (!way.rested) found.emits.push({ ...springOf(step, way), event });
  };
  walk(plan.steps, { conditional: false, rested: false });
  walk(plan.on_failure ?? [], { conditional: true, rested: false });
  return { file, guarded: plan.when !== null, on: plan.on ?? [], ...found };
}

function springOf({ id, line }: Step, { conditional }: Way): Spring {
  return { step_id: id, line, conditional };
}
