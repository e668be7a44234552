import type { Failure } from './failures.ts';
import { childResult } from './failures.ts';
import type { Job, RunIdentity } from './isolate.ts';
import { later, type Performer, tellLater, type World } from './performer.ts';
import { beginRun, startJob } from './run.ts';
import type { Ending } from './script.ts';

/** Arguments as they travel. */
export type Arguments = NonNullable<NonNullable<Job['initializeWorkflow']>['arguments']>;

/** Whom to call. */
export type Part = {
  readonly workflow_id: string;
  readonly workflow_type: string;
  readonly parent: Performer['parent'];
  readonly args: Arguments;
  /** After so long the server ends it; null for never. */
  readonly timeout_ms: number | null;
};

/** A workflow enters: it is told to start at once, and is ended when its time is up. */
export async function enter(world: World, part: Part): Promise<Performer> {
  const { workflow_id, workflow_type, parent, args, timeout_ms } = part;
  const began_ms = world.now_ms;
  const run = await runOf(world, part, began_ms, null);
  const performer: Performer = {
    ...{ workflow_id, workflow_type, parent, began_ms, run, ending: null },
    ...{ activities: new Map(), timers: new Set(), children: new Map() },
  };
  world.performers.set(workflow_id, performer);
  tellLater(world, performer, { delay_ms: 0, events: 1, job: () => startJob(run.identity, args) });
  if (timeout_ms !== null) {
    later(world, timeout_ms, () => {
      if (performer.ending === null) leave(world, performer, { kind: 'timed_out' }, null);
      return null;
    });
  }
  return performer;
}

/** The performer goes on in a new history. */
export async function moveOn(
  world: World,
  performer: Performer,
  workflow_type: string,
  args: Arguments,
): Promise<void> {
  const part = { ...performer, workflow_type, args, timeout_ms: null };
  performer.run = await runOf(world, part, performer.began_ms, performer.run.identity.first_run_id);
  performer.activities.clear();
  performer.timers.clear();
  const { identity } = performer.run;
  tellLater(world, performer, { delay_ms: 0, events: 1, job: () => startJob(identity, args) });
}

/** The performer ends: its parent is told, and its children fare as they were started. */
export function leave(world: World, performer: Performer, ending: Ending, failure: Failure | null): void {
  performer.ending = ending;
  const { parent } = performer;
  if (parent !== null) {
    const result = childResult(ending, failure, performer);
    const job: Job = { resolveChildWorkflowExecution: { seq: parent.seq, result } };
    parent.performer.children.delete(parent.seq);
    tellLater(world, parent.performer, { delay_ms: 0, events: 1, job: () => job });
  }
  for (const { performer: child, close_policy } of performer.children.values()) {
    // 3 asks them to stop, 2 leaves them alone, and by default they are ended on the spot.
    if (close_policy === 3) tellLater(world, child, { delay_ms: 0, events: 1, job: () => ({ cancelWorkflow: {} }) });
    else if (close_policy !== 2) child.ending = { kind: 'cancelled' };
  }
}

async function runOf(world: World, part: Omit<Part, 'args'>, began_ms: number, first: string | null) {
  const run_id = `run-${world.runs.length}-${part.workflow_id}`;
  const parent = part.parent?.performer.run.identity;
  const identity: RunIdentity = {
    workflow_id: part.workflow_id,
    workflow_type: part.workflow_type,
    run_id,
    first_run_id: first ?? run_id,
    began_ms,
    now_ms: world.now_ms,
    parent: parent === undefined ? null : { workflow_id: parent.workflow_id, run_id: parent.run_id },
  };
  const run = await beginRun(world.isolate, identity, (report) => {
    world.reports.push(report);
    world.script.report?.(report);
  });
  world.runs.push(run);
  return run;
}
