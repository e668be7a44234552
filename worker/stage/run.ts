import { msToTs } from '@temporalio/common/lib/time.js';
import type { Activation, Command, Completion, Isolate, Job, RunIdentity } from './isolate.ts';
import { payloadOf } from './payloads.ts';
import type { SinkReport } from './script.ts';

/** One history as it was played: what the isolate was told, and what it asked for each time. */
export type RunRecord = {
  readonly identity: RunIdentity;
  readonly activations: readonly Activation[];
  readonly commands: readonly (readonly Command[])[];
  readonly flags: readonly number[];
  /** How many events the history would have on a server. */
  readonly events: number;
};

/** One history while it is played. */
export type Run = {
  readonly identity: RunIdentity;
  /** Tells the isolate what happened and gives what it asks for; a text when its task failed. */
  tell(jobs: readonly Job[], now_ms: number, events: number): Promise<readonly Command[] | string>;
  record(): RunRecord;
  close(): Promise<void>;
};

/** Begins a history. `report` hears the calls to sinks. */
export async function beginRun(
  isolate: Isolate,
  identity: RunIdentity,
  report: (call: SinkReport) => void,
): Promise<Run> {
  const workflow = await isolate.create(identity);
  const activations: Activation[] = [];
  const commands: (readonly Command[])[] = [];
  const flags = new Set<number>();
  let events = 0;
  return {
    identity,
    tell: async (jobs, now_ms, added) => {
      // What happened, then the task that tells it: scheduled and started.
      events += added === 0 ? 0 : added + 2;
      const activation = activationOf(identity.run_id, jobs, now_ms, events);
      const completion = await workflow.activate(activation);
      for (const { ifaceName, fnName, args } of await workflow.getAndResetSinkCalls()) {
        report({ sink: `${ifaceName}.${fnName}`, args, at_ms: now_ms });
      }
      const asked = commandsOf(completion);
      if (typeof asked === 'string') return asked;
      for (const flag of completion.successful?.usedInternalFlags ?? []) flags.add(flag);
      activations.push(activation);
      commands.push(asked);
      events += (added === 0 ? 0 : 1) + asked.filter(isEvent).length;
      return asked;
    },
    record: () => ({ identity, activations, commands, flags: [...flags], events }),
    close: () => workflow.dispose(),
  };
}

/** The job that starts a workflow. */
export function startJob(identity: RunIdentity, args: NonNullable<Job['initializeWorkflow']>['arguments']): Job {
  return {
    initializeWorkflow: {
      workflowType: identity.workflow_type,
      workflowId: identity.workflow_id,
      arguments: args ?? [],
      firstExecutionRunId: identity.first_run_id,
      attempt: 1,
      startTime: msToTs(identity.began_ms),
    },
  };
}

/** The job that brings a signal. */
export function signalJob(name: string, args: readonly Parameters<typeof payloadOf>[0][]): Job {
  return { signalWorkflow: { signalName: name, input: args.map(payloadOf), identity: 'stage', headers: {} } };
}

/** What a completion asks for, or why the task failed. */
export function commandsOf(completion: Completion): readonly Command[] | string {
  if (completion.successful) return completion.successful.commands ?? [];
  const failure = completion.failed?.failure;
  return `${failure?.message ?? 'The task failed.'}\n${failure?.stackTrace ?? ''}`;
}

function activationOf(runId: string, jobs: readonly Job[], now_ms: number, events: number): Activation {
  return { runId, timestamp: msToTs(now_ms), isReplaying: false, historyLength: events, jobs: [...jobs] };
}

/** A cancelled timer is an event too; an answer to a query is none. */
function isEvent(command: Command): boolean {
  return command.respondToQuery === undefined || command.respondToQuery === null;
}
