import type { CompileContext } from '../compile-context.ts';
import type { PlacedTrigger } from '../policies/event-triggers.ts';
import { findCircle, type Hop, type Member } from './find-circle.ts';

/**
 * Reports a circle of playbooks that start each other by events and calls, with every hop. It is an error where nothing
 * stands in between, and a warning where a condition does (`when`, `match`, a step that not every execution comes to):
 * the condition may hold each time. A wait or a gate, or a `match` that leaves the sender out, breaks the circle.
 */
export function checkEventCircles(
  own: Member,
  triggers: readonly PlacedTrigger[],
  { playbooks, report, stepIds }: Pick<CompileContext, 'playbooks' | 'report' | 'stepIds'>,
): void {
  const hops = findCircle(own, playbooks ?? []);
  const first = hops?.[0];
  const last = hops?.at(-1);
  if (hops === null || first === undefined || last === undefined) return;
  const entered = triggers.find(({ trigger }) => trigger === last.trigger);
  const place = entered?.place ?? stepIds.get(first.spring.step_id);
  if (place === undefined) return;
  const sure = hops.every((hop) => hop.sure);
  const way = hops.map(said).join('; ');
  report.add({
    code: hops.length === 1 ? 'PLAYBOOK_TRIGGER_CYCLE' : 'PLAYBOOK_EVENT_CYCLE',
    severity: sure ? 'error' : 'warning',
    place,
    message: `${sure ? 'Every execution' : 'An execution'} of ${own.playbook_id} leads to the next one: ${way}.`,
    expected: 'a `match` that leaves the sender out, or a `wait` in between',
    suggestion: entered === undefined ? null : `match: event.data.playbook_id != '${last.from.playbook_id}'`,
  });
}

function said({ from, to, spring, trigger }: Hop): string {
  const step = `${spring.step_id} (${placed(from, spring.line)})`;
  if (trigger === null) return `${from.playbook_id} calls ${to.playbook_id} in ${step}`;
  const listens = placed(to, trigger.line);
  return `${from.playbook_id} tells of ${trigger.event} in ${step}, which starts ${to.playbook_id} (${listens})`;
}

function placed({ playbook_id, events: { file } }: Member, line: number): string {
  return file === null ? `line ${line} of ${playbook_id} as deployed` : `${file}:${line}`;
}
