import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { approvalRow, budgetStep, changeSetRow, executionRow, insightRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { adAccounts, campaigns, executions } from '../schema/index.ts';
import { insertApproval } from './approvals.ts';
import { recordChangeSet } from './change-sets.ts';
import { upsertDailyInsights } from './metrics-sync.ts';
import { listChangesOfCampaign, listChangesOfExecution, listControlCandidates, wasUndoAsked } from './outcome-facts.ts';
import { recordReceipt } from './receipts.ts';
import { armIntent, moveIntent, recordIntents } from './write-intents.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const run = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(database.app, tenant.tenant_id, work);
const at = (hour: number) => new Date(Date.UTC(2026, 2, 10, hour));

/** A change that was applied at an hour of the tenth of March. */
async function applied(hour: number, more: { execution_id?: string; campaign_id?: string } = {}) {
  const { execution_id = tenant.execution_id, campaign_id = '100' } = more;
  const change = budgetStep(campaign_id);
  const change_set_id = await run(async (tx) => {
    const set = changeSetRow(tenant, { execution_id, step_id: randomUUID() });
    const id = await recordChangeSet(tx, set);
    const [intent] = await recordIntents(tx, id, [{ idempotency_key: `${id}/0`, change }]);
    const intent_id = intent?.intent_id ?? '';
    await armIntent(tx, intent_id, 0, { campaign_id, playbook_id: tenant.playbook_id });
    await moveIntent(tx, { intent_id, fence: 1, from: ['armed'], to: 'verified' });
    const proof = { intent_id, change_set_id: id, execution_id, change, inverse: change };
    await recordReceipt(tx, { ...proof, settled_by: 'read_back_only', platform_request_id: null });
    return id;
  });
  await database.owner
    .sql`update receipts set applied_at = ${at(hour).toISOString()} where change_set_id = ${change_set_id}`;
  return change_set_id;
}
async function execution(more: Parameters<typeof executionRow>[1] = {}) {
  const row = executionRow(tenant, more);
  await run((tx) => tx.insert(executions).values(row));
  return row.execution_id;
}

describe('the changes of a campaign', () => {
  const between = (from: number, to: number) =>
    run((tx) => listChangesOfCampaign(tx, { campaign_id: '100', since: at(from), until: at(to) }));

  it('are those of a time, its end excluded, oldest first, whoever made them', async () => {
    const other = await execution();
    const second = await applied(8, { execution_id: other });
    const first = await applied(6);
    await applied(10);
    const found = await between(6, 10);
    expect(found.map((change) => [change.change_set_id, change.execution_id])).toEqual([
      [first, tenant.execution_id],
      [second, other],
    ]);
    expect(found[0]).toMatchObject({ playbook_id: 'quiet_v1', undone_at: null, change: { after: 46_000 } });
    expect(await run((tx) => listChangesOfExecution(tx, { execution_id: other, campaign_id: '100' }))).toMatchObject([
      { change_set_id: second, applied_at: at(8) },
    ]);
  });

  it('tell when they were taken back, and by whom', async () => {
    const change_set_id = await applied(6);
    const undo = await execution({ undo_of: tenant.execution_id });
    await applied(9, { execution_id: undo });
    await database.owner
      .sql`update receipts set undone_by_execution_id = ${undo} where change_set_id = ${change_set_id}`;
    const [undone] = await between(6, 7);
    expect(undone).toMatchObject({ undone_by_execution_id: undo, undone_at: at(9) });
  });
});

describe('campaigns to compare with', () => {
  const days = (count: number) =>
    Array.from({ length: count }, (_, index) => `2026-02-${String(index + 1).padStart(2, '0')}`);
  async function campaign(campaign_id: string, count: number, ad_account_id = tenant.ad_account_id) {
    const { brand_id } = tenant;
    const told = { campaign_id, campaign_name: campaign_id, status: 'active', daily_budget_minor: 1 };
    const rows = days(count).map((date) => insightRow({ entity_id: campaign_id, date }));
    const owner = { campaign_id, platform: 'meta_ads', currency: 'USD' } as const;
    await run(async (tx) => {
      await tx.insert(campaigns).values({ ...told, ad_account_id, brand_id, platform: 'meta_ads', currency: 'USD' });
      await upsertDailyInsights(tx, owner, rows);
    });
  }
  const candidates = (limit = 10) =>
    run((tx) =>
      listControlCandidates(tx, {
        ...{ campaign_id: '100', ad_account_id: tenant.ad_account_id, since: at(0), until: at(12) },
        ...{ days_since: '2026-02-03', fewest_days: 5, limit },
      }),
    );

  it('are those of the same account first, then those with the most days, and never the campaign itself', async () => {
    const other = randomUUID();
    const elsewhere = { ad_account_id: other, brand_id: tenant.brand_id, platform: 'meta_ads' as const };
    await run((tx) =>
      tx.insert(adAccounts).values({ ...elsewhere, external_id: 'act_9', name: 'B', currency: 'USD', timezone: 'UTC' }),
    );
    await campaign('210', 20, other);
    await campaign('220', 8);
    await campaign('230', 12);
    await campaign('240', 6);
    expect(await candidates()).toEqual(['230', '220', '210']);
    expect(await candidates(1)).toEqual(['230']);
  });

  it('were left alone by this product in that time', async () => {
    await campaign('220', 12);
    await campaign('230', 12);
    await applied(11, { campaign_id: '220' });
    await applied(12, { campaign_id: '230' });
    expect(await candidates()).toEqual(['230']);
  });
});

describe('a question whether to take something back', () => {
  const asked = () => run((tx) => wasUndoAsked(tx, tenant.execution_id));

  it('was not asked of an execution that nobody looked at', async () => {
    expect(await asked()).toBe(false);
    const params = { execution_id: randomUUID() };
    await run((tx) => insertApproval(tx, approvalRow(tenant, { action_id: 'AdPlatformAgent.undo_execution', params })));
    expect(await asked()).toBe(false);
  });

  it('was asked when an approval is about it', async () => {
    const params = { execution_id: tenant.execution_id };
    await run((tx) => insertApproval(tx, approvalRow(tenant, { params })));
    expect(await asked()).toBe(false);
    await run((tx) => insertApproval(tx, approvalRow(tenant, { action_id: 'AdPlatformAgent.undo_execution', params })));
    expect(await asked()).toBe(true);
  });

  it('was asked when it was taken back, but not by a dry run', async () => {
    await execution({ undo_of: tenant.execution_id, mode: 'dry_run' });
    expect(await asked()).toBe(false);
    await execution({ undo_of: tenant.execution_id });
    expect(await asked()).toBe(true);
  });
});
