import type { EventTrigger } from '../../../contracts/plan/index.ts';
import { evaluateExpression } from '../../expressions/index.ts';
import type { KnownPlaybook } from '../known-playbooks.ts';
import { findPlaybook } from '../known-playbooks.ts';
import type { EventFacts, Spring } from './event-facts.ts';

/** A playbook of which it is known what it has to do with events. */
export type Member = { readonly playbook_id: string; readonly events: EventFacts };

/** One playbook starts another: by an event that the other listens to, or by a step that calls it (`trigger` is null). */
export type Hop = {
  readonly from: Member;
  readonly to: Member;
  readonly spring: Spring;
  readonly trigger: EventTrigger | null;
  /** Nothing that may be false stands in between. */
  readonly sure: boolean;
};

/**
 * The shortest circle of starts from a playbook back to itself in which at least one start is an event; one without any
 * condition comes before all others. Null when there is none. Playbooks of which nothing is known start nothing.
 */
export function findCircle(own: Member, playbooks: readonly KnownPlaybook[]): readonly Hop[] | null {
  const others = playbooks.flatMap(({ playbook_id, events }) =>
    events === undefined || playbook_id === own.playbook_id ? [] : [{ playbook_id, events }],
  );
  const members = [own, ...others];
  const called = (name: string) => {
    const id = findPlaybook(name, playbooks)?.playbook_id ?? name;
    return members.filter((each) => each.playbook_id === id);
  };
  const hopsFrom = (from: Member): readonly Hop[] => [
    ...from.events.calls.flatMap((spring) =>
      called(spring.playbook).map((to) => ({ from, to, spring, trigger: null, sure: !spring.conditional })),
    ),
    ...from.events.emits.flatMap((spring) =>
      members.flatMap((to) => to.events.on.flatMap((trigger) => heard(from, to, spring, trigger))),
    ),
  ];
  const hops = new Map(members.map((member) => [member, hopsFrom(member)]));
  return (
    shortest(own, (from) => (hops.get(from) ?? []).filter((hop) => hop.sure)) ??
    shortest(own, (from) => hops.get(from) ?? [])
  );
}

function heard(from: Member, to: Member, spring: EventFacts['emits'][number], trigger: EventTrigger): readonly Hop[] {
  if (trigger.event !== spring.event) return [];
  const answer = matches(trigger, from.playbook_id);
  if (answer === false) return [];
  return [{ from, to, spring, trigger, sure: answer === true && !spring.conditional && !to.events.guarded }];
}

/** Breadth first over playbooks, each with and without an event on the way there. */
function shortest(own: Member, hopsFrom: (from: Member) => readonly Hop[]): readonly Hop[] | null {
  const seen = new Set<string>();
  let ways: { readonly at: Member; readonly byEvent: boolean; readonly hops: readonly Hop[] }[] = [
    { at: own, byEvent: false, hops: [] },
  ];
  while (ways.length > 0) {
    const next: typeof ways = [];
    for (const way of ways) {
      for (const hop of hopsFrom(way.at)) {
        const byEvent = way.byEvent || hop.trigger !== null;
        const hops = [...way.hops, hop];
        if (hop.to === own && byEvent) return hops;
        const state = `${hop.to.playbook_id} ${byEvent}`;
        if (seen.has(state)) continue;
        seen.add(state);
        next.push({ at: hop.to, byEvent, hops });
      }
    }
    ways = next;
  }
  return null;
}

/** Asking whether something else is there than who caused the event cannot be answered here. */
const asksForMore = /has\(\s*(?!event\.data\.playbook_id\s*\))/;

/** Whether a trigger takes events of a playbook; null when that depends on what else the event says. */
function matches({ event: name, match }: EventTrigger, playbook_id: string): boolean | null {
  if (match === null) return true;
  if (asksForMore.test(match.source)) return null;
  try {
    const answer = evaluateExpression(match.source, { event: { name, data: { playbook_id } } });
    return typeof answer === 'boolean' ? answer : null;
  } catch {
    return null;
  }
}
