import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fxRates } from '../../../db/schema/index.ts';
import { openStage, type Stage } from '../../../tests/ad-platforms/stage.ts';

const google = '120240003010';
const linkedIn = '120240004010';
const tiktok = '120240005010';
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const applied = async (entity_id: string) =>
  (await stage.sandbox.ledgerOf(entity_id)).map((entry) => [entry.platform, entry.field, entry.after]);
const refused = { code: 'ACTION_PARAMS_INVALID' };
/** A rate of today in the stage’s database. */
const rateOf = (currency: string, rate: number) => ({
  ...{ currency, base_currency: 'USD', as_of: new Date().toISOString().slice(0, 10) },
  ...{ rate, source: 'test', entered_by_email: 'admin@example.com' },
});

describe('change_portfolio', () => {
  it('is one set over several platforms, lowerings first, each change applied where it belongs', async () => {
    const { campaign_id } = await stage.addCampaign();
    const wishes = [
      { campaign_id: google, daily_budget_minor: 21_000 },
      { campaign_id: tiktok, daily_budget_minor: 17_000, status: 'paused' },
      { campaign_id, bid_amount_minor: 240 },
    ];
    const { planned, applied: done } = await stage.write('change_portfolio', { wishes });
    const { changes, currency, change_count, total_change_minor } = planned.change_set;
    expect(changes.every((change) => change.currency === undefined)).toBe(true);
    expect(changes.map((change) => [change.platform, change.field, change.after])).toEqual([
      ['tiktok_ads', 'daily_budget_minor', 17_000],
      ['tiktok_ads', 'status', 'paused'],
      ['meta_ads', 'bid_amount_minor', 240],
      ['google_ads', 'daily_budget_minor', 21_000],
    ]);
    expect({ currency, change_count, total_change_minor }).toEqual({
      ...{ currency: 'USD', change_count: 4, total_change_minor: 3_000 + 20_000 + 3_000 },
    });
    expect(done.receipts).toHaveLength(4);
    expect(await applied(google)).toEqual([['google_ads', 'daily_budget', 21_000]]);
    expect(await applied(tiktok)).toEqual([
      ['tiktok_ads', 'daily_budget', 17_000],
      ['tiktok_ads', 'status', 'PAUSED'],
    ]);
  });
  it('adds several currencies up in the tenant’s own, and plans nothing that cannot be added up', async () => {
    const { campaign_id } = await stage.addCampaign();
    const wishes = [
      { campaign_id, daily_budget_minor: 41_000 },
      { campaign_id: linkedIn, daily_budget_minor: 14_000 },
    ];
    await expect(stage.write('change_portfolio', { wishes })).rejects.toMatchObject({ code: 'FX_RATE_MISSING' });
    await stage.inTenant((tx) => tx.insert(fxRates).values(rateOf('EUR', 1.1)));
    const { planned } = await stage.write('change_portfolio', { wishes });
    expect(planned.change_set).toMatchObject({ currency: 'USD', total_change_minor: 1_000 + 1_100 });
    // Each amount is in the money of its account, and says so: 140 euros are not 140 dollars.
    expect(planned.change_set.changes.map((change) => [change.money_moved_minor, change.currency])).toEqual([
      [1_000, 'EUR'],
      [1_000, 'USD'],
    ]);
  });
  it('is planned anew where an account of several counts in another money by now', async () => {
    const { campaign_id } = await stage.addCampaign();
    const wishes = [
      { campaign_id, daily_budget_minor: 42_000 },
      { campaign_id: linkedIn, daily_budget_minor: 13_500 },
    ];
    const origin = await stage.startExecution();
    const planned = await stage.plan(origin, 'change_portfolio', { wishes });
    const call = await stage.grantedCall(origin, planned, { wishes });
    const countsIn = (currency: string) =>
      stage.database.owner.sql`update ad_accounts set currency = ${currency} where platform = 'linkedin_ads'`;
    await stage.inTenant((tx) => tx.insert(fxRates).values(rateOf('SEK', 0.1)));
    await countsIn('SEK');
    await expect(stage.apply('change_portfolio', call)).rejects.toMatchObject({
      code: 'PLATFORM_DRIFT',
      details: { field: 'currency', before: 'EUR', live: 'SEK' },
    });
    await countsIn('EUR');
    expect(await applied(campaign_id)).toEqual([]);
  });
  it('a change that fails leaves the others their own results', async () => {
    const [first, second] = [await stage.addCampaign(), await stage.addCampaign()];
    const wishes = [
      { campaign_id: first.campaign_id, daily_budget_minor: 38_000 },
      { campaign_id: second.campaign_id, daily_budget_minor: 37_000 },
    ];
    const origin = await stage.startExecution();
    const planned = await stage.plan(origin, 'change_portfolio', { wishes });
    const call = await stage.grantedCall(origin, planned, { wishes });
    await stage.sandbox.personEdits(first.campaign_id, 'daily_budget', 39_000);
    await expect(stage.apply('change_portfolio', call)).rejects.toMatchObject({
      code: 'PLATFORM_DRIFT',
      details: { items: [{ state: 'not_applied', code: 'PLATFORM_DRIFT' }, { state: 'verified' }] },
    });
    expect(await applied(first.campaign_id)).toEqual([]);
    expect(await applied(second.campaign_id)).toEqual([['meta_ads', 'daily_budget', 37_000]]);
  });
  it.each([
    [
      'a campaign twice',
      [
        { campaign_id: google, status: 'paused' },
        { campaign_id: google, bid_amount_minor: 200 },
      ],
    ],
    ['nothing of a campaign', [{ campaign_id: google }]],
    ['what is not written', [{ campaign_id: google, name: 'New' }]],
    ['nothing', []],
  ])('%s is refused', async (_name, wishes) => {
    await expect(stage.write('change_portfolio', { wishes })).rejects.toMatchObject(refused);
  });
});
