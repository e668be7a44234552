import type { ActionCall } from '../../contracts/activity-envelope.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { Performance } from '../../worker/stage/play.ts';
import type { Happening, Play, Script } from '../../worker/stage/script.ts';
import type { Stage } from '../../worker/stage/stage.ts';
import { awaitedEvents } from '../../workflows/execution/event-inbox.ts';
import { annSays, inputOf, monday, playOf, scriptOf } from '../stage/play-plan.ts';
import { type Outcome, tryLine } from './outcome.ts';
import { propertyWorld } from './world.ts';

/** Plays a plan on the stage in the world of the properties, and says what can be said about it. */
export async function playRandom(
  stage: Stage,
  plan: Plan,
  inputs: JsonObject,
  options: {
    readonly cancel_after_ms: number | null;
    readonly deliver: 'singly' | 'together';
    readonly events_per_history: number | null;
  },
): Promise<{ readonly outcome: Outcome; readonly performance: Performance }> {
  const tries: string[] = [];
  const script: Script = scriptOf(
    (call, raw) => {
      const { step_id, iteration } = call.origin;
      tries.push(tryLine(raw.now_ms - monday, step_id, iteration, raw.attempt, call.params.value));
      return answerOf(call, raw.attempt);
    },
    ({ approval_id, origin }, director) => {
      const said = propertyWorld.decision(origin.step_id, origin.iteration);
      if (said !== null) director.after(said.after_ms, annSays(said.decision, approval_id));
    },
  );
  const input = inputOf(plan, { inputs, entity: null });
  const limits = options.events_per_history === null ? [] : [null, { events: options.events_per_history, bytes: 1e9 }];
  const play: Play = playOf(plan, {
    args: [input, ...limits],
    deliver: options.deliver,
    happenings: [...eventsOf(plan), ...cancelled(options.cancel_after_ms)],
  });
  const performance = await stage.play(play, script);
  const finished = performance.reports.findLast((each) => each.sink === 'read_model.finished');
  const report = JSON.parse(
    JSON.stringify(
      finished?.args[0] ?? { status: performance.ending, outputs: {}, result: null, error: null },
      unnamed,
    ),
  );
  return {
    performance,
    outcome: {
      ...{ status: report.status, result: report.result, outputs: report.outputs, error: report.error?.code ?? null },
      lasted_ms: performance.ended_at_ms - monday,
      tries: tries.toSorted(),
    },
  };
}

function answerOf(call: ActionCall, attempt: number): ReturnType<Script['answer']> {
  const { step_id, iteration } = call.origin;
  const came = propertyWorld.attempt(step_id, iteration, attempt, call.params);
  const { after_ms } = came;
  if (came.kind === 'value') return { kind: 'value', value: { output: came.value }, after_ms };
  return { kind: 'failure', code: came.code, message: '', retryable: came.retryable, after_ms };
}

function eventsOf(plan: Plan): { at_ms: number; happening: Happening }[] {
  return awaitedEvents(plan).flatMap((name) => {
    const comes = propertyWorld.event(name);
    const signal = { event_id: name, name, data: {} };
    const happening: Happening = { kind: 'signal', workflow_id: 'w1', name: 'deliver_event', args: [signal] };
    return comes === null ? [] : [{ at_ms: monday + comes, happening }];
  });
}

function cancelled(after_ms: number | null): { at_ms: number; happening: Happening }[] {
  return after_ms === null ? [] : [{ at_ms: monday + after_ms, happening: { kind: 'cancel', workflow_id: 'w1' } }];
}

/** The id of an approval is drawn from the run's seed, and says nothing. */
function unnamed(key: string, value: unknown): unknown {
  return key === 'approval_id' ? '' : value;
}
