import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareAdapters } from '../../activities/ad-platforms/platforms.action.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { withTenant } from '../../db/connect.ts';
import { seedRates } from '../../db/seed/money.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let campaign_id: string;
let ad_set_id: string;
let ad_id: string;
let spare_creative_id: string;
beforeAll(async () => {
  stage = await openStage();
  const linkedin = stage.tenant.other_accounts.find((each) => each.platform === 'linkedin_ads');
  const [campaign] = linkedin?.campaigns ?? [];
  if (linkedin === undefined || campaign === undefined) throw new Error('The demo has no LinkedIn campaign.');
  ({ campaign_id, ad_set_id } = campaign);
  ad_id = campaign.ads[0]?.ad_id ?? '';
  spare_creative_id = campaign.spare_creatives[0]?.creative_id ?? '';
  const { tenant_id } = stage.tenant;
  await withTenant(stage.database.owner, tenant_id, (tx) => seedRates(tx, stage.tenant));
  await stage.sandbox.addAudiences(linkedin.account.external_id, [
    { audience_id: '9100', name: 'Shops', kind: 'custom', size: 5_000, ready: true },
    { audience_id: '9200', name: 'Guides', kind: 'custom', size: 800, ready: true },
  ]);
});
afterAll(() => stage.close());

/** Plans, approves and applies, with waits that fit a sandbox on the same machine. */
async function write(action: string, params: JsonObject) {
  const quick = { LINKEDIN_ADS_WRITE_TIMEOUT_SECONDS: '0.5', LINKEDIN_ADS_READ_LAG_SECONDS: '0.2' };
  const using = stage.handlersWith({ adapters: prepareAdapters({ ...stage.environment, ...quick }) });
  const origin = await stage.startExecution();
  const planned = await stage.plan(origin, action, params, using);
  return stage.apply(action, await stage.grantedCall(origin, planned, params), using);
}

const applied = async () => (await stage.sandbox.ledgerOf(ad_set_id)).map(({ field, after }) => [field, after]);

describe('actions on a LinkedIn account, in another currency than the tenant counts in', () => {
  it.each([
    ['set_daily_budget', { daily_budget_minor: 16_000 }, ['daily_budget', 16_000]],
    ['set_bid', { bid_amount_minor: 650 }, ['bid_amount', 650]],
    ['set_schedule', { ends_at: '2031-01-31T12:00:00Z' }, ['ends_at', '2031-01-31T12:00:00.000Z']],
    ['set_schedule', { ends_at: '' }, ['ends_at', null]],
    ['exclude_audience', { audience_ids: ['9100'] }, ['excluded_audiences', expect.anything()]],
    ['set_audiences', { include: ['9200'] }, ['included_audiences', expect.anything()]],
    ['set_audience_expansion', { expansion: 'on' }, ['audience_expansion', expect.anything()]],
  ] as const)('%s %j is planned, approved, written once and read back', async (action, params, line) => {
    const before = (await applied()).length;
    const done = await write(action, { campaign_id, ...params });
    expect(done.receipts).toHaveLength(1);
    expect((await applied()).slice(before)).toEqual([line]);
  });
  it('a creative is made as a post that no ad shows yet', async () => {
    const content = {
      ...{ name: 'For guides', headline: 'Ropes that hold', body: 'Made for those who lead.', image_url: null },
      ...{ link_url: 'https://shop.example/ropes', call_to_action: 'learn_more' },
    };
    const done = await write('upload_creatives', { campaign_id, contents: [content] });
    const [change] = done.change_set?.changes ?? [];
    expect(await stage.sandbox.creativesMade(change?.entity_id ?? 'none')).toHaveLength(1);
  });
  it('the account’s audiences are listed with what they are to the campaign', async () => {
    const listed = await stage.read('list_audiences', await stage.startExecution(), { campaign_id });
    expect(listed).toMatchObject({
      audience_expansion: 'on',
      audiences: expect.arrayContaining([
        expect.objectContaining({ audience_id: '9100', included: false, excluded: true }),
        expect.objectContaining({ audience_id: '9200', included: true, excluded: false }),
      ]),
    });
  });
  it('what LinkedIn cannot do is named, and nothing is written', async () => {
    const wish = { campaign_id, ad_id, creative_id: spare_creative_id };
    await expect(write('rotate_creative', wish)).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
    expect(await stage.sandbox.ledgerOf(ad_id)).toEqual([]);
  });
});

describe('a lost answer, without a change history to ask', () => {
  it.each([
    ['apply_then_drop', 17_000],
    ['apply_then_500', 17_500],
    ['error_500_before', 18_000],
  ])('%s is settled by reading back, and written once', async (kind, daily_budget_minor) => {
    const before = (await applied()).length;
    await stage.sandbox.fault({ kind, times: 1, match: { entity_id: ad_set_id, access: 'write' } });
    const done = await write('set_daily_budget', { campaign_id, daily_budget_minor });
    expect(done.receipts).toHaveLength(1);
    expect((await applied()).slice(before)).toEqual([['daily_budget', daily_budget_minor]]);
  });
});
