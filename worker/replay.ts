import type { PayloadCodec } from '@temporalio/common';
import { type InjectedSinks, Worker } from '@temporalio/worker';
import type { ReadModelSinks } from '../workflows/execution/read-model-sinks.ts';
import { obtainBundle } from './bundle.ts';

/** A recorded execution: its workflow id and its history as Temporal exports it. */
export type RecordedExecution = { readonly workflowId: string; readonly history: unknown };

/** Whether today's code does with a history what the code of then did; `error` says where they part. */
export type Replayed = { readonly workflowId: string; readonly error: string | null };

/**
 * Replays histories against the workflows as the code stands now, without a server and without any activity being called.
 * `bundle_path` brings other workflows than the product's own; `payloadCodecs` read the payloads that lie outside the
 * history, and are needed for executions that handed on large results.
 */
export async function replayHistories(
  executions: readonly RecordedExecution[],
  bundle_path?: string,
  payloadCodecs: PayloadCodec[] = [],
): Promise<readonly Replayed[]> {
  // Nothing is reported during replay, but the names must be known.
  const deaf = { fn: () => undefined };
  const read_model: InjectedSinks<ReadModelSinks>['read_model'] = {
    ...{ started: deaf, step: deaf, waiting: deaf, paused: deaf, decision: deaf, finished: deaf },
  };
  const codePath = bundle_path ?? (await obtainBundle());
  const options = { workflowBundle: { codePath }, sinks: { read_model }, dataConverter: { payloadCodecs } };
  const replayed: Replayed[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(options, executions)) {
    replayed.push({ workflowId, error: error?.message ?? null });
  }
  return replayed;
}
