import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { WaitStep } from '../../contracts/plan/index.ts';
import { failure, isStepFailure } from '../execution/failures.ts';
import { evaluated, type Frame, holds } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';
import { afterBusinessDays, nextOpening } from '../waiting/business-time.ts';

type EventWait = Extract<WaitStep['wait'], { kind: 'event' }>;
type TimeWait = Exclude<WaitStep['wait'], EventWait>;

/**
 * A durable pause as one timer; a moment that has passed, or an event that came early, costs none. Gives the event as
 * {name, data}, else null. Throws EXPRESSION_FAILED when `until` is no time, WAIT_TIMED_OUT when the event did not come.
 */
export async function runWait(step: WaitStep, frame: Frame, run: Run): Promise<JsonValue> {
  const { journey } = run;
  await journey.rest();
  // The end is fixed when the wait begins: a later history waits for what is left of it.
  const mark = `${step.id}/${frame.iteration}~until`;
  const known = journey.known(mark);
  const end_ms = typeof known === 'number' ? known : endOf(step.wait, frame);
  journey.keep(mark, end_ms);
  const { wait } = step;
  const output = wait.kind === 'event' ? awaitEvent(step, wait, end_ms, frame, run) : pause(step, end_ms, frame, run);
  return output.finally(() => journey.drop([mark]));
}

async function pause(step: WaitStep, end_ms: number, frame: Frame, run: Run): Promise<null> {
  if (end_ms <= Date.now()) {
    run.progress.step(step, frame, 'completed', null);
    return null;
  }
  const until = new Date(end_ms).toISOString();
  await shown(step, frame, run, { until }, () => run.journey.hold(() => false, end_ms, run.progress.summary(step)));
  run.progress.step(step, frame, 'completed', { until });
  return null;
}

/** When a wait ends at the latest, in milliseconds since the epoch; with a calendar never outside its opening hours. */
function endOf(wait: WaitStep['wait'], frame: Frame): number {
  switch (wait.kind) {
    case 'event':
      return Date.now() + wait.timeout_seconds * 1000;
    case 'business_days':
      return afterBusinessDays(wait.calendar, Date.now(), wait.days);
    case 'for':
      return opened(wait, Date.now() + wait.seconds * 1000);
    case 'until':
      return opened(wait, momentOf(wait, frame));
  }
}

function opened({ calendar }: Exclude<TimeWait, { kind: 'business_days' }>, end_ms: number): number {
  return calendar === null || calendar === undefined ? end_ms : nextOpening(calendar, end_ms);
}

function momentOf({ until }: Extract<TimeWait, { kind: 'until' }>, frame: Frame): number {
  const moment = evaluated(until, frame);
  const at_ms = typeof moment === 'string' ? Date.parse(moment) : Number.NaN;
  if (!Number.isNaN(at_ms)) return at_ms;
  const message = `\`until: ${until.source}\` must be a moment such as 2026-01-31T09:00:00Z.`;
  throw failure('EXPRESSION_FAILED', message, { expression: until.source, line: until.line });
}

async function awaitEvent(step: WaitStep, wait: EventWait, end_ms: number, frame: Frame, run: Run): Promise<JsonValue> {
  const waiting = run.inbox.await(wait.event, ({ name, data }) => fits(wait, { name, data }, frame));
  try {
    if (waiting.answer() === null) {
      const until = new Date(end_ms).toISOString();
      await shown(step, frame, run, { event: wait.event, until }, () =>
        run.journey.hold(() => waiting.answer() !== null, end_ms, run.progress.summary(step)),
      );
    }
    const event = waiting.answer();
    if (event === null && wait.on_timeout === 'fail') throw timedOut(step, wait);
    const output = event === null ? null : { name: event.name, data: event.data };
    run.progress.step(step, frame, 'completed', output);
    return output;
  } finally {
    waiting.close();
  }
}

/** A match that cannot be evaluated for an event is one that this event does not fulfil. */
function fits({ match }: EventWait, event: { readonly name: string; readonly data: JsonValue }, frame: Frame): boolean {
  if (match === null) return true;
  try {
    return holds(match, frame, { event });
  } catch (error) {
    if (isStepFailure(error)) return false;
    throw error;
  }
}

function timedOut(step: WaitStep, wait: EventWait) {
  const message = `No event ${wait.event} came within ${wait.timeout_seconds} seconds.`;
  return failure('WAIT_TIMED_OUT', message, { step_id: step.id, line: step.line, event: wait.event });
}

/** Says that the execution waits for as long as it does. */
async function shown<T>(
  step: WaitStep,
  frame: Frame,
  run: Run,
  what: { readonly until: string; readonly event?: string },
  work: () => Promise<T>,
): Promise<T> {
  run.progress.step(step, frame, 'running', what);
  run.progress.sleeping(step, true);
  const about = what.event === undefined ? '' : `for ${what.event} `;
  const done = run.progress.working(step, `waiting ${about}until ${what.until}`);
  try {
    const value = await work();
    run.progress.sleeping(step, false);
    return value;
  } finally {
    done();
  }
}
