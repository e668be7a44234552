import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import type { HttpClient } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { openLoop } from './open-loop.ts';
import { milliseconds, report } from './report.ts';
import { quantile } from './statistics.ts';

const campaigns = demoTenants[0]?.campaigns.map((each) => each.campaign_id) ?? [];

const gate = `
id: bench_gate_v1
name: A gate and a step behind it
scope: campaign
inputs:
  campaign_id: { type: string }
steps:
  - id: ask
    approval: { approvers: { roles: [approver] }, timeout: 1h, on_timeout: reject, undo_window: 0s }
  - id: read
    agent: AdPlatformAgent
    action: read_campaign_state
    params: { campaign_id: '{{ inputs.campaign_id }}' }
`;

let stack: Stack;
let temporal: Client;
let engineer: HttpClient;
let approver: HttpClient;
beforeAll(async () => {
  stack = await startStack();
  temporal = new Client({ connection: await Connection.connect({ address: temporalAddress() }) });
  [engineer, approver] = await Promise.all([stack.as('engineer'), stack.as('approver')]);
  await stack.deploy('bench-gate', gate);
  await stack.syncInsights();
});
afterAll(async () => {
  await temporal.connection.close();
  await stack.stop();
});

/** When the first activity that began after `since` in this execution began, in milliseconds of this machine's clock. */
async function nextActivityAt(execution_id: string, since: number): Promise<number> {
  const [row] = await stack.database.owner.sql`
    select min(a.started_at)::text as at from step_attempts a join step_runs r using (step_run_id)
    where r.execution_id = ${execution_id} and a.started_at > ${new Date(since).toISOString()}`;
  return row?.at ? Date.parse(String(row.at)) : Number.NaN;
}

describe('the product as its processes, everything switched on', () => {
  it('from the accepted request to the first activity', async () => {
    const waits: number[] = [];
    for (let round = 0; round < 25; round += 1) {
      const campaign_id = campaigns[round % campaigns.length];
      const sent = Date.now();
      const answer = await engineer.post(
        '/v2/actions/AdPlatformAgent.read_campaign_state/run',
        { params: { campaign_id } },
        { 'idempotency-key': randomUUID() },
      );
      const execution_id = answer.text('execution_id');
      await engineer.untilExecution(execution_id, ['completed']);
      waits.push((await nextActivityAt(execution_id, sent - 1)) - sent);
    }
    report(
      'request → first activity, p50 / p99',
      `${milliseconds(quantile(waits, 0.5))} / ${milliseconds(quantile(waits, 0.99))} n=${waits.length}`,
      '≤ 40 / 200 ms',
    );
    expect(waits.every(Number.isFinite)).toBe(true);
  });

  it('from the decision to the next activity', async () => {
    const waits: number[] = [];
    const steps: number[] = [];
    for (let round = 0; round < 25; round += 1) {
      const { execution_id, workflow_id, approval_id, plan_digest } = await gateOfItsOwn(round);
      const sent = Date.now();
      const decided = await approver.post(`/v2/approvals/${approval_id}/decisions`, {
        plan_digest,
        decision: 'approve',
      });
      expect(decided.status).toBe(200);
      await approver.untilExecution(execution_id, ['completed']);
      waits.push((await activityStartedAfter(workflow_id, sent)) - sent);
      steps.push((await nextActivityAt(execution_id, sent - 1)) - sent);
    }
    report(
      'decision → next activity, p50 / p99',
      `${milliseconds(quantile(waits, 0.5))} / ${milliseconds(quantile(waits, 0.99))} n=${waits.length}`,
      '≤ 50 / 200 ms',
    );
    report(
      'decision → next step of the playbook, p50 / p99',
      `${milliseconds(quantile(steps, 0.5))} / ${milliseconds(quantile(steps, 0.99))}`,
      '',
    );
  });

  it('reading at 50 requests a second, open loop, every layer of middleware on', async () => {
    const paths = [
      '/v2/campaigns',
      '/v2/approvals?status=pending',
      '/v2/playbooks/executions?limit=25',
      '/v2/playbooks',
      `/v2/campaigns/${campaigns[0]}`,
      `/v2/campaigns/${campaigns[0]}/metrics`,
      '/api/v1/recommendations',
    ];
    const send = async (index: number) => (await approver.get(paths[index % paths.length] ?? '/v2/me')).status === 200;
    await openLoop(50, 2, send);
    const { latencies_ms, failures } = await openLoop(50, 20, send);
    report(
      'API at 50/s, p50 / p95 / p99',
      [0.5, 0.95, 0.99].map((share) => milliseconds(quantile(latencies_ms, share))).join(' / '),
      'p95 ≤ 50 ms',
    );
    expect(failures).toBe(0);
  });
});

/** When Temporal says the first activity after `since` was started: the one that writes the decision down. */
async function activityStartedAfter(workflow_id: string, since: number): Promise<number> {
  const history = await temporal.workflow.getHandle(workflow_id).fetchHistory();
  const times = (history.events ?? [])
    .filter((event) => event.activityTaskStartedEventAttributes)
    .map((event) => Number(event.eventTime?.seconds ?? 0) * 1000 + (event.eventTime?.nanos ?? 0) / 1e6);
  return times.find((time) => time >= since) ?? Number.NaN;
}

/** An execution that waits at a gate with no undo window: the next activity after the yes is the step behind it. */
async function gateOfItsOwn(round: number) {
  const answer = await engineer.post(
    '/v2/playbooks/bench-gate/execute',
    { inputs: { campaign_id: campaigns[round % campaigns.length] } },
    { 'idempotency-key': randomUUID() },
  );
  const execution_id = answer.text('execution_id');
  const waiting = await engineer.untilExecution(execution_id, ['waiting_for_approval']);
  const approval_id = waiting.text('approvals.0.approval_id');
  const approval = await approver.get(`/v2/approvals/${approval_id}`);
  return {
    execution_id,
    workflow_id: answer.text('workflow_id'),
    approval_id,
    plan_digest: approval.text('plan_digest'),
  };
}
