import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateSchedule } from '../../activities/triggers/evaluate-schedule.ts';
import { ledgerSchema, type Platform, platformSchema } from '../../contracts/ad-platform.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { triggerEvaluations } from '../../db/schema/index.ts';
import type { HttpAnswer, HttpClient } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';

const campaigns = demoTenants.flatMap((tenant) => tenant.campaigns);
const named = (name: string) => campaigns.find((each) => each.campaign_name === name)?.campaign_id ?? '';
const nameOf = (id: string | null) => campaigns.find((each) => each.campaign_id === id)?.campaign_name ?? '';
const patient = { timeout: 30_000, interval: 100 };

let stack: Stack;
let marketer: HttpClient;
let approver: HttpClient;

beforeAll(async () => {
  stack = await startStack();
  [marketer, approver] = await Promise.all([stack.as('marketer'), stack.as('approver')]);
  await stack.syncInsights();
  const other = await stack.as('engineer', 1);
  const syncing = (demoTenants[1]?.campaigns ?? []).map(({ campaign_id }) =>
    other.post('/v2/playbooks/sync-insights/execute', { inputs: { campaign_id } }),
  );
  for (const answer of await Promise.all(syncing))
    await other.untilExecution(answer.text('execution_id'), ['completed']);
}, 120_000);
afterAll(() => stack.stop());

/**
 * Looks at a playbook as its schedule does, for both companies, and gives every evaluation once all that fired have begun. It
 * asks for the campaigns of the platforms that the playbook names; only those of the main accounts have figures here.
 */
async function look(playbook_id: string, platforms: readonly Platform[]) {
  const rows = [];
  for (const { tenant_id, campaigns: main, other_accounts } of demoTenants) {
    const others = other_accounts.filter(({ platform }) => platforms.includes(platform));
    const owned = [...main, ...others.flatMap((each) => each.campaigns)];
    const call = { kind: 'schedule' as const, tenant_id, playbook_id, due_at_ms: Date.now() };
    await evaluateSchedule({ database: stack.database.app, beat: () => undefined }, call);
    const stored = async () => {
      const all = await withTenant(stack.database.app, tenant_id, (tx) => tx.select().from(triggerEvaluations));
      return all.filter((row) => row.playbook_id === playbook_id);
    };
    // What fires is stored when its execution is.
    await expect.poll(async () => (await stored()).length, patient).toBe(owned.length);
    rows.push(...(await stored()));
  }
  return rows;
}
const fired = (rows: Awaited<ReturnType<typeof look>>) =>
  rows.filter((row) => row.result === 'fired').map((row) => nameOf(row.entity_id));

async function questionOf(execution_id: string): Promise<HttpAnswer> {
  await approver.untilExecution(execution_id, ['waiting_for_approval']);
  const list = await approver.get('/v2/approvals?status=pending');
  const rows = list.at('data');
  if (!Array.isArray(rows)) throw new Error('no list');
  const index = rows.findIndex((_, position) => list.at(`data.${position}.execution_id`) === execution_id);
  return approver.get(`/v2/approvals/${list.text(`data.${index}.approval_id`)}`);
}

const approve = (question: HttpAnswer) =>
  approver.post(`/v2/approvals/${question.text('approval_id')}/decisions`, {
    plan_digest: question.text('plan_digest'),
    decision: 'approve',
  });

async function ledgerOf(change: { entity_id: string }) {
  const answer = await fetch(`${stack.sandbox.url}/_sandbox/ledger`);
  return ledgerSchema.parse(await answer.json()).entries.filter((entry) => entry.entity_id === change.entity_id);
}

/** The ledger of the platform shows the planned change, once and no other, and the execution holds its receipt. */
async function expectAppliedOnce(question: HttpAnswer, ended: HttpAnswer) {
  expect(question.at('change_set.change_count')).toBe(1);
  const entity_id = question.text('change_set.changes.0.entity_id');
  const entries = await ledgerOf({ entity_id });
  expect(entries).toHaveLength(1);
  expect([entries[0]?.before, entries[0]?.after].map(String).map((value) => value.toLowerCase())).toEqual(
    [question.at('change_set.changes.0.before'), question.at('change_set.changes.0.after')].map(String),
  );
  expect(ended.at('receipts.0.settled_by')).toBe('answer_and_read_back');
  expect(ended.at('receipts.0.change')).toEqual(question.at('change_set.changes.0'));
}

describe('the marketing playbooks, with the market of the demo', () => {
  let wasted: Awaited<ReturnType<typeof look>>;

  it('start by themselves for exactly the campaigns whose figures call for it', async () => {
    expect(fired(await look('bid_adjustment_v1', ['google_ads', 'tiktok_ads'])).sort()).toEqual([
      'Cast Iron',
      'Spring Sale',
    ]);
    expect(fired(await look('creative_rotation_v1', ['tiktok_ads']))).toEqual(['Trail Boots']);
    expect(fired(await look('budget_pacing_v1', platformSchema.options)).sort()).toEqual([
      'Rain Jackets',
      'Trail Boots',
      'Weekend Tents',
    ]);
    wasted = await look('pause_wasted_spend_v1', ['google_ads', 'tiktok_ads']);
    // Late conversions look like lost ones in the early hours; the playbook itself tells them apart.
    expect(fired(wasted).filter((name) => name !== 'Gift Cards')).toEqual(['Camping Checkout']);
    const backpacks = wasted.find((row) => row.entity_id === named('Everyday Backpacks'));
    expect(backpacks?.because).toContain('context.conversion_rate_change_pct < -33');
  }, 90_000);

  it('pause what wastes money and lower what is above plan: asked, approved, applied once, verified', async () => {
    const rain = campaigns.find((each) => each.campaign_name === 'Rain Jackets');
    const daily = rain?.daily_budget_minor ?? 0;
    const started = await marketer.post('/v2/playbooks/budget-pacing/execute', {
      inputs: { campaign_id: rain?.campaign_id, monthly_budget_minor: Math.round(daily * 30 * 0.8) },
    });
    const camping = wasted.find((row) => row.entity_id === named('Camping Checkout'));
    const [pausing, pacing] = [camping?.execution_id ?? '', started.text('execution_id')];
    const [pause, pace] = [await questionOf(pausing), await questionOf(pacing)];

    expect(pause.text('title')).toMatch(/^Camping Checkout: Pause the campaign until/);
    expect(pause.at('evidence.root_cause')).toBe('tracking_break');
    expect(pause.at('change_set.changes.0')).toMatchObject({ field: 'status', after: 'paused' });
    expect(pace.at('evidence.pace.status')).toBe('over');
    expect(pace.at('evidence.correction.daily_budget_minor')).toBe(pace.at('change_set.changes.0.after'));
    expect(Number(pace.at('change_set.changes.0.after'))).toBeLessThan(daily);

    const own = await marketer.post(`/v2/approvals/${pace.text('approval_id')}/decisions`, {
      plan_digest: pace.text('plan_digest'),
      decision: 'approve',
    });
    expect([own.status, own.at('code')]).toEqual([403, 'DECISION_SELF_APPROVAL']);
    for (const question of [pause, pace]) {
      expect(await ledgerOf({ entity_id: question.text('change_set.changes.0.entity_id') })).toEqual([]);
      expect((await approve(question)).status).toBe(200);
    }
    // The pause is followed by three working days for mending; the pacing ends.
    await expectAppliedOnce(pause, await approver.untilExecution(pausing, ['waiting']));
    await expectAppliedOnce(pace, await approver.untilExecution(pacing, ['completed']));
  }, 90_000);

  it('ask about a bid and a creative with what they rest on, and change nothing before the answer', async () => {
    const list = await approver.get('/v2/approvals?status=pending');
    const text = JSON.stringify(list.body);
    expect(text).toContain('Spring Sale: Raise the bid by');
    expect(text).toContain('Trail Boots: Show creative');
    for (const name of ['Spring Sale', 'Trail Boots']) {
      const row = campaigns.find((each) => each.campaign_name === name);
      expect(await ledgerOf({ entity_id: row?.ad_set_id ?? '' })).toEqual([]);
      for (const ad of row?.ads ?? []) expect(await ledgerOf({ entity_id: ad.ad_id })).toEqual([]);
    }
  });
});
