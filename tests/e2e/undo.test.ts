import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { campaignsOf, demoTenants } from '../../contracts/demo-world.ts';
import type { HttpClient } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';

const [tenant] = demoTenants;
const meta = tenant?.campaigns[0]?.campaign_id ?? '';
const google = tenant?.other_accounts.find((each) => each.platform === 'google_ads')?.campaigns[0]?.campaign_id ?? '';
const budgetOf = (id: string) =>
  (tenant === undefined ? [] : campaignsOf(tenant)).find((each) => each.campaign_id === id)?.daily_budget_minor ?? 0;

const source = `
id: lower_two_v1
name: Lower two
scope: none
steps:
  - id: lower
    agent: AdPlatformAgent
    action: change_portfolio
    params:
      wishes:
        - { campaign_id: "${meta}", daily_budget_minor: ${budgetOf(meta) - 1_000} }
        - { campaign_id: "${google}", daily_budget_minor: ${budgetOf(google) - 1_000} }
guardrails: { require_approval_if: "true" }
`;

let stack: Stack;
let marketer: HttpClient;
let approver: HttpClient;
let admin: HttpClient;
beforeAll(async () => {
  stack = await startStack();
  await stack.deploy('lower-two', source);
  [marketer, approver, admin] = await Promise.all([stack.as('marketer'), stack.as('approver'), stack.as('admin')]);
}, 120_000);
afterAll(() => stack.stop());

async function values(entity_id: string): Promise<readonly number[]> {
  const answer = await fetch(`${stack.sandbox.url}/_sandbox/ledger`);
  const { entries } = ledgerSchema.parse(await answer.json());
  return entries.filter((entry) => entry.entity_id === entity_id).map((entry) => Number(entry.after));
}

/** The question that an execution waits with. */
async function questionOf(execution_id: string) {
  await admin.untilExecution(execution_id, ['waiting_for_approval']);
  const found = await admin.get(`/v2/approvals?status=pending&execution_id=${execution_id}`);
  return admin.get(`/v2/approvals/${found.text('data.0.approval_id')}`);
}
const approve = (person: HttpClient, question: Awaited<ReturnType<typeof questionOf>>) =>
  person.post(`/v2/approvals/${question.text('approval_id')}/decisions`, {
    plan_digest: question.text('plan_digest'),
    decision: 'approve',
    reason: 'agreed',
  });

describe('what a person approved is taken back', () => {
  it('over two platforms, once somebody else agrees, and every change is told as taken back', async () => {
    const since = new Date(Date.now() - 60_000).toISOString();
    const started = await marketer.post('/v2/playbooks/lower-two/execute', { inputs: {} });
    const execution_id = started.text('execution_id');
    expect((await approve(approver, await questionOf(execution_id))).status).toBe(200);
    await admin.untilExecution(execution_id, ['completed']);
    expect([await values(meta), await values(google)]).toEqual([[budgetOf(meta) - 1_000], [budgetOf(google) - 1_000]]);

    const person = `approver@${tenant?.email_domain}`;
    const selector = { approver: person, since };
    const undo = await admin.post('/v2/undo', { selector, reason: 'The plan was wrong' });
    expect(undo.status).toBe(202);
    const question = await questionOf(undo.text('execution_id'));
    expect(question.text('title')).toContain('Take back 2 fields of 2 campaigns');
    expect(question.at('evidence')).toMatchObject({ live: true, goes_back: [{}, {}], stays: [], spent: [{}, {}] });
    expect((await approve(approver, question)).at('code')).toBe('DECISION_SELF_APPROVAL');
    expect((await approve(marketer, question)).status).toBe(200);
    await admin.untilExecution(undo.text('execution_id'), ['completed']);
    expect((await values(meta)).at(-1)).toBe(budgetOf(meta));
    expect((await values(google)).at(-1)).toBe(budgetOf(google));

    const list = await admin.get(`/v2/changes?approver=${person}&execution_id=${execution_id}`);
    const told = [0, 1].map((index) => [list.at(`data.${index}.standing.word`), list.at(`data.${index}.approved_by`)]);
    expect(told).toEqual([
      ['Taken back', [person]],
      ['Taken back', [person]],
    ]);
    const again = await admin.post('/v2/undo', { selector, reason: 'Once more' });
    expect([again.status, again.at('code')]).toEqual([409, 'CHANGES_NOT_UNDOABLE']);
  }, 120_000);
});
