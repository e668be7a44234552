import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { executions, outcomes, receipts } from '../../db/schema/index.ts';
import type { HttpClient } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';

const campaign_id = demoTenants[0]?.campaigns[7]?.campaign_id ?? '';
const hour_ms = 3_600_000;

/** Cuts a bid a little, promises that more is spent, and asks nobody: its undo would need no approval by its own rules. */
const playbook = `
id: hopeful_cut_v1
name: A hopeful cut
scope: campaign
inputs:
  campaign_id: { type: string, required: true }
steps:
  - id: cut
    agent: AdPlatformAgent
    action: set_daily_budget
    params:
      campaign_id: "{{inputs.campaign_id}}"
      daily_budget_minor: 30000
guardrails:
  max_budget_change_pct: 50
  require_approval_if: "total_change > 5000"
outcome:
  metric: spend
  direction: increase
  window: 2d
  minimum_effect: 60
`;

let stack: Stack;
let marketer: HttpClient;
let approver: HttpClient;
let engineer: HttpClient;
beforeAll(async () => {
  stack = await startStack();
  [marketer, approver] = await Promise.all([stack.as('marketer'), stack.as('approver')]);
  engineer = await stack.as('engineer');
  await stack.deploy('hopeful-cut', playbook);
}, 120_000);
afterAll(() => stack.stop());

const asOwner = <T>(work: Parameters<typeof withTenant<T>>[2]) =>
  withTenant(stack.database.owner, stack.tenant_id, work);
const sent = async () => {
  const answer = await fetch(`${stack.sandbox.url}/_sandbox/ledger`);
  return ledgerSchema.parse(await answer.json()).entries.filter((entry) => entry.entity_id === campaign_id);
};
const measure = async (outcome_id: string) => {
  const run = await engineer.post('/v2/actions/CampaignHealthAgent.measure_outcome/run', { params: { outcome_id } });
  expect(run.status).toBe(202);
  await engineer.untilExecution(run.text('execution_id'), ['completed']);
};

it('a promise that failed becomes one question, and nothing is taken back before somebody says yes', async () => {
  const started = await marketer.post('/v2/playbooks/hopeful-cut/execute', { inputs: { campaign_id } });
  const execution_id = started.text('execution_id');
  await marketer.untilExecution(execution_id, ['completed']);
  expect(await sent()).toHaveLength(1);

  // The window is made to lie in the past, where this campaign went on as ever: the promised rise did not come.
  const applied_at = new Date(Date.now() - 4 * 24 * hour_ms);
  const outcome_id = await asOwner(async (tx) => {
    await tx.update(receipts).set({ applied_at }).where(eq(receipts.execution_id, execution_id));
    const measure_at = new Date(Date.now() - hour_ms);
    const [row] = await tx
      .update(outcomes)
      .set({ measure_at })
      .where(eq(outcomes.execution_id, execution_id))
      .returning();
    return row?.outcome_id ?? '';
  });
  await measure(outcome_id);
  await measure(outcome_id);

  const [row] = await asOwner((tx) => tx.select().from(outcomes).where(eq(outcomes.outcome_id, outcome_id)));
  expect(row).toMatchObject({ status: 'measured', promise_kept: false });
  const undo = row?.rollback_execution_id ?? '';
  const undos = await asOwner((tx) => tx.select().from(executions).where(eq(executions.undo_of, execution_id)));
  expect(undos.map((each) => each.execution_id)).toEqual([undo]);

  await approver.untilExecution(undo, ['waiting_for_approval']);
  expect(await sent()).toHaveLength(1);
  const shown = await approver.get(`/v2/playbooks/executions/${undo}`);
  const approval_id = shown.text('approvals.0.approval_id');
  const question = await approver.get(`/v2/approvals/${approval_id}`);
  expect(question.text('title')).toContain('take the change back? Spend went');
  expect(question.at('evidence')).toMatchObject({ outcome_id, metric: 'spend' });

  const told = await approver.get(`/v2/outcomes/${outcome_id}`);
  expect(told.body).toMatchObject({ outcome_id, promise_kept: false, rollback_execution_id: undo });

  const yes = { plan_digest: question.text('plan_digest'), decision: 'approve' };
  expect((await approver.post(`/v2/approvals/${approval_id}/decisions`, yes)).status).toBe(200);
  await approver.untilExecution(undo, ['completed']);
  const entries = await sent();
  expect(entries).toHaveLength(2);
  expect(entries[1]).toMatchObject({ before: entries[0]?.after, after: entries[0]?.before });
}, 120_000);
