import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversionEvent } from '../../contracts/conversion.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { expectOwnRowsOnly } from '../../tests/harness/own-rows-only.ts';
import { budgetStep, changeSetRow, insightRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { campaigns } from '../schema/index.ts';
import {
  findAdAccount,
  listAdAccounts,
  readAdAccount,
  saveAccountCredential,
  updateAccountFacts,
} from './ad-accounts.ts';
import { listStoredAudiences, saveAudiences } from './audiences.ts';
import { recordChangeSet } from './change-sets.ts';
import { listAcceptedConversions, recordConversions } from './conversion-uploads.ts';
import { countCampaigns, listUnlistedCampaigns, markCampaign } from './entities.ts';
import { readStirred } from './guardrail-facts.ts';
import { upsertDailyInsights } from './metrics-sync.ts';
import {
  listChangesOfCampaign,
  listChangesOfExecution,
  listControlCandidates,
  readOutcomeContext,
} from './outcome-facts.ts';
import { findPlannedOutcome, insertOutcome, noteOutcomeEvidence, recordOutcome } from './outcomes.ts';
import { listOutcomes, showOutcomeRow } from './outcomes-list.ts';
import { listUnreadReach, readReachWindows, saveReachWindow } from './reach-windows.ts';
import { recordReceipt } from './receipts.ts';
import { listGaps, listWantedDays, recordDays } from './sync-days.ts';
import { endRun, listStreams, recordProgress, takeStream } from './sync-streams.ts';
import { readUndoOutline } from './undo-outline.ts';
import { armIntent, moveIntent, recordIntents } from './write-intents.ts';

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
let ids: Awaited<ReturnType<typeof fill>>;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  stranger = await insertTenantRows(database.owner);
  // The stranger has nothing at all.
  await database.owner.sql`delete from executions where tenant_id = ${stranger.tenant_id}`;
  await database.owner.sql`delete from campaigns where tenant_id = ${stranger.tenant_id}`;
  await database.owner.sql`delete from ad_accounts where tenant_id = ${stranger.tenant_id}`;
  ids = await withTenant(database.app, tenant.tenant_id, fill);
});
afterAll(() => database.drop());

const now = new Date('2026-03-10T12:00:00Z');
const week = { since: '2026-02-01', until: '2026-02-07' };
const since = new Date(0);
const until = new Date('2031-01-01T00:00:00Z');
const conversion: ConversionEvent = {
  ...{ event_id: 'order-1', event_name: 'purchase', happened_at: '2026-03-09T10:00:00Z', value_minor: 1_000 },
  ...{ currency: 'USD', order_id: null, source: 'crm', page_url: null, click_ids: {}, person: {} },
  consent: { ad_user_data: true, ad_personalization: true },
};
const measured = {
  ...{ before: 1, after: 2, counterfactual: 1, effect_pct: 10, low_pct: 1, high_pct: 20, interval_level: 0.9 },
  ...{ verdict: 'positive', method: 'none', evidence: {}, promise_kept: true, rollback_execution_id: null },
  measured_at: now,
};

/** An account in step with its platform, a change with its outcome, and a second campaign to compare with. */
async function fill(tx: TenantTransaction) {
  const { execution_id, ad_account_id, brand_id } = tenant;
  const other = { campaign_id: '200', campaign_name: 'Other', status: 'active', daily_budget_minor: 1 };
  await tx.insert(campaigns).values({ ...other, ad_account_id, brand_id, platform: 'meta_ads', currency: 'USD' });
  const owner = { platform: 'meta_ads', currency: 'USD' } as const;
  await upsertDailyInsights(tx, { ...owner, campaign_id: '200' }, [insightRow({ entity_id: '200' })]);
  const told = { campaign_id: '100', ...week, source: 'meta_ads', read_at: now };
  await saveReachWindow(tx, told, { impressions: 9_000, reach: 3_000, frequency: 3 });
  await saveAudiences(
    tx,
    ad_account_id,
    [{ audience_id: '7', name: 'Seven', kind: 'custom', size: 10, ready: true }],
    now,
  );
  const fates = [{ event_id: 'order-1', state: 'accepted', code: null, reason: null } as const];
  const sent = { ad_account_id, destination: 'pixel', execution_id, platform_request_id: null };
  await recordConversions(tx, { ...sent, events: [conversion], fates });
  const held = await takeStream(tx, { ad_account_id, stream: 'entities', holder: 'k', execution_id, now });
  const change_set_id = await recordChangeSet(tx, changeSetRow(tenant));
  const change = budgetStep('100', { change_pct: 25 });
  const [intent] = await recordIntents(tx, change_set_id, [{ idempotency_key: 'k/0', change }]);
  const intent_id = intent?.intent_id ?? '';
  await armIntent(tx, intent_id, 0, { campaign_id: '100', playbook_id: 'none_v1' });
  await moveIntent(tx, { intent_id, fence: 1, from: ['armed'], to: 'verified' });
  const proof = { intent_id, change_set_id, execution_id, change, inverse: change };
  await recordReceipt(tx, { ...proof, settled_by: 'read_back_only', platform_request_id: null });
  const outcome_id = randomUUID();
  const planned = { outcome_id, recommendation_id: null, execution_id, campaign_id: '100', metric: 'cpa_minor' };
  await insertOutcome(tx, { ...planned, direction: 'decrease', window_seconds: 60, measure_at: now, change_set_id });
  return { ad_account_id, outcome_id, change_set_id, held };
}

const days = () => ({ ad_account_id: ids.ad_account_id, timezone: 'UTC', now });
const anyOutcome = { status: null, verdict: null, campaign_id: null, execution_id: null, promise_kept: null };
const complete = { from: null, until: null };
const wanted = { from: '2026-03-01', until: '2026-03-02', settles_after_days: 7, complete };

const queries: Record<string, (tx: TenantTransaction) => Promise<unknown>> = {
  readAdAccount: (tx) => readAdAccount(tx, ids.ad_account_id),
  findAdAccount: (tx) => findAdAccount(tx, 'act_1'),
  listAdAccounts,
  listStoredAudiences: (tx) => listStoredAudiences(tx, ids.ad_account_id),
  listAcceptedConversions: async (tx) => [
    ...(await listAcceptedConversions(tx, { ...ids, destination: 'pixel' }, ['order-1'])),
  ],
  listUnlistedCampaigns: (tx) => listUnlistedCampaigns(tx, ids.ad_account_id, ['200']),
  countCampaigns: (tx) => countCampaigns(tx, ids.ad_account_id),
  readStirred: (tx) => readStirred(tx, '100', 'another'),
  readOutcomeContext: (tx) => readOutcomeContext(tx, ids.outcome_id),
  listChangesOfCampaign: (tx) => listChangesOfCampaign(tx, { campaign_id: '100', since, until }),
  listChangesOfExecution: (tx) => listChangesOfExecution(tx, { ...tenant, campaign_id: '100' }),
  listControlCandidates: (tx) =>
    listControlCandidates(tx, {
      ...{ ...ids, campaign_id: '100', since, until, days_since: '2026-01-01', fewest_days: 1, limit: 5 },
    }),
  listOutcomes: async (tx) => (await listOutcomes(tx, { limit: 5, after: null, ...anyOutcome })).rows,
  findPlannedOutcome: (tx) => findPlannedOutcome(tx, { ...tenant, ...ids, metric: 'cpa_minor', campaign_id: '100' }),
  showOutcomeRow: (tx) => showOutcomeRow(tx, ids.outcome_id),
  listWantedDays: (tx) => listWantedDays(tx, days(), { ...wanted, run_started_at: now }),
  listUnreadReach: (tx) => listUnreadReach(tx, ids.ad_account_id, [{ since: '2026-03-01', until: '2026-03-10' }]),
  readReachWindows: async (tx) => (await readReachWindows(tx, '100', [week])).filter((each) => each !== null),
  listGaps: (tx) => listGaps(tx, days(), '2026-03-01'),
  listStreams,
  readUndoOutline: async (tx) => (await readUndoOutline(tx, { kind: 'execution', ...tenant })).ways,
};

describe('accounts, streams and outcomes of another tenant', () => {
  it.each(Object.keys(queries))('are invisible for %s, which finds its own', async (name) => {
    const query = queries[name] ?? (async () => null);
    await expectOwnRowsOnly(database.app, query, { own: tenant.tenant_id, other: stranger.tenant_id });
  });

  it('are not changed by whoever knows their ids', async () => {
    const seen = (tx: TenantTransaction) => Promise.all(Object.values(queries).map((query) => query(tx)));
    const before = await withTenant(database.app, tenant.tenant_id, seen);
    await withTenant(database.app, stranger.tenant_id, async (tx) => {
      await saveAccountCredential(tx, ids.ad_account_id, 'stolen');
      await updateAccountFacts(tx, ids.ad_account_id, { name: 'Mine', currency: 'JPY', timezone: 'Asia/Tokyo' });
      await markCampaign(tx, '100', 'deleted');
      await noteOutcomeEvidence(tx, ids.outcome_id, { mine: true });
      expect(await recordOutcome(tx, ids.outcome_id, measured)).toBe(false);
      const progress = { cursor: {}, added: { read: 1, changed: 1, restated: 1 } };
      await expect(recordProgress(tx, ids.held, progress)).rejects.toMatchObject({ code: 'SYNC_RUNNING' });
      await expect(endRun(tx, ids.held, { status: 'idle', now, error: null })).rejects.toMatchObject({
        code: 'SYNC_RUNNING',
      });
    });
    expect(await withTenant(database.app, tenant.tenant_id, seen)).toEqual(before);
  });

  it('take no rows of somebody else: what would hang on them is refused', async () => {
    const { ad_account_id } = ids;
    const { execution_id } = tenant;
    const strange: readonly ((tx: TenantTransaction) => Promise<unknown>)[] = [
      (tx: TenantTransaction) =>
        saveAudiences(tx, ad_account_id, [{ audience_id: '8', name: '', kind: 'other', size: null, ready: true }], now),
      (tx: TenantTransaction) => takeStream(tx, { ad_account_id, stream: 'audiences', holder: 'k', execution_id, now }),
      (tx: TenantTransaction) =>
        recordDays(tx, days(), {
          campaign_id: '100',
          since: '2026-03-01',
          until: '2026-03-01',
          delivered: [],
          read_at: now,
        }),
    ];
    for (const write of strange) {
      await expect(withTenant(database.app, stranger.tenant_id, write)).rejects.toMatchObject({
        cause: { code: '23503' },
      });
    }
  });
});
