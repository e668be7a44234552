import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellOfAnomalies } from '../../activities/agents/campaign-health/anomaly/tell-of-anomalies.ts';
import { openApproval } from '../../activities/journal/open-approval.ts';
import { settleApproval } from '../../activities/journal/settle-approval.ts';
import type { AnomalyReport } from '../../activities/reasoning/index.ts';
import { withTenant } from '../../db/connect.ts';
import { domainEvents, outbox } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { decideSignal, openCall, originOf, settleCall } from '../harness/journal-calls.ts';
import { insertTenantRows, type TenantRows } from '../harness/tenant-rows.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const told = (name: string) =>
  withTenant(database.app, tenant.tenant_id, async (tx) => {
    const rows = (await tx.select().from(domainEvents)).filter((row) => row.name === name);
    const messages = (await tx.select().from(outbox)).filter((row) => row.kind === 'event_received');
    const ids = messages.map((row) => row.payload.event_id);
    expect(rows.every((row) => ids.includes(row.event_id))).toBe(true);
    return rows;
  });

describe('a no', () => {
  it('is an event once, however often the end of the approval is recorded, and says who did not want what', async () => {
    const { approval_id } = await openApproval(database.app, openCall(tenant));
    const signal = decideSignal(tenant, approval_id, { decision: 'reject', reason: 'too much' });
    const outcome = { decision_id: signal.decision_id, accepted: true, decision: 'reject' } as const;
    const call = settleCall(tenant, approval_id, { status: 'rejected', decisions: [{ signal, outcome }] });
    await settleApproval(database.app, call);
    await settleApproval(database.app, call);
    const events = await told('approval.rejected');
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      ...{ source: `execution:${tenant.execution_id}`, entity_type: 'campaign', entity_id: '100' },
      data: { approval_id, execution_id: tenant.execution_id, reason: 'too much' },
    });
  });

  it('is the only end that is one', async () => {
    const { approval_id } = await openApproval(database.app, { ...openCall(tenant), approval_id: randomUUID() });
    await settleApproval(database.app, settleCall(tenant, approval_id, { status: 'expired', decisions: [] }));
    expect(await told('approval.rejected')).toHaveLength(1);
  });
});

describe('an anomaly', () => {
  const flag = {
    at: '2026-03-01T00:00:00Z',
    value: 9,
    expected: 3,
    change_pct: 200,
    score: -6.5,
    kind: 'point',
  } as const;
  const finding = (metric: string, raised: boolean): AnomalyReport['findings'][number] => ({
    ...{
      metric,
      unit: 'USD',
      grain: 'day',
      source: 'meta_ads',
      method: 'robust',
      raised,
      statement: `${metric} rose.`,
    },
    ...{ points_used: 28, latest: null, strongest: { ...flag, adverse: raised }, flags: [], windows: [] },
    chart: { metric, unit: 'USD', method: 'robust', points: [] },
  });
  const report: AnomalyReport = {
    ...{
      campaign_id: '100',
      at: '2026-03-02T00:00:00Z',
      raised: true,
      headline: 'cpa rose.',
      threshold: 3.5,
      skipped: [],
    },
    findings: [finding('cpa', true), finding('ctr', false), finding('cpm', true)],
  };
  it('is one event for each series that it was found in, once for each call of the step', async () => {
    const tell = (more: object) =>
      withTenant(database.app, tenant.tenant_id, (tx) =>
        tellOfAnomalies(tx, report, { origin: originOf(tenant, more), at: new Date('2026-03-02T00:00:00Z') }),
      );
    await tell({});
    await tell({});
    const events = await told('metric.anomaly');
    expect(events.map((row) => Object(row.data).metric).sort()).toEqual(['cpa', 'cpm']);
    expect(events[0]).toMatchObject({
      ...{ entity_type: 'campaign', entity_id: '100', source: `execution:${tenant.execution_id}` },
      data: { campaign_id: '100', severity: 6.5, change_pct: 200, value: 9, expected: 3 },
    });
    const { playbook_id, execution_id } = originOf(tenant);
    expect(events[0]?.data).toMatchObject({ playbook_id, execution_id });
    await tell({ idempotency_key: 'another call' });
    expect(await told('metric.anomaly')).toHaveLength(4);
  });
});
