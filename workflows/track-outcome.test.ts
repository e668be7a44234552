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

it('measures an outcome when its window is over, not before, and once', async () => {
  const calls: { readonly call: ActionCall; readonly at_ms: number }[] = [];
  const taskQueue = `outcomes-${randomUUID()}`;
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle: { codePath: await obtainBundle() },
    activities: {
      'CampaignHealthAgent.measure_outcome': async (call: ActionCall) => {
        calls.push({ call, at_ms: await time.currentTimeMs() });
        return { output: { verdict: 'improved' } };
      },
    },
  });
  const measure_at_ms = (await time.currentTimeMs()) + 7 * 86_400_000;
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
  expect(result).toEqual({ output: { verdict: 'improved' } });
  expect(calls).toHaveLength(1);
  expect(calls[0]?.at_ms).toBeGreaterThanOrEqual(measure_at_ms);
  expect(calls[0]?.call).toMatchObject({
    phase: 'run',
    params: { outcome_id: input.outcome_id },
    origin: { campaign_id: 'c1' },
  });
});
