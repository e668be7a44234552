import type { Plan, Step } from '../../contracts/plan/index.ts';
import { plural, sayLength, sayWait } from '../wording/index.ts';

/** What a node is, which says how it is drawn. */
export type NodeShape =
  | 'start'
  | 'end'
  | 'read'
  | 'write'
  | 'gate'
  | 'choice'
  | 'fork'
  | 'join'
  | 'loop'
  | 'plain'
  | 'stop'
  | 'child';

/** One box of the picture. `lines` are its words, the first the name. */
export type GraphNode = {
  readonly id: string;
  readonly shape: NodeShape;
  readonly lines: readonly string[];
};

/** An arrow. A `back` arrow leads to an earlier node: the next round of a loop. `faint` is the way of a failure. */
export type GraphEdge = {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly back: boolean;
  readonly faint: boolean;
};

/** The flow of a playbook as boxes and arrows. */
export type Graph = {
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
};

/** Loose ends: arrows that still look for where they lead. */
type Ends = readonly { readonly from: string; readonly label: string; readonly faint: boolean }[];

/** Makes the picture of a plan: what starts it, each step, its branches and loops, gates before writes, and how it ends. */
export function graphOf(plan: Plan): Graph {
  const nodes: GraphNode[] = [{ id: 'start', shape: 'start', lines: startLines(plan) }];
  const edges: GraphEdge[] = [];

  function add(id: string, shape: NodeShape, lines: readonly string[], ends: Ends): Ends {
    nodes.push({ id, shape, lines });
    for (const end of ends) edges.push({ ...end, to: id, back: false });
    return [{ from: id, label: '', faint: false }];
  }

  function all(steps: readonly Step[], ends: Ends): Ends {
    return steps.reduce((open, step) => one(step, open), ends);
  }

  function one(step: Step, ends: Ends): Ends {
    const before = step.condition === null ? ends : add(`if.${step.id}`, 'choice', [`${step.condition.source}?`], ends);
    const open = step.condition === null ? before : labelled(before, 'yes');
    const after = inner(step, open);
    return step.condition === null ? after : [...after, ...labelled(before, 'no')];
  }

  function inner(step: Step, ends: Ends): Ends {
    const id = `step.${step.id}`;
    const name = step.name ?? step.id;
    switch (step.kind) {
      case 'action': {
        const asks = step.approval ?? (step.effect === 'write' ? plan.approval : null);
        const gated =
          asks === null
            ? ends
            : add(`gate.${step.id}`, 'gate', [gateWord(plan, step.approval !== null), ...gateLines(asks)], ends);
        return add(id, step.effect === 'write' ? 'write' : 'read', [name, step.action_id], gated);
      }
      case 'approval':
        return add(id, 'gate', [name, ...gateLines(step.approval)], ends);
      case 'parallel': {
        const fork = add(id, 'fork', [name, `${step.branches.length} at once`], ends);
        const branches = step.branches.flatMap((branch) => all(branch, fork));
        return add(`join.${step.id}`, 'join', [step.join === 'all' ? 'all done' : 'first done'], branches);
      }
      case 'switch': {
        const choice = add(id, 'choice', [name], ends);
        const cases = step.cases.flatMap((each) => all(each.steps, labelled(choice, each.when.source)));
        return [...cases, ...all(step.otherwise, labelled(choice, 'otherwise'))];
      }
      case 'for_each':
        return rounds(
          step.steps,
          add(id, 'loop', [name, `each ${step.as} in ${step.items.source}`, `${step.max_parallel} at once`], ends),
          id,
        );
      case 'repeat': {
        const asks = step.while === null ? `until ${step.until?.source ?? ''}` : `while ${step.while.source}`;
        return rounds(
          step.steps,
          add(id, 'loop', [name, asks, `at most ${plural(step.max_iterations, 'round')}`], ends),
          id,
        );
      }
      case 'try': {
        const tries = add(id, 'plain', [name, 'tries'], ends);
        const done = all(step.steps, tries);
        const caught = step.catches.flatMap((each) =>
          all(each.steps, labelled(tries, each.when === null ? 'fails' : `fails, ${each.when.source}`, true)),
        );
        return all(step.finally, [...done, ...caught]);
      }
      case 'playbook':
        return add(id, 'child', [name, step.playbook_id], ends);
      case 'set':
        return add(id, 'plain', [name, `sets ${Object.keys(step.values).join(', ')}`], ends);
      case 'wait':
        return add(id, 'plain', [name, sayWait(step)], ends);
      case 'stop':
        add(id, 'stop', [name, `ends: ${step.status}`], ends);
        return [];
    }
  }

  /** The way through a loop and back; on goes it from the loop itself. */
  function rounds(steps: readonly Step[], loop: Ends, id: string): Ends {
    for (const end of all(steps, labelled(loop, 'each'))) edges.push({ ...end, to: id, back: true });
    return labelled(loop, 'done');
  }

  const open = all(plan.steps, [{ from: 'start', label: '', faint: false }]);
  if (open.length > 0) add('end', 'end', ['completed'], open);
  if ((plan.on_failure ?? []).length > 0)
    add(
      'failed',
      'stop',
      ['failed'],
      all(plan.on_failure ?? [], [{ from: 'start', label: 'when it fails', faint: true }]),
    );
  return { title: plan.name, nodes, edges };
}

function labelled(ends: Ends, label: string, faint = false): Ends {
  return ends.map((end) => ({ from: end.from, label, faint }));
}

function startLines(plan: Plan): readonly string[] {
  const events = (plan.on ?? []).map(({ event }) => `on ${event}`);
  const when = plan.schedule === null ? [] : [`${plan.schedule.cron} (${plan.schedule.timezone})`];
  return [plan.name, ...(when.length + events.length === 0 ? ['by hand'] : [...when, ...events])];
}

function gateWord(plan: Plan, always: boolean): string {
  if (plan.guardrails.autonomy === 'shadow') return 'recorded only';
  const rule = plan.guardrails.require_approval_if;
  if (always || (rule === null && plan.guardrails.autonomy === 'propose')) return 'approval';
  return rule === null ? 'approval until earned' : `approval if ${rule.source}`;
}

function gateLines(policy: Plan['approval']): readonly string[] {
  const people = policy.quorum === 1 ? [] : [`${policy.quorum} people`];
  return [...people, `${sayLength(policy.timeout_seconds)}, then ${policy.on_timeout}`];
}
