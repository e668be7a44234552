import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ActionCall } from '../contracts/activity-envelope.ts';
import { startTimeSkipping } from '../tests/harness/time-skipping/index.ts';
import { obtainBundle } from '../worker/bundle.ts';
import { type TrackOutcomeInput, trackOutcomeType } from './messages.ts';

let time: TestWorkflowEnvironment;
let connection: NativeConnection;
beforeAll(async () => {
  time = await startTimeSkipping();
  connection = await NativeConnection.connect({ address: time.address ?? '' });
});
afterAll(async () => {
  await connection.close();
  await time.teardown();
});

type Asked = { readonly call: ActionCall; readonly at_ms: number };
const day_ms = 86_400_000;

/** Runs the workflow with a measurement that answers as told, and gives what it was asked when. */
async function tracked(answers: readonly (readonly [after_days: number | null, output: object])[]) {
  const calls: Asked[] = [];
  const taskQueue = `outcomes-${randomUUID()}`;
  const measure_at_ms = (await time.currentTimeMs()) + 7 * day_ms;
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle: { codePath: await obtainBundle() },
    activities: {
      'CampaignHealthAgent.measure_outcome': async (call: ActionCall) => {
        const [after_days, output] = answers[Math.min(calls.length, answers.length - 1)] ?? [null, {}];
        calls.push({ call, at_ms: await time.currentTimeMs() });
        const again_at = after_days === null ? null : new Date(measure_at_ms + after_days * day_ms).toISOString();
        return { output: { ...output, again_at } };
      },
    },
  });
  const input: TrackOutcomeInput = {
    tenant_id: randomUUID(),
    execution_id: randomUUID(),
    outcome_id: randomUUID(),
    playbook_id: 'campaign_health_v1',
    campaign_id: 'c1',
    measure_at_ms,
    mode: 'live',
    requested_by: { user_id: randomUUID(), email: 'ann@example.com', api_key_id: null },
  };
  const options = { taskQueue, workflowId: `outcome.${input.outcome_id}`, args: [input] };
  const result = await worker.runUntil(time.client.workflow.execute(trackOutcomeType, options));
  return { calls, result, input };
}

it('measures an outcome when its window is over, not before, and once', async () => {
  const { calls, result, input } = await tracked([[null, { verdict: 'positive' }]]);
  expect(result).toEqual({ output: { verdict: 'positive', again_at: null } });
  expect(calls).toHaveLength(1);
  expect(calls[0]?.at_ms).toBeGreaterThanOrEqual(input.measure_at_ms);
  expect(calls[0]?.call).toMatchObject({
    phase: 'run',
    params: { outcome_id: input.outcome_id },
    origin: { campaign_id: 'c1', iteration: '' },
  });
});

it('comes again when the figures are complete, each look under a key of its own', async () => {
  const { calls, result, input } = await tracked([
    [28, { verdict: null }],
    [null, { verdict: 'negative' }],
  ]);
  expect(result).toEqual({ output: { verdict: 'negative', again_at: null } });
  expect(calls).toHaveLength(2);
  expect(calls[1]?.at_ms).toBeGreaterThanOrEqual(input.measure_at_ms + 28 * day_ms);
  expect(calls.map(({ call }) => call.origin.iteration)).toEqual(['', '1']);
  expect(new Set(calls.map(({ call }) => call.origin.idempotency_key)).size).toBe(2);
});

it('gives up on one that always wants to come again', async () => {
  const { calls } = await tracked([[1, { verdict: null }]]);
  expect(calls).toHaveLength(5);
});
