import { CodedError } from '../../contracts/errors/index.ts';
import { finalStatuses } from '../../contracts/execution.ts';
import { latestEventId, listTenantEvents } from '../../db/queries/event-stream.ts';
import { type ExecutionEvent, listEventsAfter } from '../../db/queries/execution-events.ts';
import { findExecution } from '../../db/queries/executions-list.ts';
import type { CallerPart, EventSink } from '../operation/operation.ts';
import type { EventHub } from './event-hub.ts';
import { createPause } from './wait-until.ts';

const heartbeatMs = 15_000;
const batchSize = 200;
const overlapSeconds = 30;

/** Looks for what comes next. `ended` is set when nothing can come any more. */
type Source = () => Promise<{ readonly events: readonly ExecutionEvent[]; readonly ended: string | null }>;

/**
 * Sends the stored events of one execution, from the first or after `after`, until the reader goes or the execution has
 * ended, which the event `end` says. Every event comes from the table: who comes back with `Last-Event-ID` misses nothing.
 */
export async function streamExecution(
  caller: CallerPart,
  hub: EventHub,
  request: { readonly execution_id: string; readonly after: number | null },
  sink: EventSink,
): Promise<void> {
  let after = request.after ?? 0;
  const { execution_id } = request;
  await pump({ hub, owner: streamOwner(caller) }, sink, execution_id, () =>
    caller.inTenant(async (tx) => {
      // The status first: what was committed with it is then among the events.
      const status = (await findExecution(tx, execution_id))?.status ?? null;
      const events = await listEventsAfter(tx, { execution_id, after, limit: batchSize });
      after = events.at(-1)?.event_id ?? after;
      const over = status !== null && finalStatuses.includes(status) && events.length < batchSize;
      return { events, ended: over ? status : null };
    }),
  );
}

/**
 * Sends the events of all executions of the tenant, from now or after `after`. Each is sent at least once: after a
 * reconnect the last half minute may come again.
 */
export async function streamTenant(
  caller: CallerPart,
  hub: EventHub,
  request: { readonly after: number | null },
  sink: EventSink,
): Promise<void> {
  let after = request.after ?? (await caller.inTenant(latestEventId));
  const ignoreUntil = request.after === null ? after : 0;
  let seen = new Set<number>();
  await pump({ hub, owner: streamOwner(caller) }, sink, null, () =>
    caller.inTenant(async (tx) => {
      const found = await listTenantEvents(tx, { after, overlap_seconds: overlapSeconds, limit: 2_000 });
      const events = found.filter((event) => event.event_id > ignoreUntil && !seen.has(event.event_id));
      seen = new Set(found.map((event) => event.event_id));
      after = Math.max(after, found.at(-1)?.event_id ?? after);
      return { events, ended: null };
    }),
  );
}

/** Whose streams are counted together. */
export function streamOwner({ principal }: CallerPart): string {
  return `${principal.tenant_id}/${principal.user_id}`;
}

/** Reads until the reader goes, nothing can come any more, or the caller may not read any more. */
async function pump(
  { hub, owner }: { readonly hub: EventHub; readonly owner: string },
  sink: EventSink,
  execution_id: string | null,
  next: Source,
): Promise<void> {
  let wake: () => void = () => undefined;
  const unsubscribe = hub.subscribe((changed) => {
    if (changed === null || execution_id === null || changed === execution_id) wake();
  });
  const leave = () => wake();
  sink.closed.addEventListener('abort', leave);
  const leaveCount = hub.enter(owner);
  try {
    sink.comment('open');
    while (!sink.closed.aborted) {
      const pause = createPause(heartbeatMs);
      wake = pause.end;
      const { events, ended } = await next();
      for (const event of events)
        sink.send({ id: String(event.event_id), event: event.type, data: withoutTenant(event) });
      if (ended !== null) sink.send({ event: 'end', data: { execution_id, status: ended } });
      if (ended !== null || events.length >= batchSize || sink.closed.aborted) pause.end();
      if ((await pause.ended) === 'time') sink.comment('heartbeat');
      if (ended !== null) return;
    }
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'FORBIDDEN') throw error;
  } finally {
    leaveCount();
    unsubscribe();
    sink.closed.removeEventListener('abort', leave);
  }
}

function withoutTenant({ tenant_id, ...event }: ExecutionEvent) {
  return event;
}
