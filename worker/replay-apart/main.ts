import { DefaultLogger, Runtime } from '@temporalio/worker';
import { replayHistories } from '../replay.ts';
import type { ReplayAnswer, ReplayJob } from './replay-process.ts';

// What is found is the answer; nobody reads the log of this process.
Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR', () => undefined) });

process.on('message', async ({ workflow_id, history, bundle_path }: ReplayJob) => {
  const recorded = { workflowId: workflow_id, history: JSON.parse(history) };
  const [replayed] = await replayHistories([recorded], bundle_path);
  const answer: ReplayAnswer = { error: replayed?.error ?? null };
  process.send?.(answer);
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
