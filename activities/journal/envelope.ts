import { CancelledFailure, Context } from '@temporalio/activity';
import { actionId } from '../../contracts/action.ts';
import type { ActionContext, BoundHandler } from '../../contracts/action-handler.ts';
import type { ActionAnswer, ActionCall } from '../../contracts/activity-envelope.ts';
import type { ModelMessage } from '../../contracts/agent-state.ts';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { scrubbed } from '../../contracts/scrub.ts';
import type { Database } from '../../db/connect.ts';
import { type Attempt, attemptBegun, attemptEnded } from './attempt.ts';
import { checkOutput } from './check-output.ts';
import { recordedError, toFailure } from './to-failure.ts';

/** What the envelope needs from the worker. */
export type EnvelopeDependencies = {
  readonly database: Database;
  readonly handlers: readonly BoundHandler[];
  readonly log: ActionContext['log'];
  /** Finds the event that scheduled an activity, so that its failure links to it; left out, failures link to the history. */
  readonly locate?: (activity: LocatedActivity) => Promise<string | null>;
};

/** Names an activity of a history. */
export type LocatedActivity = {
  readonly workflow_id: string;
  readonly run_id: string;
  readonly activity_id: string;
};

/** An action as Temporal calls it. */
export type ActionActivity = (call: ActionCall) => Promise<ActionAnswer>;

/**
 * Makes one activity for each action, named by the action's id. Around every call it writes the attempt and its error,
 * moves the execution's status, keeps Temporal informed that the work is alive, checks the output against the definition,
 * and turns errors into failures whose type is a code of the closed list. Handlers know nothing of all this.
 * Throws a TypeError when two handlers have the same id.
 */
export function createEnvelope(deps: EnvelopeDependencies): Record<string, ActionActivity> {
  const activities = new Map<string, ActionActivity>();
  for (const handler of deps.handlers) {
    const id = actionId(handler.definition);
    if (activities.has(id)) throw new TypeError(`Two handlers call themselves ${id}`);
    activities.set(id, (call) => perform(deps, handler, call));
  }
  return Object.fromEntries(activities);
}

async function perform(deps: EnvelopeDependencies, handler: BoundHandler, call: ActionCall): Promise<ActionAnswer> {
  const activity = Context.current();
  // The last progress that was told goes with every beat, so that Temporal shows it until there is another.
  let progress: JsonValue = null;
  const beat = (told: JsonValue = progress) => {
    progress = told;
    activity.heartbeat(progress);
  };
  const pulse = setInterval(() => beat(), pulseOf(activity.info.heartbeatTimeoutMs));
  let attempt: Attempt | null = null;
  const messages: ModelMessage[] = [];
  try {
    attempt = await attemptBegun(deps.database, handler.definition, call);
    const output = await outputOf(deps, handler, call, { activity, beat, messages });
    await attemptEnded(deps.database, call, attempt, { output, messages, error: null, final: true });
    return { output, ...(messages.length === 0 ? {} : { messages }) };
  } catch (thrown) {
    const stopped = activity.cancellationSignal.aborted && !(thrown instanceof CodedError);
    if (stopped && !isShutdown(activity)) await failed(deps, call, attempt, new CancelledFailure('Cancelled'), true);
    if (stopped && !isShutdown(activity)) throw new CancelledFailure('The step was cancelled.');
    const error = recordedError(thrown);
    await failed(deps, call, attempt, thrown, isLast(activity, error));
    throw toFailure(error);
  } finally {
    clearInterval(pulse);
  }
}

async function outputOf(
  deps: EnvelopeDependencies,
  handler: BoundHandler,
  call: ActionCall,
  {
    activity,
    beat,
    messages,
  }: { readonly activity: Context; readonly beat: ActionContext['heartbeat']; readonly messages: ModelMessage[] },
): Promise<JsonValue> {
  const { step_id, iteration } = call.origin;
  const output = await handler.call(call, {
    origin: call.origin,
    exclude_last_days: call.phase === 'plan' ? (call.exclude_last_days ?? 0) : 0,
    signal: activity.cancellationSignal,
    heartbeat: beat,
    told: (message) => void messages.push({ ...message, step_id, iteration }),
    log: deps.log,
  });
  return checkOutput(handler.definition, call, output);
}

/** Writes the failed attempt down. When even that fails, the error that Temporal keeps must stay the first one. */
async function failed(
  deps: EnvelopeDependencies,
  call: ActionCall,
  attempt: Attempt | null,
  thrown: unknown,
  final: boolean,
): Promise<void> {
  const error = recordedError(thrown);
  const { execution_id, step_id } = call.origin;
  const cause = thrown instanceof Error ? { name: thrown.name, text: scrubbed(thrown.message).slice(0, 500) } : {};
  deps.log.warn({ execution_id, step_id, phase: call.phase, code: error.code, final, cause }, 'A step failed');
  if (attempt === null) return;
  try {
    const details = { ...error.details, ...(await placeOf(deps)) };
    await attemptEnded(deps.database, call, attempt, {
      ...{ output: null, messages: [], error: { ...error, details }, final },
    });
  } catch {
    deps.log.warn({ execution_id, step_id }, 'The failed attempt could not be recorded');
  }
}

/** Where in Temporal the failure is; nothing when that cannot be found out, since a link is no reason to fail. */
async function placeOf({ locate, log }: EnvelopeDependencies): Promise<JsonObject> {
  const { workflowExecution, activityId: activity_id } = Context.current().info;
  if (locate === undefined || workflowExecution === undefined) return {};
  const { workflowId: workflow_id, runId: run_id } = workflowExecution;
  try {
    const event_id = await locate({ workflow_id, run_id, activity_id });
    return event_id === null ? {} : { temporal: { run_id, event_id } };
  } catch {
    log.warn({ workflow_id }, 'The event of a failed attempt could not be looked up');
    return {};
  }
}

/** Often enough that one late beat does not look like death. */
function pulseOf(heartbeat_timeout_ms: number | undefined): number {
  return Math.max(250, (heartbeat_timeout_ms ?? 15_000) / 3);
}

function isShutdown(activity: Context): boolean {
  const { reason } = activity.cancellationSignal;
  return reason instanceof Error && reason.message === 'WORKER_SHUTDOWN';
}

function isLast(activity: Context, error: ReturnType<typeof recordedError>): boolean {
  const { attempt, retryPolicy } = activity.info;
  const most = retryPolicy?.maximumAttempts ?? 0;
  const listed = retryPolicy?.nonRetryableErrorTypes ?? [];
  return !error.retryable || listed.includes(error.code) || (most > 0 && attempt >= most);
}
