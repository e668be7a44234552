import { createAgenda } from './agenda.ts';
import { enter, leave } from './casting.ts';
import { obey } from './commands.ts';
import type { Isolate } from './isolate.ts';
import { payloadOf } from './payloads.ts';
import { type Delivery, type Due, later, type World } from './performer.ts';
import { type RunRecord, signalJob } from './run.ts';
import type { Ending, Happening, Play, Script, SinkReport } from './script.ts';

/** What was seen of one execution. */
export type Performance = {
  readonly ending: Ending;
  readonly ended_at_ms: number;
  /** The histories of the execution and of its children, in the order in which they began. */
  readonly histories: readonly RunRecord[];
  readonly reports: readonly SinkReport[];
};

/** Plays one execution until it has ended, or until nothing can happen any more. */
export async function playOn(isolate: Isolate, play: Play, script: Script): Promise<Performance> {
  const world = openWorld(isolate, play, script);
  const { workflow_id, workflow_type } = play;
  const hero = await enter(world, {
    ...{ workflow_id, workflow_type, parent: null },
    args: play.args.map(payloadOf),
    timeout_ms: play.execution_timeout_ms,
  });
  try {
    while (hero.ending === null) {
      const due = world.agenda.next();
      if (due === undefined) {
        leave(world, hero, { kind: 'stuck' }, null);
        break;
      }
      world.now_ms = due.at_ms;
      const first = due.entry();
      const rest = play.deliver === 'together' ? allDue(world) : [];
      await deliver(world, [first, ...rest]);
    }
    const histories = world.runs.map((run) => run.record());
    return { ending: hero.ending ?? { kind: 'stuck' }, ended_at_ms: world.now_ms, histories, reports: world.reports };
  } finally {
    for (const run of world.runs) await run.close();
  }
}

function openWorld(isolate: Isolate, play: Play, script: Script): World {
  const world: World = {
    ...{ isolate, script, agenda: createAgenda<Due>(), now_ms: play.starts_at_ms },
    ...{ performers: new Map(), runs: [], reports: [] },
    director: { after: (delay_ms, happening) => later(world, delay_ms, () => happen(world, happening)) },
  };
  for (const { at_ms, happening } of play.happenings ?? []) world.agenda.add(at_ms, () => happen(world, happening));
  return world;
}

function happen(world: World, happening: Happening): Delivery | null {
  const to = world.performers.get(happening.workflow_id);
  if (to === undefined || to.ending !== null) return null;
  const job = happening.kind === 'cancel' ? { cancelWorkflow: {} } : signalJob(happening.name, happening.args);
  return { to, job, events: 1 };
}

/** Everything else that is due at this very moment. */
function allDue(world: World): (Delivery | null)[] {
  const deliveries: (Delivery | null)[] = [];
  while (world.agenda.due_ms() === world.now_ms) deliveries.push(world.agenda.next()?.entry() ?? null);
  return deliveries;
}

/** Tells each performer what is due for it, in one task, and does what it asks. */
async function deliver(world: World, deliveries: readonly (Delivery | null)[]): Promise<void> {
  const groups = Map.groupBy(
    deliveries.filter((each) => each !== null),
    (each) => each.to,
  );
  for (const [performer, group] of groups) {
    if (performer.ending !== null) continue;
    const events = group.reduce((sum, each) => sum + each.events, 0);
    const asked = await performer.run.tell(
      group.map((each) => each.job),
      world.now_ms,
      events,
    );
    if (typeof asked === 'string') leave(world, performer, { kind: 'broken', message: asked }, null);
    else for (const command of asked) await obey(world, performer, command);
  }
}
