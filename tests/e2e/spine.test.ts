import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import type { HttpClient } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';

const springSale = demoTenants[0]?.campaigns[0];
const campaign_id = springSale?.campaign_id ?? '';
const steady_campaign_id = demoTenants[0]?.campaigns[7]?.campaign_id ?? '';

let stack: Stack;
let marketer: HttpClient;
let approver: HttpClient;

beforeAll(async () => {
  stack = await startStack();
  [marketer, approver] = await Promise.all([stack.as('marketer'), stack.as('approver')]);
  await stack.syncInsights([campaign_id, steady_campaign_id]);
}, 120_000);
afterAll(() => stack.stop());

async function ledger() {
  const answer = await fetch(`${stack.sandbox.url}/_sandbox/ledger`);
  return ledgerSchema.parse(await answer.json()).entries;
}

async function pendingApprovalOf(execution_id: string): Promise<string> {
  const list = await approver.get('/v2/approvals?status=pending');
  const rows: unknown = list.at('data');
  if (!Array.isArray(rows)) throw new Error('no list');
  const index = rows.findIndex((_, position) => list.at(`data.${position}.execution_id`) === execution_id);
  return list.text(`data.${index}.approval_id`);
}

describe('from a playbook to an approved, executed, verified change', () => {
  it('the change waits for another person, is applied once, recorded, and can be undone', async () => {
    const started = await marketer.post(
      '/v2/playbooks/campaign-health/execute',
      { inputs: { campaign_id } },
      { 'idempotency-key': 'spine-1' },
    );
    expect(started.status).toBe(202);
    const execution_id = started.text('execution_id');
    await marketer.untilExecution(execution_id, ['waiting_for_approval']);
    expect(await ledger()).toEqual([]);

    const approval_id = await pendingApprovalOf(execution_id);
    const own = await marketer.get(`/v2/approvals/${approval_id}`);
    expect(own.at('can_decide')).toBe(false);
    const plan_digest = own.text('plan_digest');
    const selfApproval = await marketer.post(`/v2/approvals/${approval_id}/decisions`, {
      plan_digest,
      decision: 'approve',
    });
    expect([selfApproval.status, selfApproval.at('code')]).toEqual([403, 'DECISION_SELF_APPROVAL']);
    const stale = await approver.post(`/v2/approvals/${approval_id}/decisions`, {
      plan_digest: '0'.repeat(64),
      decision: 'approve',
    });
    expect([stale.status, stale.at('code')]).toEqual([412, 'DECISION_STALE']);

    const decided = await approver.post(`/v2/approvals/${approval_id}/decisions`, {
      plan_digest,
      decision: 'approve',
      reason: 'agreed',
    });
    expect(decided.status).toBe(200);
    const repeated = await approver.post(`/v2/approvals/${approval_id}/decisions`, {
      plan_digest,
      decision: 'approve',
      reason: 'agreed',
    });
    expect(repeated.status).toBeLessThan(500);

    const done = await approver.untilExecution(execution_id, ['completed']);
    const change = own.at('change_set.changes.0');
    const entries = await ledger();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ entity_id: own.text('change_set.changes.0.entity_id') });
    expect(Number(entries[0]?.after)).toBe(own.at('change_set.changes.0.after'));
    expect(Number(entries[0]?.before)).toBe(own.at('change_set.changes.0.before'));
    expect(done.at('receipts.0.change')).toMatchObject(typeof change === 'object' && change !== null ? change : {});

    const undo = await approver.post(`/v2/executions/${execution_id}/undo`, { reason: 'changed my mind' });
    expect(undo.status).toBe(202);
    await approver.untilExecution(undo.text('execution_id'), ['completed']);
    const after = await ledger();
    expect(after).toHaveLength(2);
    expect(after[1]).toMatchObject({ before: entries[0]?.after, after: entries[0]?.before });
  }, 120_000);

  it('an analysis that is not waited for is found under the id that was promised', async () => {
    const body = { campaign_id: steady_campaign_id, force_refresh: true };
    const promised = await marketer.post('/api/v1/recommendations/analyze', body, { prefer: 'respond-async' });
    expect([promised.status, promised.at('status')]).toEqual([202, 'started']);
    await marketer.untilExecution(promised.text('execution_id'), ['completed']);
    const found = await marketer.get(promised.headers.get('location') ?? '');
    expect([found.status, found.at('campaign_id')]).toEqual([200, steady_campaign_id]);
  }, 60_000);

  it('the audit log verifies, and names the row that its owner tampered with', async () => {
    const admin = await stack.as('admin');
    expect((await admin.get('/v2/audit/verify')).at('valid')).toBe(true);
    await stack.database.owner.sql`
      update audit_log set decision = 'tampered' where tenant_id = ${stack.tenant_id} and seq = 3`;
    const verdict = await admin.get('/v2/audit/verify');
    expect([verdict.at('valid'), verdict.at('first_bad_seq')]).toEqual([false, 3]);
  });

  it('another tenant sees nothing of it', async () => {
    const stranger = await stack.as('admin', 1);
    for (const path of ['/v2/playbooks/executions', '/v2/approvals', '/v2/campaigns']) {
      const list = JSON.stringify((await stranger.get(path)).body);
      expect(list).not.toContain(campaign_id);
    }
    expect((await stranger.get(`/v2/campaigns/${campaign_id}`)).status).toBe(404);
  });
});
