import { randomUUID } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { Recommendation } from '../../contracts/recommendation.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import {
  allowAutonomy,
  bidRecommendation,
  earnAutonomy,
  insertRecommended,
  type RecommendedRow,
} from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { autonomyGrants, recommendations } from '../schema/index.ts';
import { saveAgentSettings, setCampaignRollout } from './agent-settings.ts';
import { endGrant, listGrants, openGrant } from './autonomy-grants.ts';
import { isAutonomyOn, judgeAutonomy } from './judge-autonomy.ts';

let database: TestDatabase;
/** A tenant whose raises of bids may go through by themselves. */
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  await earnAutonomy(database.owner, tenant);
});
afterAll(() => database.drop());

const recommend = (more: RecommendedRow = {}, of = tenant) => insertRecommended(database.owner, of, more);
const judge = (execution_id: string, params: JsonObject = {}, of = tenant) =>
  withTenant(database.app, of.tenant_id, (tx) => judgeAutonomy(tx, { execution_id, params, now: new Date() }));
const unmet = async (execution_id: string, params: JsonObject = {}) =>
  (await judge(execution_id, params))?.unmet.map((each) => each.condition);

describe('a recommendation', () => {
  it('may go through without asking when a grant, the record and everything about it hold', async () => {
    const id = await recommend();
    expect(await judge(id)).toMatchObject({ recommendation_id: id, granted_by_email: 'boss@example.com', unmet: [] });
    expect(await unmet(id, { bid_amount_minor: 288 })).toEqual([]);
  });

  it.each<[string, Partial<Recommendation>]>([
    ['confidence', { confidence: 0.85 }],
    ['uncritiqued', { critique: null }],
    ['uncritiqued', { critique: { satisfactory: true, issues: [], strengths: [], by: [] } }],
    ['uncritiqued', { critique: { satisfactory: false, issues: [], strengths: [], by: ['rules'] } }],
    ['dissent', { dissent: ['Another cause is more likely.'] }],
    ['degraded', { degraded: true }],
  ])('is put before people for want of: %s', async (condition, change) => {
    expect(await unmet(await recommend({ recommendation: bidRecommendation(change) }))).toEqual([condition]);
  });

  it('that failed its validation, or was made in shadow, is put before people', async () => {
    expect(await unmet(await recommend({ validation_passed: false }))).toEqual(['validation']);
    expect(await unmet(await recommend({ mode: 'shadow' }))).toEqual(['rollout_stage']);
  });

  it('whose action was changed by as little as a cent is not what was recommended', async () => {
    expect(await unmet(await recommend(), { bid_amount_minor: 289 })).toEqual(['validation']);
  });

  it('of a dry run, of no recommendation and of a risk or workflow without a grant is for people', async () => {
    const dry = await recommend({ execution: { mode: 'dry_run' } });
    const risky = await recommend({ recommendation: bidRecommendation({ risk_level: 'medium' }) });
    const other = await recommend({ recommendation: bidRecommendation({ recommended_workflow: 'Campaign Pause' }) });
    const elsewhere = await recommend({ execution: { playbook_id: 'other_v1' } });
    // What a person runs again rests on what that person chose to take over and to give.
    const again = await recommend({ execution: { rerun_of: dry } });
    for (const id of [dry, risky, other, elsewhere, again, randomUUID()]) expect(await judge(id)).toBeNull();
  });

  it('of another tenant is not there', async () => {
    const id = await recommend();
    expect(await judge(id, {}, await insertTenantRows(database.owner))).toBeNull();
  });
});

describe('what was approved without asking', () => {
  const isOn = (execution_id: string) =>
    withTenant(database.app, tenant.tenant_id, (tx) => isAutonomyOn(tx, execution_id));
  const grants = (ended_at: Date | null) =>
    withTenant(database.owner, tenant.tenant_id, (tx) => tx.update(autonomyGrants).set({ ended_at }));
  const rollout = (change: Parameters<typeof setCampaignRollout>[2]) =>
    withTenant(database.app, tenant.tenant_id, (tx) => setCampaignRollout(tx, '100', change));

  it('stays so until somebody switches it off: the permission, the campaign, its stage or the author', async () => {
    const id = await recommend();
    expect(await isOn(id)).toBe(true);
    await grants(new Date());
    expect(await isOn(id)).toBe(false);
    await grants(null);
    for (const change of [{ autonomy: 'propose' as const }, { rollout_stage: 'limited' as const }]) {
      await rollout(change);
      expect(await isOn(id)).toBe(false);
      await rollout({ autonomy: null, rollout_stage: null });
    }
    await allowAutonomy(database.owner, tenant, 'propose');
    expect(await isOn(id)).toBe(false);
    await allowAutonomy(database.owner, tenant, 'auto');
    expect(await isOn(id)).toBe(true);
    expect(await isOn(randomUUID())).toBe(false);
    const stranger = await insertTenantRows(database.owner);
    expect(await withTenant(database.app, stranger.tenant_id, (tx) => isAutonomyOn(tx, id))).toBe(false);
  });

  it('does not become doubtful when the record moves: only people take it back', async () => {
    const id = await recommend();
    const rejected = { status: 'rejected', human_decision: 'rejected', decided_at: new Date(Date.now() - 60_000) };
    const lost = await Promise.all(Array.from({ length: 5 }, () => recommend({ set: rejected })));
    expect([await unmet(id), await isOn(id)]).toEqual([['acceptance'], true]);
    await withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx
        .update(recommendations)
        .set({ human_decision: null, decided_at: null })
        .where(inArray(recommendations.id, lost)),
    );
  });
});

describe('a ceiling', () => {
  const own = (change: Parameters<typeof setCampaignRollout>[2]) =>
    withTenant(database.app, tenant.tenant_id, (tx) => setCampaignRollout(tx, '100', change));

  it.each([
    ['campaign_autonomy', { autonomy: 'propose' as const }],
    ['campaign_autonomy', { autonomy: 'shadow' as const }],
    ['rollout_stage', { rollout_stage: 'limited' as const }],
  ])('of the campaign holds, whatever was granted: %s', async (condition, change) => {
    const id = await recommend();
    await own(change);
    expect(await unmet(id)).toEqual([condition]);
    await own({ autonomy: null, rollout_stage: null });
    expect(await unmet(id)).toEqual([]);
  });

  it('of the playbook’s author and of the tenant’s rollout holds too', async () => {
    const id = await recommend();
    const stage = (rollout_stage: 'full' | 'internal_beta') =>
      withTenant(database.app, tenant.tenant_id, (tx) => saveAgentSettings(tx, { rollout_stage }, 'a@example.com'));
    await allowAutonomy(database.owner, tenant, 'propose');
    await stage('internal_beta');
    expect(await unmet(id)).toEqual(['rollout_stage', 'playbook_autonomy']);
    await allowAutonomy(database.owner, tenant, 'auto');
    await stage('full');
    expect(await unmet(id)).toEqual([]);
  });
});

describe('a grant', () => {
  const end = (grant_id: string) =>
    withTenant(database.app, tenant.tenant_id, (tx) =>
      endGrant(tx, { grant_id, ended_by_email: null, ended_reason: 'lost', at: new Date() }),
    );

  it('for the very account goes before one for all; without any, people are asked', async () => {
    const id = await recommend();
    const { ad_account_id } = tenant;
    const scenario = { playbook_id: 'quiet_v1', workflow_type: 'Bid Adjustment', risk_level: 'low' } as const;
    const { grant } = await withTenant(database.app, tenant.tenant_id, (tx) =>
      openGrant(tx, { ...scenario, ad_account_id }, 'account@example.com'),
    );
    expect(await judge(id)).toMatchObject({ grant_id: grant.grant_id, granted_by_email: 'account@example.com' });
    const grants = await withTenant(database.app, tenant.tenant_id, listGrants);
    for (const each of grants) await end(each.grant_id);
    expect(await judge(id)).toBeNull();
    await withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx.update(autonomyGrants).set({ ended_at: null }).where(eq(autonomyGrants.grant_id, grant.grant_id)),
    );
    expect(await judge(id)).toMatchObject({ unmet: [] });
  });

  it('on a record that is lost covers nothing, from the very decision on that lost it', async () => {
    const id = await recommend();
    const rejected = { status: 'rejected', human_decision: 'rejected', decided_at: new Date(Date.now() - 60_000) };
    const lost = await Promise.all(Array.from({ length: 5 }, () => recommend({ set: rejected })));
    expect(await unmet(id)).toEqual(['acceptance']);
    await withTenant(database.owner, tenant.tenant_id, async (tx) => {
      for (const each of lost) {
        await tx.update(recommendations).set({ human_decision: 'approved' }).where(eq(recommendations.id, each));
      }
    });
    expect(await unmet(id)).toEqual([]);
  });
});
