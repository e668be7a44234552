import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { account, paths, startLinkedin } from './test-account.ts';

let linkedin: Awaited<ReturnType<typeof startLinkedin>>;
beforeAll(async () => {
  linkedin = await startLinkedin();
});
afterAll(() => linkedin.stop());
beforeEach(() => linkedin.begin({ ends_at: '2026-12-31T00:00:00.000Z' }));

const ledger = async () => ledgerSchema.parse(await linkedin.ledger()).entries;
const lines = async () =>
  (await ledger()).map(({ entity_id, field, before, after }) => [entity_id, field, before, after]);
const usd = (amount: string) => ({ amount, currencyCode: 'USD' });
const start = Date.parse('2026-11-25T00:00:00.000Z');
const segment = (id: string) => ({ 'urn:li:adTargetingFacet:audienceMatchingSegments': [`urn:li:adSegment:${id}`] });
const places = { or: { 'urn:li:adTargetingFacet:locations': ['urn:li:geo:103644278'] } };
const locales = { or: { 'urn:li:adTargetingFacet:interfaceLocales': ['urn:li:locale:en_US'] } };

describe('a partial update', () => {
  it('is answered with 204 and nothing, and stands in the ledger under the names and units of the books', async () => {
    const answer = await linkedin.call(
      'POST',
      paths.campaign,
      { patch: { $set: { dailyBudget: usd('460.00') } } },
      { 'x-restli-method': 'PARTIAL_UPDATE', 'x-request-id': 'request-1' },
    );
    expect([answer.status, answer.body, answer.headers.get('x-li-uuid')]).toEqual([204, '', 'request-1']);
    expect(await ledger()).toEqual([
      {
        seq: 1,
        at: expect.stringMatching(/^2026-11-21T12:00/),
        platform: 'linkedin_ads',
        account_id: account.external_id,
        entity_type: 'ad_set',
        entity_id: '9002',
        field: 'daily_budget',
        before: 40_000,
        after: 46_000,
        request_id: 'request-1',
      },
    ]);
    expect((await linkedin.get(paths.campaign)).body).toMatchObject({ dailyBudget: usd('460.00') });
  });

  it.each([
    ['a bid', paths.campaign, { unitCost: usd('3.10') }, [['9002', 'bid_amount', 250, 310]]],
    ['a total budget', paths.campaign, { totalBudget: usd('9000') }, [['9002', 'lifetime_budget', null, 900_000]]],
    ['a pause', paths.campaign, { status: 'PAUSED' }, [['9002', 'status', 'ACTIVE', 'PAUSED']]],
    ['a pause of a group', paths.group, { status: 'PAUSED' }, [['9001', 'status', 'ACTIVE', 'PAUSED']]],
    ['a pause of a creative', paths.creative, { intendedStatus: 'PAUSED' }, [['9003', 'status', 'ACTIVE', 'PAUSED']]],
    ['a name', paths.creative, { name: 'New name' }, [['9003', 'name', 'first', 'New name']]],
    ['expansion', paths.campaign, { audienceExpansionEnabled: true }, [['9002', 'audience_expansion', 'off', 'on']]],
    [
      'a later end',
      paths.campaign,
      { runSchedule: { start, end: start + 86_400_000 } },
      [
        ['9002', 'starts_at', null, '2026-11-25T00:00:00.000Z'],
        ['9002', 'ends_at', '2026-12-31T00:00:00.000Z', '2026-11-26T00:00:00.000Z'],
      ],
    ],
    [
      'audiences: only what differs is told',
      paths.campaign,
      { targetingCriteria: { include: { and: [places, locales, { or: segment('77') }] } } },
      [['9002', 'included_audiences', '', '77']],
    ],
    [
      'an exclusion',
      paths.campaign,
      { targetingCriteria: { include: { and: [places, locales] }, exclude: { or: segment('78') } } },
      [['9002', 'excluded_audiences', '', '78']],
    ],
    [
      'a budget of a group that shares it out',
      paths.group,
      { dailyBudget: usd('90.00'), budgetOptimization: { budgetOptimizationStrategy: 'DYNAMIC' } },
      [['9001', 'daily_budget', null, 9000]],
    ],
  ])('sets %s', async (_, path, set, expected) => {
    expect((await linkedin.patch(path, set)).status).toBe(204);
    expect(await lines()).toEqual(expected);
  });

  it('keeps the other half of a schedule that is sent whole, and runs on without an end', async () => {
    const before = (await linkedin.get(paths.campaign)).body;
    const born = Number(/"runSchedule":\{"start":(\d+)/.exec(JSON.stringify(before))?.[1]);
    await linkedin.patch(paths.campaign, { runSchedule: { start: born } });
    expect(await lines()).toEqual([['9002', 'ends_at', '2026-12-31T00:00:00.000Z', null]]);
    expect((await linkedin.get(paths.campaign)).body).toMatchObject({ runSchedule: { start: born } });
    expect(JSON.stringify((await linkedin.get(paths.campaign)).body)).not.toContain('"end"');
  });

  it('that replaces targeting takes away the audiences that it leaves out, and keeps other facets as sent', async () => {
    await linkedin.patch(paths.campaign, { targetingCriteria: { include: { and: [places, { or: segment('77') }] } } });
    await linkedin.patch(paths.campaign, { targetingCriteria: { include: { and: [places] } } });
    expect((await linkedin.get(paths.campaign)).body).toMatchObject({
      targetingCriteria: { include: { and: [places] } },
    });
    expect((await lines()).at(-1)).toEqual(['9002', 'included_audiences', '77', '']);
  });

  it('is a line in the ledger each time it is applied, even when it changes nothing', async () => {
    const targeting = { targetingCriteria: { include: { and: [places, locales] } } };
    await linkedin.patch(paths.campaign, { dailyBudget: usd('400') });
    await linkedin.patch(paths.campaign, targeting);
    await linkedin.patch(paths.campaign, targeting);
    expect(await lines()).toEqual([
      ['9002', 'daily_budget', 40_000, 40_000],
      ['9002', 'included_audiences', '', ''],
      ['9002', 'included_audiences', '', ''],
    ]);
  });

  it('may take a total budget away when a daily one is left, but not the last of the two', async () => {
    await linkedin.patch(paths.campaign, { totalBudget: usd('9000.00') });
    expect((await linkedin.patch(paths.campaign, {}, ['totalBudget'])).status).toBe(204);
    expect((await linkedin.patch(paths.campaign, {}, ['dailyBudget'])).status).toBe(400);
    expect((await linkedin.patch(paths.campaign, {}, ['name'])).status).toBe(400);
    expect((await lines()).at(-1)).toEqual(['9002', 'lifetime_budget', 900_000, null]);
  });

  it('shows as a hold below a paused group', async () => {
    await linkedin.patch(paths.group, { status: 'PAUSED' });
    expect((await linkedin.get(paths.campaign)).body).toMatchObject({
      status: 'ACTIVE',
      servingStatuses: ['CAMPAIGN_GROUP_STATUS_HOLD'],
    });
  });
});

describe('an update is refused, and nothing is applied, for', () => {
  it.each([
    ['minor units', { dailyBudget: 46_000 }, 'dailyBudget'],
    ['a number as amount', { dailyBudget: { amount: 460, currencyCode: 'USD' } }, 'dailyBudget/amount'],
    ['another currency', { dailyBudget: { amount: '460.00', currencyCode: 'EUR' } }, 'dailyBudget/currencyCode'],
    ['a budget below ten of the currency', { dailyBudget: usd('9.99') }, 'dailyBudget'],
    ['a bid above the daily budget', { unitCost: usd('400.01') }, 'unitCost/amount'],
    ['a total below the daily budget', { totalBudget: usd('399.99') }, 'totalBudget/amount'],
    ['an unknown field', { daily_budget: usd('460.00') }, 'daily_budget'],
    ['a field that cannot be written', { servingStatuses: ['RUNNABLE'] }, 'servingStatuses'],
    ['an unknown status', { status: 'SLEEPING' }, 'status'],
    ['a truth that is a text', { audienceExpansionEnabled: 'true' }, 'audienceExpansionEnabled'],
    ['a schedule in seconds', { runSchedule: { start: start / 1000 } }, 'runSchedule'],
    [
      'targeting without a place',
      { targetingCriteria: { include: { and: [{ or: segment('1') }] } } },
      'targetingCriteria/include',
    ],
    ['one wrong field among right ones', { dailyBudget: usd('460.00'), status: 'NO' }, 'status'],
    ['a budget optimisation that is none', { budgetOptimization: {} }, 'budgetOptimization'],
  ])('%s', async (_, set, fieldPath) => {
    const answer = await linkedin.patch(paths.campaign, set);
    expect(answer).toMatchObject({
      status: 400,
      body: { errorDetails: { inputErrors: [{ input: { inputPath: { fieldPath } } }] } },
    });
    expect(await ledger()).toEqual([]);
  });

  it('a call that does not say PARTIAL_UPDATE, no patch, an empty patch, a broken body, an archived thing', async () => {
    const body = { patch: { $set: { status: 'PAUSED' } } };
    expect((await linkedin.post(paths.campaign, body)).status).toBe(405);
    const partial = { 'x-restli-method': 'PARTIAL_UPDATE' };
    for (const wrong of [{ status: 'PAUSED' }, { patch: {} }, { patch: { $set: { name: 'x' }, $delete: ['name'] } }]) {
      expect((await linkedin.post(paths.campaign, wrong, partial)).status).toBe(400);
    }
    expect(await linkedin.post(paths.campaign, '{"patch', partial)).toMatchObject({
      status: 400,
      body: { code: 'MALFORMED_BODY' },
    });
    expect((await linkedin.patch(paths.creative, { content: { reference: 'urn:li:share:9007' } })).status).toBe(400);
    expect(await ledger()).toEqual([]);
    await linkedin.patch(paths.campaign, { status: 'ARCHIVED' });
    expect((await linkedin.patch(paths.campaign, { status: 'ACTIVE' })).status).toBe(400);
  });
});
