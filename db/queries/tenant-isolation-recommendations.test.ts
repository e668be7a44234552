import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { expectOwnRowsOnly } from '../../tests/harness/own-rows-only.ts';
import { insertRecommended } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { readAgentSettings, readReach, saveAgentSettings, setCampaignRollout } from './agent-settings.ts';
import { countBy, readAnalytics } from './analytics.ts';
import { listOpenGrants, listScenarios, readLedger, readStanding } from './autonomy.ts';
import { endGrant, listGrants, openGrant } from './autonomy-grants.ts';
import { insertCalibration, listMeasuredCases, readCalibration } from './calibrations.ts';
import { addFeedback, listFeedback, listOpenFeedback } from './feedback.ts';
import { judgeAutonomy } from './judge-autonomy.ts';
import { readLedgerCounts, readLedgerState } from './ledger-metrics.ts';
import { listCandidateRows, listUntracked } from './outcome-tracking.ts';
import { readPack } from './packs.ts';
import { readTrackRecord } from './track-record.ts';

const now = new Date('2026-03-10T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const period = { since: daysAgo(28), until: now };
const scenario = {
  ...{ playbook_id: 'quiet_v1', workflow_type: 'Bid Adjustment' as const, risk_level: 'low' as const },
  ad_account_id: null,
};

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
let recommendation_id = '';
beforeAll(async () => {
  database = await createTestDatabase();
  [tenant, stranger] = [await insertTenantRows(database.owner), await insertTenantRows(database.owner)];
  const decided = { status: 'approved', human_decision: 'approved', human_workflow: 'Bid Adjustment' };
  const outcome = { outcome_metrics: { improvement_pct: 10 }, outcome_recorded_at: daysAgo(1) };
  for (let index = 0; index < 10; index += 1)
    recommendation_id = await insertRecommended(database.owner, tenant, {
      set: { ...decided, decided_at: daysAgo(5), ...outcome, feedback_category: 'wrong_unclear' },
    });
  await withTenant(database.app, tenant.tenant_id, async (tx) => {
    await saveAgentSettings(tx, { rollout_stage: 'limited' }, 'a@example.com');
    await openGrant(tx, scenario, 'a@example.com');
    const entry = { recommendation_id, category: 'wrong_unclear', comment: null, human_workflow: null };
    await addFeedback(tx, { ...entry, author_email: 'a@example.com', flag_for_review: true });
    const points = [{ raw: 0.9, calibrated: 0.7 }];
    await insertCalibration(tx, { points, cases: 100, ece_before: 0.2, ece_after: 0.1 });
  });
});
afterAll(() => database.drop());

const queries: Record<string, (tx: TenantTransaction) => Promise<unknown>> = {
  readAgentSettings: async (tx) => (await readAgentSettings(tx)).updated_by_email,
  readReach: async (tx) => (await readReach(tx, '100')).stage === 'limited',
  readLedger: (tx) => readLedger(tx, { since: daysAgo(28) }),
  listScenarios: (tx) => listScenarios(tx, now),
  readStanding: async (tx) => (await readStanding(tx, scenario, [], now)).record.decided,
  listOpenGrants,
  listGrants,
  readCalibration,
  listMeasuredCases: (tx) => listMeasuredCases(tx, 5),
  readTrackRecord: (tx) => readTrackRecord(tx, 0.9),
  listFeedback: (tx) => listFeedback(tx, recommendation_id),
  listOpenFeedback: (tx) => listOpenFeedback(tx, 5),
  listUntracked: (tx) => listUntracked(tx, { before: now, now, limit: 5 }),
  listCandidateRows: (tx) => listCandidateRows(tx, { ...period, limit: 5 }),
  judgeAutonomy: (tx) => judgeAutonomy(tx, { execution_id: recommendation_id, params: {}, now }),
  readAnalytics: async (tx) => (await readAnalytics(tx, period)).decided,
  countBy: (tx) => countBy(tx, period, 'day'),
  readPack: async (tx) => (await readPack(tx, 'friday', period)).agenda,
  readLedgerCounts: async (tx) => (await readLedgerCounts(tx)).filter((each) => each.metric === 'decisions'),
  readLedgerState: async (tx) => (await readLedgerState(tx, now)).filter((each) => each.metric === 'measured'),
};

describe('recommendations, feedback and autonomy of another tenant', () => {
  it.each(Object.keys(queries))('are invisible for %s, which finds those of its own', async (name) => {
    const query = queries[name] ?? (async () => null);
    await expectOwnRowsOnly(database.app, query, { own: tenant.tenant_id, other: stranger.tenant_id });
  });

  it('can be neither ended nor changed', async () => {
    const [grant] = await withTenant(database.app, tenant.tenant_id, listGrants);
    const end = { grant_id: grant?.grant_id ?? '', ended_by_email: null, ended_reason: 'x', at: now };
    expect(await withTenant(database.app, stranger.tenant_id, (tx) => endGrant(tx, end))).toBeNull();
    await withTenant(database.app, stranger.tenant_id, (tx) => setCampaignRollout(tx, '100', { autonomy: 'shadow' }));
    const { autonomy } =
      (await database.owner.sql`select autonomy from campaigns where tenant_id = ${tenant.tenant_id}`)[0] ?? {};
    expect(autonomy).toBeNull();
  });
});
