import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
const refused = (answer: { status: number; body: unknown }) => `${answer.status} ${JSON.stringify(answer.body)}`;
const budget = named('campaignBudgets', boots.budget);
const campaign = named('campaigns', boots.campaign);
const adGroup = named('adGroups', boots.ad_group);
const setBudget = (amountMicros: unknown) =>
  google.update('campaignBudgets', { resourceName: budget, amountMicros }, 'amount_micros');
const one = async (query: string) => JSON.stringify((await google.stream(query)).body);

describe('an update', () => {
  it('changes only what its mask names', async () => {
    const update = { resourceName: campaign, name: 'Renamed', status: 'PAUSED' };
    const answer = await google.update('campaigns', update, 'status');
    expect(answer).toMatchObject({ status: 200, body: { results: [{ resourceName: campaign }] } });
    expect(answer.headers.get('request-id')).toBeTruthy();
    expect(await ledger()).toMatchObject({
      entries: [{ platform: 'google_ads', entity_id: boots.campaign, field: 'status', after: 'PAUSED' }],
    });
    const found = await one(
      `SELECT campaign.name, campaign.status FROM campaign WHERE campaign.id = ${boots.campaign}`,
    );
    expect(found).toContain('"name":"Hiking Boots – search","status":"PAUSED"');
  });

  it.each([
    ['campaignBudgets', { resourceName: budget, amountMicros: '200000000' }, 'amountMicros', 'daily_budget', 20_000],
    ['campaignBudgets', { resourceName: budget, amount_micros: 200000000 }, 'amount_micros', 'daily_budget', 20_000],
    ['adGroups', { resourceName: adGroup, cpcBidMicros: '2100000' }, 'cpc_bid_micros', 'bid_amount', 210],
    ['adGroups', { resourceName: adGroup, status: 'PAUSED' }, 'status', 'status', 'PAUSED'],
    [
      'adGroupAds',
      { resourceName: named('adGroupAds', boots.ad_group, boots.ad), status: 'PAUSED' },
      'status',
      'status',
      'PAUSED',
    ],
    [
      'campaigns',
      { resourceName: campaign, endDateTime: '2026-12-01 10:00:00' },
      'end_date_time',
      'ends_at',
      '2026-12-01T10:00:00.000Z',
    ],
    [
      'campaigns',
      { resourceName: campaign, maximizeConversions: { targetCpaMicros: '5000000' } },
      'maximize_conversions.target_cpa_micros',
      'bid_amount',
      500,
    ],
  ])('of %s %o lands in the books', async (collection, update, mask, field, after) => {
    expect((await google.update(collection, update, mask)).status).toBe(200);
    expect(await ledger()).toMatchObject({
      entries: expect.arrayContaining([expect.objectContaining({ field, after })]),
    });
  });

  it('that says what is so already is applied all the same', async () => {
    await setBudget('180000000');
    expect(await ledger()).toMatchObject({ entries: [{ before: 18_000, after: 18_000 }] });
  });

  it.each([
    ['without a mask', { resourceName: campaign, status: 'PAUSED' }, undefined, 'FIELD_MASK_MISSING'],
    ['with an empty mask', { resourceName: campaign, status: 'PAUSED' }, '', 'FIELD_MASK_MISSING'],
    ['with an unknown field in the mask', { resourceName: campaign }, 'colour', 'FIELD_NOT_FOUND'],
    ['with a whole message in the mask', { resourceName: campaign }, 'maximize_conversions', 'FIELD_HAS_SUBFIELDS'],
    ['with an unknown name', { resourceName: campaign, dailyBudget: '1' }, 'status', 'Cannot find field'],
    ['with Meta’s word for a status', { resourceName: campaign, status: 'ACTIVE' }, 'status', 'Invalid value at'],
    ['of what cannot be changed', { resourceName: campaign, id: '1' }, 'id', 'IMMUTABLE_FIELD'],
    ['without a name', { status: 'PAUSED' }, 'status', '"fieldError":"REQUIRED"'],
    ['of a name that is none', { resourceName: 'campaigns/1', status: 'PAUSED' }, 'status', 'INVALID_RESOURCE_NAME'],
    [
      'of another account',
      { resourceName: 'customers/1234567890/campaigns/1', status: 'PAUSED' },
      'status',
      'INVALID_RESOURCE_NAME',
    ],
    [
      'of what is not there',
      { resourceName: named('campaigns', '1'), status: 'PAUSED' },
      'status',
      'RESOURCE_NOT_FOUND',
    ],
    [
      'of an ad group as a campaign',
      { resourceName: named('campaigns', boots.ad_group), status: 'PAUSED' },
      'status',
      'RESOURCE_NOT_FOUND',
    ],
    [
      'to an end before the start',
      { resourceName: campaign, startDateTime: '2026-12-02 00:00:00', endDateTime: '2026-12-01 00:00:00' },
      'start_date_time,end_date_time',
      'START_DATE_AFTER_END_DATE',
    ],
    [
      'to a time in another form',
      { resourceName: campaign, endDateTime: '2026-12-01T10:00:00Z' },
      'end_date_time',
      'INVALID_STRING_DATE_TIME',
    ],
  ])('%s is refused and changes nothing', async (_, update, mask, value) => {
    const operation = mask === undefined ? { update } : { update, updateMask: mask };
    const text = refused(await google.mutate('campaigns', { operations: [operation] }));
    expect(text).toMatch(/^400 /);
    expect(text).toContain(value);
    expect(await ledger()).toEqual({ entries: [] });
  });
});

describe('an amount', () => {
  it.each([
    ['with a fraction of a cent', '200005000', 'NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT'],
    ['below nothing', '-10000', 'NEGATIVE_MONEY_AMOUNT'],
    ['below the minimum', '10000', '"minimumBudgetAmountMicros":"1000000"'],
    ['of minor units', '20000', 'BUDGET_BELOW_PER_DAY_MINIMUM'],
    ['too large', '99999999990000', 'MONEY_AMOUNT_TOO_LARGE'],
    ['that is missing', undefined, '"fieldError":"REQUIRED"'],
    ['in words', 'many', 'TYPE_INT64'],
    ['in fractions', 200000000.5, 'TYPE_INT64'],
  ])('%s is refused with the place where it stands', async (_, amount, value) => {
    const text = refused(await setBudget(amount));
    expect(text).toMatch(/^400 /);
    expect(text).toContain(value);
    expect(text).toMatch(/"fieldName":"amount_micros"|operations\[0\]\.update\.amount_micros/);
    expect(await ledger()).toEqual({ entries: [] });
  });

  it('of a bid is in billable units', async () => {
    const bid = (cpcBidMicros: string) =>
      google.update('adGroups', { resourceName: adGroup, cpcBidMicros }, 'cpc_bid_micros');
    expect(refused(await bid('1234567'))).toContain('VALUE_NOT_MULTIPLE_OF_BILLABLE_UNIT');
    expect(refused(await bid('0'))).toContain('TOO_LOW');
    expect((await bid('1230000')).status).toBe(200);
  });
});

describe('a request of several operations', () => {
  const operations = [
    { update: { resourceName: campaign, status: 'PAUSED' }, updateMask: 'status' },
    { update: { resourceName: named('campaigns', '1'), status: 'PAUSED' }, updateMask: 'status' },
    { update: { resourceName: named('campaigns', boots.other_campaign), status: 'PAUSED' }, updateMask: 'status' },
  ];

  it('is applied whole or not at all', async () => {
    const answer = await google.mutate('campaigns', { operations });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain('{"fieldName":"operations","index":1}');
    expect(await ledger()).toEqual({ entries: [] });
    expect((await google.mutate('campaigns', { operations: [operations[0], operations[2]] })).status).toBe(200);
    expect(await ledger()).toMatchObject({ entries: [{}, {}] });
  });

  it('with partial failure applies what can be, and leaves the failed rows empty', async () => {
    const { status, body } = await google.mutate('campaigns', { operations, partialFailure: true });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      results: [{ resourceName: campaign }, {}, { resourceName: named('campaigns', boots.other_campaign) }],
      partialFailureError: { code: 3, details: [{ errors: [{ errorCode: { mutateError: 'RESOURCE_NOT_FOUND' } }] }] },
    });
    expect(await ledger()).toMatchObject({ entries: [{}, {}] });
  });

  it('that is only to be validated changes nothing, and has no results', async () => {
    const { status, body } = await google.mutate('campaigns', { operations: [operations[0]], validateOnly: true });
    expect([status, body]).toEqual([200, {}]);
    expect((await google.mutate('campaigns', { operations, validateOnly: true })).status).toBe(400);
    expect(await ledger()).toEqual({ entries: [] });
  });

  it('fails in a part when a fault says so', async () => {
    const match = { entity_id: boots.other_campaign };
    const two = [operations[0], operations[2]];
    await sandbox.fault({ kind: 'partial_failure', match });
    expect((await google.mutate('campaigns', { operations: two })).status).toBe(400);
    expect(await ledger()).toEqual({ entries: [] });
    await sandbox.fault({ kind: 'partial_failure', match });
    const { body } = await google.mutate('campaigns', { operations: two, partialFailure: true });
    expect(body).toMatchObject({ results: [{ resourceName: campaign }, {}], partialFailureError: { code: 3 } });
    expect(await ledger()).toMatchObject({ entries: [{ entity_id: boots.campaign }] });
  });

  it.each([
    ['no operations', { operations: [] }],
    ['nothing', {}],
    ['an empty operation', { operations: [{}] }],
    [
      'two kinds in one',
      { operations: [{ remove: campaign, update: { resourceName: campaign }, updateMask: 'status' }] },
    ],
    ['an unknown switch', { operations: [operations[0]], dryRun: true }],
    ['a switch that is none', { operations: [operations[0]], validateOnly: 'yes' }],
    ['an unknown part', { operations: [{ ...operations[0], force: true }] }],
  ])('of %s is refused', async (_, body) => {
    expect((await google.mutate('campaigns', body)).status).toBe(400);
    expect(await ledger()).toEqual({ entries: [] });
  });
});

describe('a removal', () => {
  it('ends a thing for good', async () => {
    expect((await google.mutate('campaigns', { operations: [{ remove: campaign }] })).status).toBe(200);
    const again = refused(await google.update('campaigns', { resourceName: campaign, status: 'ENABLED' }, 'status'));
    expect(again).toContain('OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE');
    expect(await one("SELECT campaign.id FROM campaign WHERE campaign.status != 'REMOVED'")).not.toContain(
      boots.campaign,
    );
    expect(await one("SELECT campaign.id FROM campaign WHERE campaign.status = 'REMOVED'")).toContain(boots.campaign);
  });

  it('of a budget in use is refused', async () => {
    const text = refused(await google.mutate('campaignBudgets', { operations: [{ remove: budget }] }));
    expect(text).toContain('CAMPAIGN_BUDGET_IN_USE');
  });
});
