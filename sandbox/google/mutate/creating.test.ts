import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { boots, googleCalls, named } from '../../testing/google-account.ts';
import { bornAt, type SandboxProcess, startSandboxProcess } from '../../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
let google: ReturnType<typeof googleCalls>;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
  google = googleCalls(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.post('/_sandbox/reset', { now: bornAt });
});

const ledger = async () => (await sandbox.get('/_sandbox/ledger')).body;
const madeSchema = z.object({ results: z.array(z.object({ resourceName: z.string() })) });
const create = async (collection: string, resource: unknown) => {
  const { status, body } = await google.mutate(collection, { operations: [{ create: resource }] });
  return { status, text: JSON.stringify(body), name: madeSchema.safeParse(body).data?.results[0]?.resourceName ?? '' };
};
const text = async (query: string) => JSON.stringify((await google.stream(query)).body);
const newCampaign = (campaignBudget: string, parts: object = {}) => ({
  name: 'Autumn',
  advertisingChannelType: 'SEARCH',
  status: 'PAUSED',
  campaignBudget,
  containsEuPoliticalAdvertising: 'DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING',
  manualCpc: {},
  ...parts,
});
const newBudget = (parts: object = {}) => ({
  name: 'Autumn',
  amountMicros: '5000000',
  explicitlyShared: false,
  ...parts,
});
const image = { data: Buffer.from('an image').toString('base64') };

describe('a new campaign', () => {
  it('is made with its budget in one request that is applied whole, by temporary names', async () => {
    const temporary = { budget: named('campaignBudgets', '-1'), campaign: named('campaigns', '-2') };
    const operations = (campaign: object) => ({
      mutateOperations: [
        { campaignBudgetOperation: { create: { resourceName: temporary.budget, ...newBudget() } } },
        {
          campaignOperation: {
            create: { resourceName: temporary.campaign, ...newCampaign(temporary.budget, campaign) },
          },
        },
        { adGroupOperation: { create: { campaign: temporary.campaign, name: 'First', cpcBidMicros: '1000000' } } },
      ],
    });
    const bad = await google.mutate('googleAds', operations({ name: 'Hiking Boots – search' }));
    expect(JSON.stringify(bad.body)).toContain('"campaignError":"DUPLICATE_CAMPAIGN_NAME"');
    expect(JSON.stringify(bad.body)).toContain('{"fieldName":"mutate_operations","index":1}');
    expect(await ledger()).toEqual({ entries: [] });
    expect((await google.mutate('googleAds', operations({}))).status).toBe(200);
    const found = await text(
      "SELECT campaign.name, campaign.status, campaign_budget.amount_micros FROM campaign WHERE campaign.name = 'Autumn'",
    );
    expect(found).toContain('"amountMicros":"5000000"');
    expect(found).toContain('"status":"PAUSED"');
    expect(await text("SELECT ad_group.cpc_bid_micros FROM ad_group WHERE ad_group.name = 'First'")).toContain(
      '1000000',
    );
    expect(await ledger()).toMatchObject({
      entries: [
        { entity_type: 'campaign', field: 'creation', before: null, after: 'Autumn' },
        { entity_type: 'ad_set', field: 'creation', after: 'First' },
      ],
    });
  });

  it('has a name that no living one has, so that a repeated request makes none', async () => {
    const { name: budget } = await create('campaignBudgets', newBudget());
    expect((await create('campaigns', newCampaign(budget))).status).toBe(200);
    const again = await create('campaigns', newCampaign(budget));
    expect(again.text).toContain('DUPLICATE_CAMPAIGN_NAME');
    expect(await ledger()).toMatchObject({ entries: { length: 1 } });
    const [campaign = ''] =
      /customers\/\d+\/campaigns\/\d+/.exec(
        await text("SELECT campaign.id FROM campaign WHERE campaign.name = 'Autumn'"),
      ) ?? [];
    await google.mutate('campaigns', { operations: [{ remove: campaign }] });
    expect((await create('campaigns', newCampaign(budget))).status).toBe(200);
  });

  it.each([
    ['without a word on politics', { containsEuPoliticalAdvertising: undefined }, 'contains_eu_political_advertising'],
    ['without a channel', { advertisingChannelType: undefined }, 'advertising_channel_type'],
    ['without a name', { name: '' }, '"fieldName":"name"'],
    ['with an old field', { startDate: '2026-12-01' }, 'Cannot find field'],
  ])('%s is refused', async (_, parts, part) => {
    const { name: budget } = await create('campaignBudgets', newBudget());
    const made = await create('campaigns', newCampaign(budget, parts));
    expect([made.status, made.text]).toEqual([400, expect.stringContaining(part)]);
  });

  it('on a total budget needs an end', async () => {
    const { name: budget } = await create(
      'campaignBudgets',
      newBudget({ period: 'CUSTOM_PERIOD', amountMicros: undefined, totalAmountMicros: '90000000' }),
    );
    expect((await create('campaigns', newCampaign(budget))).text).toContain('END_DATE_TIME_REQUIRED_FOR_TOTAL_BUDGET');
    const made = await create('campaigns', newCampaign(budget, { endDateTime: '2026-12-24 00:00:00' }));
    expect(made.status).toBe(200);
    const query =
      'SELECT campaign_budget.total_amount_micros, campaign_budget.period FROM campaign_budget WHERE campaign_budget.total_amount_micros > 0';
    expect(await text(query)).toContain('"totalAmountMicros":"90000000","period":"CUSTOM_PERIOD"');
    const cleared = await google.update('campaigns', { resourceName: made.name }, 'end_date_time');
    expect(JSON.stringify(cleared.body)).toContain('END_DATE_TIME_REQUIRED_FOR_TOTAL_BUDGET');
    const daily = await google.update(
      'campaignBudgets',
      { resourceName: budget, amountMicros: '5000000' },
      'amount_micros',
    );
    expect(JSON.stringify(daily.body)).toContain('BUDGET_AMOUNT_MUST_BE_UNSET_FOR_CUSTOM_BUDGET_PERIOD');
  });
});

describe('a shared budget', () => {
  it('changes for every campaign that uses it, and its name is unique', async () => {
    const shared = newBudget({ name: 'Together', explicitlyShared: true });
    const { name: budget } = await create('campaignBudgets', shared);
    expect((await create('campaignBudgets', shared)).text).toContain('"campaignBudgetError":"DUPLICATE_NAME"');
    for (const name of ['One', 'Two']) await create('campaigns', newCampaign(budget, { name }));
    await google.update('campaignBudgets', { resourceName: budget, amountMicros: '7000000' }, 'amount_micros');
    const query =
      'SELECT campaign.name, campaign_budget.amount_micros, campaign_budget.explicitly_shared FROM campaign WHERE campaign_budget.explicitly_shared = TRUE';
    expect((await text(query)).match(/"amountMicros":"7000000","explicitlyShared":true/g)).toHaveLength(2);
    expect(JSON.stringify(await ledger()).match(/"field":"daily_budget","before":500,"after":700/g)).toHaveLength(2);
  });

  it('of the world’s birth stands under its own id', async () => {
    const account = {
      ...({ platform: 'google_ads', external_id: '4004004001', name: 'Shared', currency: 'JPY' } as const),
      ...{ timezone: 'Asia/Tokyo', sandbox_token: 'shared-token', manager_id: '9999999999' },
    };
    const campaign = (serial: number) => ({
      ...{
        campaign_id: `95${serial}1`,
        campaign_name: `Shared ${serial}`,
        daily_budget_minor: 5000,
        target_cpa_minor: 900,
      },
      ...{ audience_size: 1000, ad_set_id: `95${serial}2`, bid_amount_minor: 50, shared_budget_id: '777000' },
      ads: [{ ad_id: `95${serial}3`, name: 'ad', creative_id: `95${serial}4` }],
    });
    for (const serial of [1, 2])
      await sandbox.post('/_sandbox/campaigns', { account_id: '4004004001', account, campaign: campaign(serial) });
    const at = '/v26/customers/4004004001/campaignBudgets:mutate';
    const update = { resourceName: 'customers/4004004001/campaignBudgets/777000', amountMicros: '6000000000' };
    const body = { operations: [{ update, updateMask: 'amount_micros' }] };
    const as = (headers: Record<string, string>) =>
      google.post(at, body, { authorization: 'Bearer shared-token', ...headers });
    expect((await as({ 'login-customer-id': '9999999999' })).status).toBe(200);
    expect(JSON.stringify(await ledger()).match(/"after":6000/g)).toHaveLength(2);
    expect(JSON.stringify((await as({})).body)).toContain('USER_PERMISSION_DENIED');
    expect(JSON.stringify((await as({ 'login-customer-id': '1234567890' })).body)).toContain(
      'INVALID_LOGIN_CUSTOMER_ID_SERVING_CUSTOMER_ID_COMBINATION',
    );
    expect(JSON.stringify((await as({ 'login-customer-id': '999-999-9999' })).body)).toContain(
      'INVALID_LOGIN_CUSTOMER_ID',
    );
  });

  it('that nobody uses can be changed and removed', async () => {
    const { name: budget } = await create('campaignBudgets', newBudget());
    expect(
      (await google.update('campaignBudgets', { resourceName: budget, amountMicros: '9000000' }, 'amount_micros'))
        .status,
    ).toBe(200);
    const query = `SELECT campaign_budget.amount_micros FROM campaign_budget WHERE campaign_budget.resource_name = '${budget}'`;
    expect(await text(query)).toContain('9000000');
    expect((await google.mutate('campaignBudgets', { operations: [{ remove: budget }] })).status).toBe(200);
    expect(await text(query)).not.toContain('9000000');
  });
});

describe('audiences', () => {
  const owner = { campaign: named('campaigns', boots.campaign), adGroup: named('adGroups', boots.ad_group) };
  const userList = (id: string) => ({ userList: named('userLists', id) });
  beforeEach(async () => {
    const audiences = ['881', '882', '883'].map((audience_id) => ({ audience_id, name: `List ${audience_id}` }));
    await sandbox.post('/_sandbox/audiences', { account_id: boots.customer, audiences });
  });

  it.each([
    ['campaignCriteria', 'campaign', boots.campaign, 'campaign_criterion'],
    ['adGroupCriteria', 'adGroup', boots.ad_group, 'ad_group_criterion'],
  ] as const)('of %s are one change of the books for one request', async (collection, field, owner_id, resource) => {
    const add = (id: string, negative = false) => ({
      create: { [field]: owner[field], userList: userList(id), ...(negative ? { negative } : {}) },
    });
    const both = { operations: [add('882'), add('881'), add('883', true)] };
    expect((await google.mutate(collection, both)).status).toBe(200);
    expect(await ledger()).toMatchObject({
      entries: [
        { entity_id: owner_id, field: 'included_audiences', before: '', after: '881,882' },
        { entity_id: owner_id, field: 'excluded_audiences', before: '', after: '883' },
      ],
    });
    const query = `SELECT ${resource}.resource_name, ${resource}.negative, ${resource}.user_list.user_list FROM ${resource} WHERE campaign.id = ${boots.campaign} AND ${resource}.type = 'USER_LIST'`;
    const found = await text(query);
    for (const id of ['881', '882', '883']) expect(found).toContain(named(collection, owner_id, id));
    expect(found.match(/"negative":true/g)).toHaveLength(1);
    const swap = { operations: [{ remove: named(collection, owner_id, '881') }, add('881', true)] };
    expect((await google.mutate(collection, swap)).status).toBe(200);
    expect(await text(`${query} AND ${resource}.negative = TRUE`)).toContain('881');
  });

  it('that are not there, or have the other sign, are refused', async () => {
    const add = (id: string, negative: boolean) => ({
      create: { adGroup: owner.adGroup, userList: userList(id), negative },
    });
    const say = async (...operations: readonly object[]) =>
      JSON.stringify((await google.mutate('adGroupCriteria', { operations })).body);
    expect(await say(add('999', false))).toContain('RESOURCE_NOT_FOUND');
    expect(await say(add('881', false), add('881', true))).toContain('RESOURCE_ALREADY_EXISTS');
    expect(await say({ remove: named('adGroupCriteria', boots.ad_group, '881') })).toContain('RESOURCE_NOT_FOUND');
    expect(await ledger()).toEqual({ entries: [] });
  });

  it('can be made, empty and not ready, under a name of their own', async () => {
    const list = { name: 'Hikers', crmBasedUserList: { uploadKeyType: 'CONTACT_INFO' }, membershipLifeSpan: '540' };
    const made = await create('userLists', list);
    expect(made.status).toBe(200);
    expect((await create('userLists', list)).status).toBe(400);
    expect((await create('userLists', { ...list, name: 'Longer', membershipLifeSpan: '541' })).text).toContain(
      'TOO_HIGH',
    );
    const found = await text(
      "SELECT user_list.resource_name, user_list.eligible_for_display FROM user_list WHERE user_list.name = 'Hikers'",
    );
    expect(found).toContain(made.name);
    expect(found).toContain('"eligibleForDisplay":false');
  });
});

describe('assets and ads', () => {
  it('a named asset is a creative, made once and found by its name', async () => {
    const asset = { name: 'Boots mbi-0123456789abcdef', type: 'IMAGE', imageAsset: image };
    const made = await create('assets', asset);
    expect(made.status).toBe(200);
    expect((await create('assets', asset)).text).toContain('DUPLICATE_ASSET_NAME');
    expect(
      await text("SELECT asset.resource_name FROM asset WHERE asset.name LIKE '%mbi-0123456789abcdef%'"),
    ).toContain(made.name);
    expect(await ledger()).toMatchObject({
      entries: [{ entity_type: 'creative', field: 'creative_content', before: null, after: asset.name }],
    });
    expect((await create('assets', { ...asset, name: 'Other', imageAsset: { data: '' } })).status).toBe(400);
    expect((await create('assets', { ...asset, name: 'Other', imageAsset: { data: 'no base64!' } })).status).toBe(400);
  });

  it('the same text is the same asset', async () => {
    const asset = { type: 'TEXT', textAsset: { text: 'Dry feet all day' } };
    const [one, two] = [await create('assets', asset), await create('assets', asset)];
    expect(one.name).toBe(two.name);
    expect(await text("SELECT asset.text_asset.text FROM asset WHERE asset.type = 'TEXT'")).toContain('Dry feet');
    expect(await ledger()).toEqual({ entries: [] });
  });

  it('a new ad stands below its ad group', async () => {
    const ad = {
      finalUrls: ['https://shop.example/'],
      responsiveSearchAd: { headlines: [{ text: 'Boots' }], descriptions: [{ text: 'Dry' }] },
    };
    const made = await create('adGroupAds', { adGroup: named('adGroups', boots.ad_group), status: 'PAUSED', ad });
    expect(made.name).toMatch(new RegExp(`${named('adGroupAds', boots.ad_group)}~\\d+$`));
    expect(
      await text(`SELECT ad_group_ad.status FROM ad_group_ad WHERE ad_group_ad.resource_name = '${made.name}'`),
    ).toContain('PAUSED');
    expect((await create('adGroupAds', { adGroup: named('adGroups', boots.ad_group) })).status).toBe(400);
    expect(
      (
        await create('adGroups', {
          campaign: named('campaigns', boots.campaign),
          name: 'Hiking Boots – search – ad set',
        })
      ).text,
    ).toContain('DUPLICATE_ADGROUP_NAME');
  });

  it('what is made is there after a kill -9', async () => {
    const first = await startSandboxProcess();
    const calls = googleCalls(first);
    const asset = { name: 'Kept', type: 'IMAGE', imageAsset: image };
    await calls.mutate('assets', { operations: [{ create: asset }] });
    await calls.mutate('campaignBudgets', { operations: [{ create: newBudget() }] });
    await first.kill();
    const second = await startSandboxProcess({ directory: first.directory });
    const again = googleCalls(second);
    expect(JSON.stringify((await again.mutate('assets', { operations: [{ create: asset }] })).body)).toContain(
      'DUPLICATE_ASSET_NAME',
    );
    const budgets = await again.stream(
      "SELECT campaign_budget.id FROM campaign_budget WHERE campaign_budget.name = 'Autumn'",
    );
    expect(JSON.stringify(budgets.body)).toContain('campaignBudgets/88');
    expect((await second.get('/_sandbox/ledger')).body).toMatchObject({ entries: [{ after: 'Kept' }] });
    await second.stop();
  });
});
