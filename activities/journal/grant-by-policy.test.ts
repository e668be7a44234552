import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeSetSchema } from '../../contracts/change-set.ts';
import { withTenant } from '../../db/connect.ts';
import { saveAgentSettings, setCampaignRollout } from '../../db/queries/agent-settings.ts';
import { findApproval } from '../../db/queries/approvals-list.ts';
import { verifyAudit } from '../../db/queries/audit.ts';
import { keepMadeCreative } from '../../db/queries/creatives.ts';
import { findRecommendation } from '../../db/queries/recommendations-list.ts';
import { auditLog, autonomyGrants, creatives, notifications } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { budgetChange } from '../../tests/harness/decision-rows.ts';
import { openCall, originOf, settleCall } from '../../tests/harness/journal-calls.ts';
import {
  allowAutonomy,
  bidRecommendation,
  earnAutonomy,
  insertRecommended,
  type RecommendedRow,
} from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { openApproval } from './open-approval.ts';
import { settleApproval } from './settle-approval.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant: <Result>(work: Parameters<typeof withTenant<Result>>[2]) => Promise<Result> = (work) =>
  withTenant(database.app, tenant.tenant_id, work);

const words = {
  ...{ name: 'Rain', headline: 'Rain stays outside', body: 'Sealed.', link_url: 'https://shop.example/' },
  ...{ image_url: null, call_to_action: null },
};

/** Stores a recommendation and asks the question of its execution; what is asked is what was recommended. */
async function ask(row: RecommendedRow = {}, more: Parameters<typeof openCall>[1] = {}) {
  const id = await insertRecommended(database.owner, tenant, row);
  const call = openCall(tenant, {
    origin: originOf(tenant, { execution_id: id }),
    ...{ change_set: budgetChange('100'), params: { bid_amount_minor: 288 } },
    ...more,
  });
  const answer = await openApproval(database.app, call);
  return { id, call, answer };
}
const told = async () => (await inTenant((tx) => tx.select().from(notifications))).map((each) => each.kind);

describe('an approval that a grant covers', () => {
  it('is given without asking: nobody has to agree, people are told, and it is recorded as the rule’s', async () => {
    await earnAutonomy(database.owner, tenant);
    const { id, call, answer } = await ask();
    expect(answer).toMatchObject({ quorum: 0 });
    expect(await told()).toEqual(['approval.auto_approved']);
    // The workflow says so without any decision.
    const settle = settleCall(tenant, answer.approval_id, { origin: call.origin });
    await settleApproval(database.app, settle);
    await settleApproval(database.app, settle);
    const stored = await inTenant((tx) => findRecommendation(tx, { id }));
    expect(stored).toMatchObject({
      ...{ status: 'approved', auto_approved: true, mode: 'auto', decided_by: 'policy' },
      ...{ human_decision: null, human_workflow: null, edit_distance_pct: 0 },
    });
    expect(await inTenant((tx) => findApproval(tx, answer.approval_id))).toMatchObject({ status: 'approved' });
    const entries = await inTenant((tx) => tx.select().from(auditLog));
    const own = entries.find((each) => each.action === 'approval.auto_approved');
    expect(own?.details).toMatchObject({ granted_by_email: 'boss@example.com', recommendation_id: id });
    expect(await inTenant(verifyAudit)).toMatchObject({ valid: true });
  });

  it('asked again gives the same answer and tells nobody twice, also when the grant has ended meanwhile', async () => {
    await earnAutonomy(database.owner, tenant);
    const { call, answer } = await ask();
    await inTenant((tx) => tx.update(autonomyGrants).set({ ended_at: new Date(), ended_reason: 'x' }));
    expect(await openApproval(database.app, call)).toEqual(answer);
    expect(await told()).toEqual(['approval.auto_approved']);
  });
});

describe('people are asked', () => {
  const expectAsked = async (row: RecommendedRow = {}, more: Parameters<typeof openCall>[1] = {}) => {
    const { answer } = await ask(row, more);
    expect(answer.quorum).toBe(1);
    expect(await told()).toEqual(['approval.requested']);
  };

  it('without a grant, though the record is good', async () => {
    await earnAutonomy(database.owner, tenant);
    await inTenant((tx) => tx.update(autonomyGrants).set({ ended_at: new Date(), ended_reason: 'x' }));
    await expectAsked();
  });

  it('when the record has stopped holding since it was switched on: 20 of 24 is less than 85 %', async () => {
    await earnAutonomy(database.owner, tenant, { approved: 20, rejected: 4 });
    await expectAsked();
  });

  it('when the author of the playbook does not allow it', async () => {
    await earnAutonomy(database.owner, tenant);
    await allowAutonomy(database.owner, tenant, 'propose');
    await expectAsked();
  });

  it('when the campaign is on propose, or not in full production', async () => {
    await earnAutonomy(database.owner, tenant);
    await inTenant((tx) => setCampaignRollout(tx, '100', { autonomy: 'propose' }));
    await expectAsked();
    await inTenant((tx) => setCampaignRollout(tx, '100', { autonomy: null }));
    await inTenant((tx) => saveAgentSettings(tx, { rollout_stage: 'internal_beta' }, 'a'));
    expect((await ask()).answer.quorum).toBe(1);
    await inTenant((tx) => setCampaignRollout(tx, '100', { rollout_stage: 'full' }));
    expect((await ask()).answer.quorum).toBe(0);
  });

  it.each<[string, object]>([
    [
      'a creative is made',
      { entity_type: 'creative', field: 'content_digest', before: null, after: 'ab', content: words },
    ],
    [
      'an ad shall show one that was made here and never ran',
      { entity_type: 'ad', field: 'creative_id', after: 'cr-new' },
    ],
  ])('when %s: words that nobody has seen go out under no grant', async (_, change) => {
    await earnAutonomy(database.owner, tenant);
    const made = { campaign_id: '100', content: words, content_digest: 'ab' };
    await inTenant((tx) => keepMadeCreative(tx, { ...made, creative_id: 'cr-new' }));
    const budget = budgetChange('100');
    const changes = budget.changes.map((each) => ({ ...each, before: 'cr-old', ...change }));
    await expectAsked({}, { change_set: changeSetSchema.parse({ ...budget, changes }) });
  });

  it('no more than before about a creative that has run already', async () => {
    await earnAutonomy(database.owner, tenant);
    await inTenant((tx) =>
      tx.insert(creatives).values({
        ...{ creative_id: 'cr-old', campaign_id: '100', name: 'Old', state: 'spare', started_on: '2026-01-01' },
        ...{ content: words, content_digest: 'cd' },
      }),
    );
    const budget = budgetChange('100');
    const changes = budget.changes.map((each) => ({
      ...each,
      ...{ entity_type: 'ad', field: 'creative_id', before: 'x', after: 'cr-old' },
    }));
    expect((await ask({}, { change_set: changeSetSchema.parse({ ...budget, changes }) })).answer.quorum).toBe(0);
  });

  it.each<[string, RecommendedRow]>([
    ['that is exactly as sure as the limit', { recommendation: bidRecommendation({ confidence: 0.85 }) }],
    ['of medium risk', { recommendation: bidRecommendation({ risk_level: 'medium' }) }],
    ['that is degraded', { recommendation: bidRecommendation({ degraded: true }) }],
    ['that nobody has criticised', { recommendation: bidRecommendation({ critique: null }) }],
    ['with dissent', { recommendation: bidRecommendation({ dissent: ['The bid is not the cause.'] }) }],
    ['that failed validation', { validation_passed: false }],
    ['in shadow', { mode: 'shadow' }],
    ['of another workflow', { recommendation: bidRecommendation({ recommended_workflow: 'Campaign Pause' }) }],
  ])('about a recommendation %s', async (_, row) => {
    await earnAutonomy(database.owner, tenant);
    await expectAsked(row);
  });

  it('about something else than what was recommended', async () => {
    await earnAutonomy(database.owner, tenant);
    await expectAsked({}, { params: { bid_amount_minor: 400 } });
  });

  it('about a gate of its own, which is no planned change', async () => {
    await earnAutonomy(database.owner, tenant);
    await expectAsked({}, { change_set: null, plan_digest: null });
  });
});
