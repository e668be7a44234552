import { randomUUID } from 'node:crypto';
import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActionAnswer, ActionCall } from '../../contracts/activity-envelope.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { openTheatre, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import { action, forEach, plan, setBudget } from '../../tests/rehearsal/plans.ts';
import { approvalAsked } from '../../tests/rehearsal/records.ts';
import { obtainBundle } from '../../worker/bundle.ts';
import { createReadModelSinks } from '../../worker/read-model-sinks.ts';
import { messageNames, priorityKeys, startOptions } from '../messages.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());

/** The calls that an execution has asked for, in all its histories. */
async function callsOf({ workflowId, firstExecutionRunId }: WorkflowHandleWithFirstExecutionRunId) {
  const calls = [];
  for (let runId: string | null | undefined = firstExecutionRunId; runId; ) {
    const { events } = await theatre.client.workflow.getHandle(workflowId, runId).fetchHistory();
    calls.push(...(events ?? []).flatMap((event) => event.activityTaskScheduledEventAttributes ?? []));
    runId = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return calls;
}

/** Starts the executions on a queue whose one worker does a call at a time; gives whose call came when. */
async function takeTurns(
  crowd: readonly Partial<ExecutionInput>[],
  late: Partial<ExecutionInput>,
): Promise<{ readonly before: number; readonly at: number }> {
  const task_queue = `turns-${randomUUID()}`;
  const order: string[] = [];
  const connection = await NativeConnection.connect({ address: temporalAddress() });
  const work = async (call: ActionCall): Promise<ActionAnswer> => {
    order.push(call.origin.execution_id);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return { output: null };
  };
  const worker = await Worker.create({
    ...{ connection, taskQueue: task_queue, workflowBundle: { codePath: await obtainBundle() } },
    ...{ maxConcurrentActivityTaskExecutions: 1, activities: { 'RehearsalAgent.noop': work } },
    sinks: createReadModelSinks({ push: () => undefined }),
  });
  const start = (more: Partial<ExecutionInput>) => {
    const input = theatre.inputOf(plan([action('work', 'noop')]), more);
    return theatre.client.workflow.start(input.plan.playbook_id, startOptions(input, task_queue));
  };
  const running = worker.run();
  const handles = await Promise.all(crowd.map(start));
  await expect.poll(() => order.length, { timeout: 20_000, interval: 10 }).toBeGreaterThan(2);
  const execution_id = randomUUID();
  const latecomer = await start({ ...late, execution_id });
  handles.push(latecomer);
  await expect.poll(async () => (await callsOf(latecomer)).length, { timeout: 20_000, interval: 10 }).toBe(1);
  const before = order.length;
  await Promise.all(handles.map((handle) => handle.result()));
  worker.shutdown();
  await running;
  await connection.close();
  return { before, at: order.indexOf(execution_id) };
}

const many = (more: Partial<ExecutionInput>) => Array.from({ length: 80 }, () => more);
/** How many calls the worker may have taken up before it hears of another. */
const slack = 12;

describe('when there is more work than workers', () => {
  it('what somebody waits for goes before what a schedule or a batch asked for', async () => {
    const { before, at } = await takeTurns(many({ background: true }), {});
    expect(at).toBeLessThan(before + slack);
  });

  it('one tenant does not wait for the thousand of another', async () => {
    const { before, at } = await takeTurns(many({}), { tenant_id: randomUUID() });
    expect(at).toBeLessThan(before + slack);
  });

  it('what people decided goes first, also of an execution in the background, which stays there in every history', async () => {
    const steps = [forEach('loop', '[1, 2, 3, 4, 5, 6, 7, 8]', [action('work', 'noop')]), setBudget('write', 12_000)];
    const input = theatre.inputOf(plan(steps), { background: true });
    await theatre.enlist(input);
    const options = { ...startOptions(input, theatre.task_queue), args: [input, null, { events: 25, bytes: 1e9 }] };
    const handle = await theatre.client.workflow.start(input.plan.playbook_id, options);
    const asked = await approvalAsked(theatre, { input, handle });
    await handle.signal(messageNames.decide, theatre.decision('ann', asked));
    expect(await handle.result()).toMatchObject({ status: 'completed' });
    const { runId, priority } = await theatre.client.workflow.getHandle(handle.workflowId).describe();
    expect(runId).not.toBe(handle.firstExecutionRunId);
    expect(priority).toMatchObject({ priorityKey: priorityKeys.background, fairnessKey: theatre.tenant_id });
    const calls = (await callsOf(handle)).map((each) => [each.activityType?.name, each.priority?.priorityKey]);
    expect(calls.slice(8)).toEqual([
      ['RehearsalAgent.set_budget', undefined],
      ['journal.open_approval', undefined],
      ['journal.settle_approval', priorityKeys.decided],
      ['RehearsalAgent.set_budget', priorityKeys.decided],
    ]);
  });
});
