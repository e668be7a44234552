import { readFile } from 'node:fs/promises';
import vm from 'node:vm';
import { TypedSearchAttributes } from '@temporalio/common';
import type { Workflow } from '@temporalio/worker/lib/workflow/interface.js';
import { ReusableVMWorkflowCreator } from '@temporalio/worker/lib/workflow/reusable-vm.js';
import { globalHandlers } from '@temporalio/worker/lib/workflow/vm-shared.js';

/** What the isolate is told in one go: a moment, and what happened. The protobuf message of the SDK's core. */
export type Activation = Parameters<Workflow['activate']>[0];
/** One thing that happened. */
export type Job = NonNullable<Activation['jobs']>[number];
/** What the isolate answers: commands, or that the task failed. */
export type Completion = Awaited<ReturnType<Workflow['activate']>>;
/** One thing that a workflow asks of its server. */
export type Command = NonNullable<NonNullable<Completion['successful']>['commands']>[number];
/** A call that leaves the isolate beside its history. */
export type SinkCall = Awaited<ReturnType<Workflow['getAndResetSinkCalls']>>[number];

/** What names one history of a workflow. `first_run_id` is that of the first of a chain, `began_ms` when the chain began. */
export type RunIdentity = {
  readonly workflow_id: string;
  readonly workflow_type: string;
  readonly run_id: string;
  readonly first_run_id: string;
  readonly began_ms: number;
  readonly now_ms: number;
  readonly parent: { readonly workflow_id: string; readonly run_id: string } | null;
};

/** A loaded bundle in which workflows can be created, each shut off from the others as in a worker. */
export type Isolate = {
  create(identity: RunIdentity): Promise<Workflow>;
  close(): Promise<void>;
};

/** How long one activation may run before the isolate is stopped, as in a worker. */
const longestActivationMs = 5_000;

/**
 * Loads a bundle of `obtainBundle` into an isolate of this process. `as_worker` also notes a stack for each promise and
 * watches the time of each call by a thread of its own, as a worker does; both cost many times what the workflow itself
 * does, so they are meant for measuring.
 */
export async function openIsolate(bundle_path: string, as_worker = false): Promise<Isolate> {
  const code = await readFile(bundle_path, 'utf8');
  const bundle = { code, filename: bundle_path, sourceMap: as_worker ? sourceMapOf(code) : emptySourceMap };
  const creator = as_worker
    ? await ReusableVMWorkflowCreator.create(bundle, longestActivationMs, new Set())
    : new ReusableVMWorkflowCreator(new vm.Script(code, bundle), bundle, longestActivationMs, new Set());
  if (!as_worker) Object.defineProperty(creator, 'isolateExecutionTimeoutMs', { value: undefined });
  return {
    create: (identity) => creator.createWorkflow(optionsOf(identity)),
    close: async () => {
      if (as_worker) globalHandlers.uninstall();
      await creator.destroy();
    },
  };
}

const emptySourceMap = { version: 3, sources: [], names: [], mappings: '', file: '' };

/** The map at the end of a bundle, from which stacks get the places of the source. */
function sourceMapOf(code: string): typeof emptySourceMap {
  return JSON.parse(Buffer.from(code.slice(code.lastIndexOf('base64,') + 7), 'base64').toString());
}

type CreateOptions = Parameters<ReusableVMWorkflowCreator['createWorkflow']>[0];

function optionsOf(identity: RunIdentity): CreateOptions {
  const { workflow_id, workflow_type, run_id, first_run_id, began_ms, now_ms, parent } = identity;
  const info: CreateOptions['info'] = {
    workflowId: workflow_id,
    runId: run_id,
    workflowType: workflow_type,
    searchAttributes: {},
    typedSearchAttributes: new TypedSearchAttributes(),
    historyLength: 0,
    historySize: 0,
    continueAsNewSuggested: false,
    targetWorkerDeploymentVersionChanged: false,
    taskQueue: 'stage',
    namespace: 'stage',
    firstExecutionRunId: first_run_id,
    originalExecutionRunId: run_id,
    startTime: new Date(began_ms),
    runStartTime: new Date(now_ms),
    taskTimeoutMs: 10_000,
    attempt: 1,
    unsafe: {
      now: Date.now,
      isReplaying: false,
      isReplayingHistoryEvents: false,
      // Nothing may draw from it: what is not from the seed would not be the same on replay.
      random: { random: forbidden, uuid4: forbidden, fillRandom: forbidden },
    },
    ...(parent === null
      ? {}
      : { parent: { workflowId: parent.workflow_id, runId: parent.run_id, namespace: 'stage' } }),
  };
  return { info, randomnessSeed: seedOf(run_id), now: now_ms, showStackTraceSources: false };
}

function forbidden(): never {
  throw new TypeError('A workflow on the stage may not draw true randomness.');
}

/** Eight bytes that follow from the run's id, as a server gives each run a seed of its own. */
function seedOf(run_id: string): number[] {
  const bytes = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const [index, character] of [...run_id].entries()) {
    const at = index % 8;
    bytes[at] = ((bytes[at] ?? 0) * 31 + (character.codePointAt(0) ?? 0)) % 256;
  }
  return bytes;
}
