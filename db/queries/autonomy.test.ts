import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { autonomyRule, type Scenario } from '../../contracts/autonomy.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { bidRecommendation, insertRecommended, type RecommendedRow } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { listOpenGrants, listScenarios, readLedger, readStanding } from './autonomy.ts';
import { endGrant, listGrants, openGrant } from './autonomy-grants.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const now = new Date('2026-03-31T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.app, tenant.tenant_id, work);
const recommend = (more: RecommendedRow = {}) =>
  insertRecommended(database.owner, tenant, { generated_at: daysAgo(100), ...more });
const decided = (human_decision: 'approved' | 'rejected', days: number, set: RecommendedRow['set'] = {}) =>
  recommend({ set: { status: human_decision, human_decision, decided_at: daysAgo(days), ...set } });
const measured = (improvement_pct: number) => ({
  ...{ outcome_metrics: { improvement_pct, followed: true }, outcome_recorded_at: daysAgo(1) },
});
const scenario: Scenario = {
  ...{ playbook_id: 'quiet_v1', workflow_type: 'Bid Adjustment', risk_level: 'low', ad_account_id: null },
};
const ledger = async (days: number, of?: Pick<Scenario, 'playbook_id' | 'workflow_type'>) =>
  (await inTenant((tx) => readLedger(tx, { since: daysAgo(days), ...(of === undefined ? {} : { of }) }))).map(
    (entry) => entry.id,
  );
const standing = (more: Partial<Scenario> = {}) =>
  inTenant(async (tx) => readStanding(tx, { ...scenario, ...more }, await listOpenGrants(tx), now));

describe('the ledger of autonomy', () => {
  it('holds what was made, decided or measured since a moment, and nothing older', async () => {
    await recommend();
    const made = await recommend({ generated_at: daysAgo(3) });
    const approved = await decided('approved', 5);
    const followed = await decided('approved', 50, measured(10));
    expect(new Set(await ledger(10))).toEqual(new Set([made, approved, followed]));
    expect(await ledger(4, { playbook_id: 'quiet_v1', workflow_type: 'Bid Adjustment' })).toEqual([made, followed]);
    expect(await ledger(4, { playbook_id: 'quiet_v1', workflow_type: 'Creative Refresh' })).toEqual([]);
    expect(await ledger(4, { playbook_id: 'other_v1', workflow_type: 'Bid Adjustment' })).toEqual([]);
  });

  it('knows nothing of what was made in shadow', async () => {
    await recommend({ generated_at: daysAgo(1), mode: 'shadow' });
    expect(await ledger(10)).toEqual([]);
  });

  it.each([
    ['the rules and a model have looked', { by: ['rules', 'claude'] }, true],
    ['there is no model, so the rules alone have looked', { by: ['rules'] }, true],
    ['a model was to look and was not heard', { by: ['rules'], unheard: 'LLM_DEADLINE: late' }, false],
    ['nobody has looked', { by: [] }, false],
  ] as const)('when %s, it counts as criticised: %j', async (_, looked, critiqued) => {
    const critique = { satisfactory: true, issues: [], strengths: [], ...looked, by: [...looked.by] };
    await recommend({ generated_at: daysAgo(1), recommendation: bidRecommendation({ critique }) });
    const [entry] = await inTenant((tx) => readLedger(tx, { since: daysAgo(2) }));
    expect(entry).toMatchObject({ critiqued, satisfactory: true, degraded: false });
  });

  it('says of each what the rule asks: who criticised it, whether anybody dissented, and what it brought', async () => {
    await decided('approved', 1, measured(12.5));
    await recommend({
      ...{ generated_at: daysAgo(2), validation_passed: false },
      recommendation: bidRecommendation({ critique: null, degraded: true, dissent: ['Another cause.'] }),
    });
    const [one, other] = await inTenant((tx) => readLedger(tx, { since: daysAgo(10) }));
    expect(one).toMatchObject({ critiqued: false, satisfactory: false, dissented: true, degraded: true });
    expect(one).toMatchObject({ validation_passed: false, improvement_pct: null, human_decision: null });
    expect(other).toMatchObject({ critiqued: true, satisfactory: true, dissented: false, improvement_pct: 12.5 });
    expect(other).toMatchObject({ campaign_name: 'Campaign', ad_account_id: tenant.ad_account_id, status: 'approved' });
  });
});

describe('how a scenario stands', () => {
  it('is earned by enough decisions and outcomes of the last four weeks, and says what is missing until then', async () => {
    expect(await standing()).toMatchObject({ earned: false, acceptance_rate: null, positive_impact_rate: null });
    for (let index = 0; index < autonomyRule.decided_at_least; index += 1) await decided('approved', 2, measured(5));
    expect(await standing()).toMatchObject({
      ...{ earned: true, unmet: [], acceptance_rate: 1, positive_impact_rate: 1, grant_id: null },
      record: { decided: 20, accepted: 20, measured: 20, improved: 20, auto_approved: 0 },
    });
    for (let index = 0; index < 4; index += 1) await decided('rejected', 2);
    const { earned, unmet, acceptance_rate } = await standing();
    expect({ earned, acceptance_rate }).toEqual({ earned: false, acceptance_rate: 20 / 24 });
    expect(unmet).toMatchObject([{ condition: 'acceptance', wanted: 'above 0.85' }]);
  });

  it('counts nobody’s decision twice: what the product approved by itself is no acceptance', async () => {
    await recommend({ set: { status: 'approved', auto_approved: true, decided_at: daysAgo(1), ...measured(5) } });
    const { record } = await standing();
    expect(record).toEqual({ decided: 0, accepted: 0, auto_approved: 1, measured: 1, improved: 1 });
  });

  it('forgets decisions that are older than four weeks', async () => {
    await decided('approved', 29);
    await decided('approved', 27);
    expect((await standing()).record.decided).toBe(1);
  });

  it('with a higher risk is never earned, whatever its record', async () => {
    expect((await standing({ risk_level: 'high' })).unmet.map((each) => each.condition)).toContain('risk_level');
  });

  it('is told for every account together and for each, with the switch of exactly that one', async () => {
    await decided('approved', 2);
    const { ad_account_id } = tenant;
    const { grant } = await inTenant((tx) => openGrant(tx, { ...scenario, ad_account_id }, 'ann@example.com'));
    const all = await inTenant((tx) => listScenarios(tx, now));
    expect(all.map((each) => [each.ad_account_id, each.grant_id])).toEqual(
      expect.arrayContaining([
        [null, null],
        [ad_account_id, grant.grant_id],
      ]),
    );
    expect(all).toHaveLength(2);
  });
});

describe('a permission to decide without asking', () => {
  const open = (more: Partial<Scenario> = {}, by = 'ann@example.com') =>
    inTenant((tx) => openGrant(tx, { ...scenario, ...more }, by));
  const end = (grant_id: string, ended_by_email: string | null = null) =>
    inTenant((tx) => endGrant(tx, { grant_id, ended_by_email, ended_reason: 'lost', at: now }));

  it('given by two at once is given once, and stays with whoever gave it first', async () => {
    let over = false;
    const somebodyWaits = async () => {
      while (!over) {
        const waiting = await database.owner.sql`select 1 from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`;
        if (waiting.length > 0) return;
      }
    };
    const { first, second } = await inTenant(async (tx) => {
      const { grant } = await openGrant(tx, scenario, 'ann@example.com');
      const later = open({}, 'bob@example.com');
      await Promise.race([later, somebodyWaits()]);
      over = true;
      return { first: grant, second: later };
    });
    expect(await second).toEqual({ grant: first, created: false });
    expect((await open({}, 'late@example.com')).grant.granted_by_email).toBe('ann@example.com');
  });

  it.each([
    ['playbook', { playbook_id: 'other_v1' }],
    ['workflow', { workflow_type: 'Creative Refresh' as const }],
    ['risk', { risk_level: 'medium' as const }],
    ['account', { ad_account_id: randomUUID() }],
  ])('for another %s is another permission', async (_name, other) => {
    const first = await open();
    const second = await open(other);
    expect(second).toMatchObject({ created: true, grant: other });
    await end(first.grant.grant_id);
    expect((await inTenant(listOpenGrants)).map((row) => row.grant_id)).toEqual([second.grant.grant_id]);
  });

  it('ends once, with who ended it and why, and can be given anew', async () => {
    const { grant } = await open();
    expect(await end(grant.grant_id)).toMatchObject({ ended_at: now, ended_by_email: null, ended_reason: 'lost' });
    expect(await end(grant.grant_id, 'bob@example.com')).toBeNull();
    expect(await end(randomUUID())).toBeNull();
    const again = await open({}, 'bob@example.com');
    expect(again).toMatchObject({ created: true, grant: { granted_by_email: 'bob@example.com', ended_at: null } });
    const listed = await inTenant(listGrants);
    expect(listed.map((row) => row.grant_id)).toEqual([again.grant.grant_id, grant.grant_id]);
  });
});
