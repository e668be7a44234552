import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import {
  addCampaign,
  bidRecommendation,
  insertRecommended,
  type RecommendedRow,
} from '../../tests/harness/recommendation-rows.ts';
import { approvalRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { approvals } from '../schema/index.ts';
import { saveAgentSettings, setCampaignRollout } from './agent-settings.ts';
import { beginRecommendation, expireRecommendationOf, expireRecommendations } from './recommendation-lifecycle.ts';
import { findRecommendation } from './recommendations-list.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
  withTenant(database.app, of.tenant_id, work);
const recommend = (more: RecommendedRow = {}) => insertRecommended(database.owner, tenant, more);
const find = (id: string) => inTenant((tx) => findRecommendation(tx, { id }));
const dated = (day: number) => ({ generated_at: new Date(Date.UTC(2026, 2, day)) });
const now = new Date('2026-03-03T00:00:00Z');
const begin = (id: string) => inTenant((tx) => beginRecommendation(tx, { id, now }));
const settings = (more: Parameters<typeof saveAgentSettings>[1]) =>
  inTenant((tx) => saveAgentSettings(tx, more, 'admin@example.com'));

describe('a recommendation that begins', () => {
  it('says when it expires and how urgent it is: what waiting costs a day times how sure it is', async () => {
    await settings({ recommendation_expires_hours: 6 });
    const id = await recommend();
    expect(await begin(id)).toMatchObject({ superseded: 0, conflicts_with: [], priority: 900 });
    expect(await find(id)).toMatchObject({ expires_at: new Date('2026-03-03T06:00:00Z'), priority: 900 });
    const free = await recommend({ recommendation: bidRecommendation({ daily_cost_of_waiting_minor: null }) });
    expect(await begin(free)).toMatchObject({ priority: null });
    expect(await begin(randomUUID())).toBeNull();
  });

  it('replaces older open ones of its playbook and campaign, says why, and touches no others', async () => {
    await addCampaign(database.owner, tenant, '200');
    const old = await recommend(dated(1));
    const untouched = [
      await recommend({ ...dated(1), set: { status: 'approved', human_decision: 'approved' } }),
      await recommend({ ...dated(1), campaign_id: '200' }),
      await recommend(dated(9)),
      await recommend({ ...dated(1), execution: { playbook_id: 'other_v1' } }),
    ];
    const newer = await recommend(dated(3));
    expect(await begin(newer)).toMatchObject({ superseded: 1 });
    expect(await begin(newer)).toMatchObject({ superseded: 0 });
    const { superseded_reason = null } = (await find(old)) ?? {};
    expect(await find(old)).toMatchObject({ status: 'superseded', superseded_by: newer });
    expect(superseded_reason).toContain('Bid Adjustment: Raise the bid to 2.88');
    for (const id of untouched) expect(await find(id)).toMatchObject({ superseded_by: null });
  });

  it('and an open one of another playbook that pulls the same lever know of each other', async () => {
    const other = { playbook_id: 'other_v1' };
    const rival = await recommend({ execution: other });
    const creative = { kind: 'rotate_creative', campaign_id: '100', ad_id: '1' } as const;
    await recommend({
      execution: other,
      recommendation: bidRecommendation({ action: { ...creative, current_creative_id: '2', creative_id: '3' } }),
    });
    const pausing = await recommend({
      execution: other,
      recommendation: bidRecommendation({ action: { kind: 'pause', campaign_id: '100', resume_when: 'later' } }),
    });
    await recommend({ execution: other, set: { status: 'rejected' } });
    const id = await recommend(dated(3));
    expect(new Set((await begin(id))?.conflicts_with)).toEqual(new Set([rival, pausing]));
    await begin(id);
    expect((await find(rival))?.conflicts_with).toEqual([id]);
    expect(new Set((await find(id))?.conflicts_with)).toEqual(new Set([rival, pausing]));
  });

  it('in shadow reaches nobody and does nothing to the others, whether the tenant or the campaign is', async () => {
    const old = await recommend(dated(1));
    await inTenant((tx) => setCampaignRollout(tx, '100', { rollout_stage: 'shadow' }));
    const quiet = await recommend(dated(3));
    expect(await begin(quiet)).toMatchObject({ superseded: 0, reach: { kind: 'nobody' } });
    expect(await find(quiet)).toMatchObject({ mode: 'shadow' });
    expect(await find(old)).toMatchObject({ status: 'pending' });
    await inTenant((tx) => setCampaignRollout(tx, '100', { rollout_stage: null }));
    await settings({ rollout_stage: 'internal_beta', beta_emails: ['ann@example.com'] });
    const beta = await recommend(dated(4));
    expect(await begin(beta)).toMatchObject({ superseded: 1, reach: { kind: 'only', emails: ['ann@example.com'] } });
  });
});

describe('a recommendation whose time is over', () => {
  it('expires once, unless people are still asked, it was decided, or its time is yet to come', async () => {
    const past = { set: { expires_at: new Date('2026-03-01T00:00:00Z') } };
    const over = await recommend(past);
    const [asked, decided, later] = [
      await recommend(past),
      await recommend({ set: { ...past.set, status: 'approved' } }),
      await recommend({ set: { expires_at: new Date('2026-04-01T00:00:00Z') } }),
    ];
    const approval = approvalRow(tenant, { execution_id: asked });
    await withTenant(database.owner, tenant.tenant_id, (tx) => tx.insert(approvals).values(approval));
    const expire = (of = tenant) => inTenant((tx) => expireRecommendations(tx, now), of);
    expect(await expire(await insertTenantRows(database.owner))).toEqual([]);
    expect(await expire()).toEqual([over]);
    expect(await expire()).toEqual([]);
    const statuses = await Promise.all([over, asked, decided, later].map(async (id) => (await find(id))?.status));
    expect(statuses).toEqual(['expired', 'pending', 'approved', 'pending']);
  });

  it('expires with the approval that nobody answered', async () => {
    const approval_id = randomUUID();
    const [waiting, rejected] = [
      await recommend({ set: { approval_id } }),
      await recommend({ set: { approval_id, status: 'rejected' } }),
    ];
    await inTenant((tx) => expireRecommendationOf(tx, approval_id));
    expect([(await find(waiting))?.status, (await find(rejected))?.status]).toEqual(['expired', 'rejected']);
  });
});
