import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionId } from '../../../contracts/action.ts';
import { adSets, ads, campaigns, creatives, receipts } from '../../../db/schema/index.ts';
import { openStage, type Stage } from '../../../tests/ad-platforms/stage.ts';
import { adPlatformDefinitions } from '../definitions.action.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** The wire’s fields and values of what was applied to an entity. */
const applied = async (entity_id: string) =>
  (await stage.sandbox.ledgerOf(entity_id)).map((entry) => [entry.field, entry.before, entry.after]);

it('every definition has exactly one handler', () => {
  const ids = (list: readonly { readonly agent: string; readonly action: string }[]) => list.map(actionId).sort();
  expect(ids(stage.handlersWith().map((handler) => handler.definition))).toEqual(ids(adPlatformDefinitions));
});

describe('set_daily_budget', () => {
  it('changes the ad set that holds the budget, and our row of the campaign follows', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign({ budget_owner: 'ad_set' });
    const { planned } = await stage.write('set_daily_budget', { campaign_id, daily_budget_minor: 44_000 });
    expect(planned.change_set.changes).toMatchObject([{ entity_type: 'ad_set', entity_id: ad_set_id, change_pct: 10 }]);
    expect(await applied(ad_set_id)).toEqual([['daily_budget', 40_000, 44_000]]);
    const [row] = await stage.inTenant((tx) =>
      tx.select().from(campaigns).where(eq(campaigns.campaign_id, campaign_id)),
    );
    expect(row?.daily_budget_minor).toBe(44_000);
  });
  it('tells guardrails what has moved on this campaign and this account within a day', async () => {
    const { campaign_id } = await stage.addCampaign();
    const params = { campaign_id, daily_budget_minor: 44_000 };
    const before = await stage.plan(await stage.startExecution(), 'set_daily_budget', params);
    expect(before.facts).toMatchObject({
      budget_change_pct_window: 10,
      bid_change_pct_window: 0,
      changes_today: 1,
      hours_since_last_change: null,
      spend_minor: null,
      conversions: null,
    });
    await stage.write('set_daily_budget', params);
    const more = { campaign_id, daily_budget_minor: 48_400 };
    const { facts } = await stage.plan(await stage.startExecution(), 'set_daily_budget', more);
    expect(facts).toMatchObject({ budget_change_pct_window: 21, changes_today: 2 });
    expect(facts.hours_since_last_change).toBeLessThan(0.1);
    expect(facts.total_change_window_minor).toBeGreaterThanOrEqual(8_400);
  });
  it('does not count its own attempt when it is planned again', async () => {
    const { campaign_id } = await stage.addCampaign();
    const params = { campaign_id, daily_budget_minor: 44_000 };
    const { origin } = await stage.write('set_daily_budget', params);
    const { facts } = await stage.plan(origin, 'set_daily_budget', { campaign_id, daily_budget_minor: 48_400 });
    expect(facts.budget_change_pct_window).toBe(10);
  });
});

describe('a campaign with several ad sets', () => {
  /** The sandbox’s campaigns have one ad set; this answers for a campaign that has three, one of them paused. */
  const withAdSets = (rows: readonly object[]) =>
    stage.handlersWith({
      fetch: (...request) => {
        if (!String(request[0]).includes('/adsets')) return fetch(...request);
        return Promise.resolve(Response.json({ data: rows, paging: {} }));
      },
    });
  const rows = [
    { id: '1', name: 'One', status: 'ACTIVE', daily_budget: '10000', bid_amount: 200 },
    { id: '2', name: 'Two', status: 'ACTIVE', daily_budget: '20000', bid_amount: 100 },
    { id: '3', name: 'Three', status: 'PAUSED', daily_budget: '5000', bid_amount: 900 },
    { id: '4', name: 'Four', status: 'ARCHIVED', daily_budget: '5000', bid_amount: 900 },
  ];

  it('shares a budget out in the present proportion, among the active ones', async () => {
    const { campaign_id } = await stage.addCampaign({ budget_owner: 'ad_set' });
    const origin = await stage.startExecution();
    const params = { campaign_id, daily_budget_minor: 33_001 };
    const { change_set, facts } = await stage.plan(origin, 'set_daily_budget', params, withAdSets(rows));
    expect(change_set.changes.map((change) => [change.entity_id, change.before, change.after])).toEqual([
      ['1', 10_000, 11_000],
      ['2', 20_000, 22_001],
    ]);
    expect(change_set.total_change_minor).toBe(3_001);
    expect(facts.budget_change_pct_window).toBeCloseTo(10.003, 2);
  });
  it('scales bids to the wished highest one', async () => {
    const { campaign_id } = await stage.addCampaign();
    const origin = await stage.startExecution();
    const params = { campaign_id, bid_amount_minor: 230 };
    const { change_set } = await stage.plan(origin, 'set_bid', params, withAdSets(rows));
    expect(change_set.changes.map((change) => change.after)).toEqual([230, 115]);
  });
  it('says so when there is nothing to set', async () => {
    const { campaign_id } = await stage.addCampaign({ budget_owner: 'ad_set' });
    const origin = await stage.startExecution();
    const missing = { code: 'PLATFORM_CAPABILITY_MISSING' };
    const handlers = withAdSets([{ id: '1', name: 'Lifetime', status: 'ACTIVE' }]);
    await expect(
      stage.plan(origin, 'set_daily_budget', { campaign_id, daily_budget_minor: 5_000 }, handlers),
    ).rejects.toMatchObject(missing);
    await expect(stage.plan(origin, 'set_bid', { campaign_id, bid_amount_minor: 500 }, handlers)).rejects.toMatchObject(
      missing,
    );
  });
});

describe('set_bid', () => {
  it('changes the bid of the ad set and moves no daily money', async () => {
    const { campaign_id, ad_set_id } = await stage.addCampaign();
    const { planned } = await stage.write('set_bid', { campaign_id, bid_amount_minor: 288 });
    expect(planned.change_set).toMatchObject({ total_change_minor: 0, max_change_pct: 15.2 });
    expect(planned.facts.bid_change_pct_window).toBe(15.2);
    expect(await applied(ad_set_id)).toEqual([['bid_amount', 250, 288]]);
    const [row] = await stage.inTenant((tx) => tx.select().from(adSets).where(eq(adSets.ad_set_id, ad_set_id)));
    expect(row?.bid_amount_minor).toBe(288);
  });
});

describe('pause and resume', () => {
  it('turn a campaign off and on; what moves is its whole daily budget', async () => {
    const { campaign_id } = await stage.addCampaign();
    const { planned } = await stage.write('pause', { campaign_id });
    expect(planned.change_set).toMatchObject({ total_change_minor: 40_000, changes: [{ before: 'active' }] });
    await stage.write('resume', { campaign_id });
    expect(await applied(campaign_id)).toEqual([
      ['status', 'ACTIVE', 'PAUSED'],
      ['status', 'PAUSED', 'ACTIVE'],
    ]);
  });
  it('pausing a paused campaign is nothing to do', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.write('pause', { campaign_id });
    const { planned } = await stage.write('pause', { campaign_id });
    expect(planned.changes_anything).toBe(false);
  });
  it('an archived campaign can be neither', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.sandbox.personEdits(campaign_id, 'status', 'ARCHIVED');
    await expect(stage.write('resume', { campaign_id })).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
  });
});

describe('rotate_creative', () => {
  it('shows the spare creative in the ad, and the old one becomes spare', async () => {
    const { campaign_id, ads: ownAds, spare_creatives } = await stage.addCampaign();
    const [ad] = ownAds;
    const [spare] = spare_creatives;
    if (!ad || !spare) throw new Error('the test campaign lacks an ad');
    await stage.write('rotate_creative', { campaign_id, ad_id: ad.ad_id, creative_id: spare.creative_id });
    expect(await applied(ad.ad_id)).toEqual([['creative', ad.creative_id, spare.creative_id]]);
    await stage.inTenant(async (tx) => {
      const [row] = await tx.select().from(ads).where(eq(ads.ad_id, ad.ad_id));
      expect(row?.creative_id).toBe(spare.creative_id);
      const states = await tx.select().from(creatives).where(eq(creatives.campaign_id, campaign_id));
      expect(Object.fromEntries(states.map((each) => [each.creative_id, each.state]))).toEqual({
        [ad.creative_id]: 'spare',
        [spare.creative_id]: 'active',
      });
    });
  });
  it('takes neither a foreign creative nor a foreign ad', async () => {
    const { campaign_id, ads: ownAds, spare_creatives } = await stage.addCampaign();
    const ad_id = ownAds[0]?.ad_id ?? '';
    const creative_id = spare_creatives[0]?.creative_id ?? '';
    const refused = { code: 'ACTION_PARAMS_INVALID' };
    await expect(
      stage.write('rotate_creative', { campaign_id, ad_id, creative_id: '420240001013' }),
    ).rejects.toMatchObject(refused);
    await expect(
      stage.write('rotate_creative', { campaign_id, ad_id: '320240001011', creative_id }),
    ).rejects.toMatchObject(refused);
  });
});

describe('undo_execution', () => {
  it('puts the value back and marks the receipt as undone by the undo', async () => {
    const { campaign_id } = await stage.addCampaign();
    const first = await stage.write('set_daily_budget', { campaign_id, daily_budget_minor: 46_000 });
    const { execution_id } = first.origin;
    const undo = await stage.write('undo_execution', { execution_id });
    expect(await applied(campaign_id)).toEqual([
      ['daily_budget', 40_000, 46_000],
      ['daily_budget', 46_000, 40_000],
    ]);
    const [row] = await stage.inTenant((tx) =>
      tx.select().from(receipts).where(eq(receipts.execution_id, execution_id)),
    );
    expect(row?.undone_by_execution_id).toBe(undo.origin.execution_id);
    await expect(stage.write('undo_execution', { execution_id })).rejects.toMatchObject({
      code: 'EXECUTION_NOT_UNDOABLE',
    });
  });
  it('can itself be undone', async () => {
    const { campaign_id } = await stage.addCampaign();
    const first = await stage.write('pause', { campaign_id });
    const undo = await stage.write('undo_execution', { execution_id: first.origin.execution_id });
    await stage.write('undo_execution', { execution_id: undo.origin.execution_id });
    expect((await applied(campaign_id)).map((entry) => entry[2])).toEqual(['PAUSED', 'ACTIVE', 'PAUSED']);
  });
  it('is refused where a person has changed the value since, and sends nothing', async () => {
    const { campaign_id } = await stage.addCampaign();
    const { origin } = await stage.write('set_daily_budget', { campaign_id, daily_budget_minor: 46_000 });
    await stage.sandbox.personEdits(campaign_id, 'daily_budget', 47_000);
    const before = (await applied(campaign_id)).length;
    await expect(stage.write('undo_execution', { execution_id: origin.execution_id })).rejects.toMatchObject({
      code: 'EXECUTION_NOT_UNDOABLE',
      details: { written: 46_000, live: 47_000 },
    });
    expect(await applied(campaign_id)).toHaveLength(before);
  });
  it('of another tenant’s or an unknown execution finds nothing', async () => {
    const execution_id = '01900000-0000-7000-8000-00000000dead';
    await expect(stage.write('undo_execution', { execution_id })).rejects.toMatchObject({
      code: 'EXECUTION_NOT_UNDOABLE',
    });
  });
});
