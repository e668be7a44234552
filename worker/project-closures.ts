import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure, WorkflowFailedError } from '@temporalio/client';
import { z } from 'zod';
import type { ReadModel } from '../activities/journal/read-model.ts';
import type { ActionContext } from '../contracts/action-handler.ts';
import { describeError, type ErrorCode, isErrorCode } from '../contracts/errors/index.ts';
import type { ExecutionResult } from '../contracts/execution.ts';
import { jsonValueSchema } from '../contracts/json.ts';
import { type Database, withTenant } from '../db/connect.ts';
import { isOpenExecution } from '../db/queries/executions.ts';

/** What the sweep needs. */
export type ClosureParts = {
  readonly client: Client;
  readonly database: Database;
  readonly readModel: Pick<ReadModel, 'finished'>;
  readonly task_queue: string;
  readonly log: ActionContext['log'];
};

const memoSchema = z.object({ tenant_id: z.uuid(), execution_id: z.uuid() });
const resultSchema = z.object({
  status: z.enum(['completed', 'failed', 'cancelled', 'rejected', 'expired']),
  result: jsonValueSchema,
  outputs: z.record(z.string(), jsonValueSchema),
});

/** At most this many closed workflows are looked at in one sweep. */
const mostPerSweep = 500;

/**
 * Looks through the workflows that closed since a moment, and ends the executions that still stand open: their last
 * report was lost with a worker, or they were terminated or timed out and could not report. Gives how many it mended.
 */
export async function sweepClosures(parts: ClosureParts, since: Date): Promise<number> {
  const query = `TaskQueue = "${parts.task_queue}" AND ExecutionStatus != "Running" AND CloseTime > "${since.toISOString()}"`;
  let seen = 0;
  let mended = 0;
  for await (const closed of parts.client.workflow.list({ query })) {
    if (await mend(parts, closed)) mended += 1;
    seen += 1;
    if (seen >= mostPerSweep) break;
  }
  return mended;
}

async function mend(parts: ClosureParts, closed: WorkflowExecutionInfo): Promise<boolean> {
  const memo = memoSchema.safeParse(closed.memo);
  // Without our memo it is no execution; one that goes on in a new history has not ended.
  if (!memo.success || closed.status.name === 'CONTINUED_AS_NEW') return false;
  const { tenant_id, execution_id } = memo.data;
  const open = await withTenant(parts.database, tenant_id, (tx) => isOpenExecution(tx, execution_id));
  if (open !== true) return false;
  const end = await endOf(parts.client, closed);
  const at_ms = (closed.closeTime ?? new Date()).getTime();
  await parts.readModel.finished({ tenant_id, execution_id, at_ms, ...end });
  parts.log.warn({ execution_id, status: end.status }, 'An execution that had ended unseen was closed');
  return true;
}

type End = Omit<Parameters<ReadModel['finished']>[0], 'tenant_id' | 'execution_id' | 'at_ms'>;

async function endOf(client: Client, closed: WorkflowExecutionInfo): Promise<End> {
  switch (closed.status.name) {
    case 'COMPLETED':
      return completed(await client.workflow.getHandle(closed.workflowId, closed.runId).result());
    case 'FAILED':
      return failedWith(client, closed);
    case 'TERMINATED':
      return ended('failed', 'EXECUTION_TERMINATED');
    case 'TIMED_OUT':
      return ended('failed', 'EXECUTION_TIMED_OUT');
    case 'CANCELLED':
      return ended('cancelled', 'EXECUTION_CANCELLED');
    default:
      return ended('failed', 'INTERNAL');
  }
}

function completed(value: unknown): End {
  const { status, result, outputs } = resultSchema.parse(value);
  const code = status === 'rejected' ? 'APPROVAL_REJECTED' : status === 'expired' ? 'APPROVAL_EXPIRED' : null;
  return { status, result, outputs, error: code === null ? null : errorOf(code) };
}

async function failedWith(client: Client, closed: WorkflowExecutionInfo): Promise<End> {
  try {
    return completed(await client.workflow.getHandle(closed.workflowId, closed.runId).result());
  } catch (error) {
    const cause = error instanceof WorkflowFailedError ? error.cause : error;
    const root = cause instanceof ActivityFailure ? cause.cause : cause;
    const known = root instanceof ApplicationFailure && isErrorCode(root.type ?? '') ? root : null;
    if (known === null || !isErrorCode(known.type ?? '')) return ended('failed', 'INTERNAL');
    return {
      ...ended('failed', 'INTERNAL'),
      error: { code: known.type ?? 'INTERNAL', message: known.message, details: {} },
    };
  }
}

function ended(status: ExecutionResult['status'], code: ErrorCode): End {
  return { status, result: null, outputs: {}, error: errorOf(code) };
}

function errorOf(code: ErrorCode): NonNullable<End['error']> {
  const { title, meaning } = describeError(code);
  return { code, message: `${title}. ${meaning}`, details: {} };
}

/**
 * Sweeps again and again until it is stopped: at first over the last day, then over the time since the sweep before,
 * with a minute of overlap because visibility lags. A failed sweep is logged and the time is looked at again.
 */
export function watchClosures(parts: ClosureParts, every_seconds = 15): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    let since = new Date(Date.now() - 24 * 3600 * 1000);
    while (!stopping.signal.aborted) {
      const began = Date.now();
      try {
        await sweepClosures(parts, since);
        since = new Date(began - 60_000);
      } catch (error) {
        const cause = error instanceof Error ? error.name : 'unknown';
        parts.log.warn({ cause }, 'Closed workflows could not be looked through');
      }
      await pause(every_seconds * 1000, stopping.signal);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

function pause(wait_ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, wait_ms);
    signal.addEventListener('abort', done);
  });
}
