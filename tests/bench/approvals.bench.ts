import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import type { HttpClient } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { milliseconds, progress, report } from './report.ts';
import { quantile, seeded } from './statistics.ts';

const open = Number(process.env.BENCH_APPROVALS ?? 1_000);
const decided = 40;
const atOnce = 16;

const gate = `
id: bench_crowd_v1
name: One of a crowd at a gate
scope: none
inputs:
  number: { type: integer }
concurrency: { key: inputs.number }
steps:
  - id: ask
    approval: { approvers: { roles: [approver] }, timeout: 6h, on_timeout: reject, undo_window: 0s }
  - id: behind
    agent: AdPlatformAgent
    action: read_campaign_state
    params: { campaign_id: '${demoTenants[0]?.campaigns[0]?.campaign_id ?? ''}' }
`;

let stack: Stack;
let temporal: Client;
let engineer: HttpClient;
let approver: HttpClient;
beforeAll(async () => {
  stack = await startStack();
  temporal = new Client({ connection: await Connection.connect({ address: temporalAddress() }) });
  [engineer, approver] = await Promise.all([stack.as('engineer'), stack.as('approver')]);
  await stack.deploy('bench-crowd', gate);
});
afterAll(async () => {
  await temporal.connection.close();
  await stack.stop();
});

async function openApprovals(): Promise<number> {
  const [row] = await stack.database.owner.sql`select count(*)::int as waiting from approvals where status = 'pending'`;
  return Number(row?.waiting);
}

/** Starts executions until so many wait for a person, a few requests at a time. */
async function fillTheInbox(): Promise<void> {
  let started = 0;
  const starter = async () => {
    while (started < open) {
      const number = started;
      started += 1;
      const key = { 'idempotency-key': randomUUID() };
      const answer = await engineer.post('/v2/playbooks/bench-crowd/execute', { inputs: { number } }, key);
      if (answer.status !== 202)
        throw new Error(`A start was answered ${answer.status} ${JSON.stringify(answer.body)}`);
      if (started % 250 === 0) progress(`${started} executions started, ${await openApprovals()} wait for a person`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, starter));
  while ((await openApprovals()) < open) await sleep(200);
}

/** When the server noted down each activity that came after `since`, in milliseconds of this machine's clock. */
async function activitiesAfter(workflow_id: string, since: number): Promise<{ readonly id: string; at: number }[]> {
  const { events } = await temporal.workflow.getHandle(workflow_id).fetchHistory();
  return (events ?? []).flatMap(({ eventTime, activityTaskScheduledEventAttributes: scheduled }) => {
    const at = Number(eventTime?.seconds ?? 0) * 1000 + (eventTime?.nanos ?? 0) / 1e6;
    return scheduled && at >= since ? [{ id: scheduled.activityType?.name ?? '', at }] : [];
  });
}

async function walls(rounds: number, run: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await run();
    times.push(performance.now() - begun);
  }
  return times;
}

describe(`${open} open approvals on one worker`, () => {
  it('are listed and decided', async () => {
    progress(`filling the inbox with ${open} real executions`);
    const [filled] = await walls(1, fillTheInbox);
    report('executions brought to their gate', `${((open / (filled ?? 1)) * 1000).toFixed(0)} a second`, '');

    progress('listing');
    const list = async () => {
      const answer = await approver.get('/v2/approvals?status=pending&limit=50');
      expect([answer.status, answer.at('data.49.status')]).toEqual([200, 'pending']);
    };
    await walls(10, list);
    const listed = await walls(200, list);
    report(
      `list of 50 of ${open} open approvals, p50 / p95`,
      `${milliseconds(quantile(listed, 0.5))} / ${milliseconds(quantile(listed, 0.95))} n=${listed.length}`,
      'p95 ≤ 50 ms',
    );

    progress(`deciding ${decided} random ones`);
    const random = seeded(20_261_121);
    const rows = await stack.database.owner.sql`
      select a.approval_id, a.plan_digest, a.execution_id, e.workflow_id
      from approvals a join executions e using (execution_id) where a.status = 'pending' order by a.approval_id`;
    const picked = [...rows]
      .map((row) => ({ row, key: random() }))
      .sort((left, right) => left.key - right.key)
      .slice(0, decided);
    const first: number[] = [];
    const behind: number[] = [];
    for (const { row } of picked) {
      const sent = Date.now();
      const answer = await approver.post(`/v2/approvals/${row.approval_id}/decisions`, {
        plan_digest: row.plan_digest,
        decision: 'approve',
      });
      expect(answer.status).toBe(200);
      await approver.untilExecution(String(row.execution_id), ['completed']);
      const after = await activitiesAfter(String(row.workflow_id), sent);
      first.push((after[0]?.at ?? Number.NaN) - sent);
      behind.push((after.find(({ id }) => id === 'AdPlatformAgent.read_campaign_state')?.at ?? Number.NaN) - sent);
    }
    const both = (times: readonly number[]) =>
      `${milliseconds(quantile(times, 0.5))} / ${milliseconds(quantile(times, 0.95))} n=${times.length}`;
    report('a random one: decision → next activity, p50 / p95', both(first), '≤ 400 ms');
    report('a random one: decision → the step behind, p50 / p95', both(behind), '≤ 400 ms');
    expect([...first, ...behind].every(Number.isFinite)).toBe(true);
  });
});
