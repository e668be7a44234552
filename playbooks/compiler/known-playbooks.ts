import type { PlanInput } from '../../contracts/plan/index.ts';
import type { EventFacts } from './event-circles/event-facts.ts';

/** What the compiler needs to know of another playbook: its inputs, and which playbooks it starts itself. */
export type KnownPlaybook = {
  readonly playbook_id: string;
  /** The stem of its file; a step may name it by that, too. */
  readonly slug: string;
  readonly inputs: Readonly<Record<string, PlanInput>>;
  /** Ids of the playbooks that its steps start. */
  readonly calls: readonly string[];
  /** What it has to do with events; absent when that is not known, and then it starts nothing by them. */
  readonly events?: EventFacts | undefined;
};

/** The playbook of an id or a slug. */
export function findPlaybook(name: string, playbooks: readonly KnownPlaybook[]): KnownPlaybook | undefined {
  return playbooks.find((each) => each.playbook_id === name) ?? playbooks.find((each) => each.slug === name);
}

/**
 * The shortest way from a call back to the playbook that makes it, as ids: `[a, b, a]`. Null when there is none.
 * What is not known is taken to call nothing.
 */
export function cycleThrough(
  own: string,
  called: string,
  playbooks: readonly KnownPlaybook[],
): readonly string[] | null {
  const idOf = (name: string): string => findPlaybook(name, playbooks)?.playbook_id ?? name;
  const seen = new Set<string>();
  let ways: (readonly string[])[] = [[own, idOf(called)]];
  while (ways.length > 0) {
    const next: (readonly string[])[] = [];
    for (const way of ways) {
      const at = way.at(-1) ?? own;
      if (at === own) return way;
      if (seen.has(at)) continue;
      seen.add(at);
      for (const name of findPlaybook(at, playbooks)?.calls ?? []) next.push([...way, idOf(name)]);
    }
    ways = next;
  }
  return null;
}
