import type { EventTrigger } from '../../contracts/plan/index.ts';
import { evaluateExpression } from '../expressions/index.ts';
import type { PlacedTrigger } from './policies/event-triggers.ts';
import type { Report } from './report.ts';
import type { Place } from './source-node.ts';

/** What a playbook does that makes events, in the order of its steps. */
export type EventSource = {
  /** The first step that may ask people without any wait before it, with its place. */
  readonly asksAtOnce: { readonly stepId: string; readonly place: Place } | null;
  /** True when some wait or gate stands before the end on every way. */
  readonly rests: boolean;
};

/**
 * Reports a playbook that starts itself by an event of its own, again and again: by the rejection of a question that it asks at
 * once, or by its own end. A wait before the question, a gate before the end, or a `match` that leaves the playbook itself out,
 * breaks the circle.
 */
export function checkSelfTrigger(
  playbook_id: string,
  triggers: readonly PlacedTrigger[],
  source: EventSource,
  report: Report,
): void {
  for (const { trigger, place } of triggers) {
    const ending = trigger.event.startsWith('execution.') && !source.rests;
    const asked = trigger.event.startsWith('approval.') ? source.asksAtOnce : null;
    if (!ending && asked === null) continue;
    if (!takes(trigger, playbook_id)) continue;
    report.add({
      code: 'PLAYBOOK_TRIGGER_CYCLE',
      place,
      message:
        asked === null
          ? `Every execution of ${playbook_id} ends with an event that starts the next one at once.`
          : `The answer to ${asked.stepId} (line ${report.lineAt(asked.place.start)}) would start ${playbook_id} again, which asks at once.`,
      expected: 'a `match` that leaves the playbook itself out, or a `wait` in between',
      suggestion: `match: event.data.playbook_id != '${playbook_id}'`,
    });
  }
}

/** Whether an event about an execution of the playbook itself may match. One whose data does not say enough may. */
function takes({ event, match }: EventTrigger, playbook_id: string): boolean {
  if (match === null) return true;
  try {
    return evaluateExpression(match.source, { event: { name: event, data: { playbook_id }, entity: null } }) !== false;
  } catch {
    return true;
  }
}
