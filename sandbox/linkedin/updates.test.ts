import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openStage } from '../testing/stage.ts';
import { createLinkedin } from './personality.ts';
import { AUDIENCE_FACET, LOCATION_FACET } from './targeting.ts';

const account_id = '512000001';
const opened: ReturnType<typeof openStage>[] = [];
let stage: ReturnType<typeof openStage>;
beforeEach(() => {
  stage = openStage(createLinkedin(), { external_id: account_id }, { budget_owner: 'ad_set' });
  opened.push(stage);
});
afterAll(() => {
  for (const each of opened) each.close();
});

const usual = { 'linkedin-version': '202608', 'x-restli-protocol-version': '2.0.0' };
const base = `/rest/adAccounts/${account_id}`;
const creative = encodeURIComponent('urn:li:sponsoredCreative:9003');
const paths = { group: `${base}/adCampaignGroups/9001`, campaign: `${base}/adCampaigns/9002` };
const ad = `${base}/creatives/${creative}`;
const patch = (path: string, set: unknown, remove: readonly string[] = []) =>
  stage.call(
    'POST',
    path,
    { patch: { $set: set, ...(remove.length === 0 ? {} : { $delete: remove }) } },
    { ...usual, 'x-restli-method': 'PARTIAL_UPDATE' },
  );
const get = (path: string) => stage.call('GET', path, null, usual);
const told = ({ status, body }: { status: number; body: unknown }) => `${status} ${JSON.stringify(body)}`;
const usd = (amount: string) => ({ amount, currencyCode: 'USD' });
const place = { or: { [LOCATION_FACET]: ['urn:li:geo:103644278'] } };
const aimed = (...ids: readonly string[]) => ({
  include: { and: [place, { or: { [AUDIENCE_FACET]: ids.map((id) => `urn:li:adSegment:${id}`) } }] },
});

describe('an update', () => {
  it.each<[string, string, Record<string, unknown>, readonly (readonly [string, string, unknown])[]]>([
    ['a daily budget', paths.campaign, { dailyBudget: usd('460.00') }, [['9002', 'daily_budget', 46_000]]],
    ['a bid', paths.campaign, { unitCost: usd('2.75') }, [['9002', 'bid_amount', 275]]],
    ['a status', paths.group, { status: 'PAUSED' }, [['9001', 'status', 'PAUSED']]],
    ['the status of a creative', ad, { intendedStatus: 'PAUSED' }, [['9003', 'status', 'PAUSED']]],
    ['expansion', paths.campaign, { audienceExpansionEnabled: true }, [['9002', 'audience_expansion', 'on']]],
    [
      'two fields',
      paths.campaign,
      { name: 'New', status: 'PAUSED' },
      [
        ['9002', 'name', 'New'],
        ['9002', 'status', 'PAUSED'],
      ],
    ],
    ['audiences', paths.campaign, { targetingCriteria: aimed('8', '5') }, [['9002', 'included_audiences', '5,8']]],
  ])('of %s is 204 without a body, and changes just that', (_, path, set, lines) => {
    const reply = patch(path, set);
    expect([reply.status, reply.body]).toEqual([204, undefined]);
    for (const line of lines) expect(stage.ledger()).toContainEqual(line);
  });

  it.each<[string, string, unknown, string]>([
    ['a budget in a number', paths.campaign, { dailyBudget: 460 }, 'dailyBudget'],
    [
      'a budget in cents',
      paths.campaign,
      { dailyBudget: { amountMinor: 46_000, currencyCode: 'USD' } },
      'UNRECOGNIZED_FIELD',
    ],
    ['a budget under ten', paths.campaign, { dailyBudget: usd('9.99') }, 'FIELD_VALUE_TOO_LOW'],
    ['a bid above the budget', paths.campaign, { unitCost: usd('400.01') }, 'CONDITIONAL_VALUE_TOO_HIGH'],
    ['a total below the day', paths.campaign, { totalBudget: usd('399.99') }, 'CONDITIONAL_VALUE_TOO_LOW'],
    ['a field in snake case', paths.campaign, { daily_budget: usd('460.00') }, 'UNRECOGNIZED_FIELD'],
    ['a field of another platform', paths.campaign, { bid_amount: 100 }, 'UNRECOGNIZED_FIELD'],
    ['a field that is only read', paths.campaign, { servingStatuses: ['RUNNABLE'] }, 'UNRECOGNIZED_FIELD'],
    ['a field of every object', paths.campaign, { constructor: 'x' }, 'UNRECOGNIZED_FIELD'],
    ['a bid on a group', paths.group, { unitCost: usd('2.75') }, 'UNRECOGNIZED_FIELD'],
    ['a status of another platform', paths.campaign, { status: 'ENABLED' }, 'must be one of'],
    ['a status that is removed', paths.campaign, { status: 'REMOVED' }, 'must be one of'],
    ['the status of a creative by its old name', ad, { status: 'PAUSED' }, 'UNRECOGNIZED_FIELD'],
    ['the budget of a creative', ad, { dailyBudget: usd('460.00') }, 'UNRECOGNIZED_FIELD'],
    ['no name', paths.campaign, { name: ' ' }, 'name'],
    ['a name of 256 letters', paths.campaign, { name: 'x'.repeat(256) }, 'name'],
    ['a word for expansion', paths.campaign, { audienceExpansionEnabled: 'on' }, 'audienceExpansionEnabled'],
    [
      'targeting without a place',
      paths.campaign,
      { targetingCriteria: { include: { and: [{ or: {} }] } } },
      'MISSING_FIELD',
    ],
    [
      'audiences as bare ids',
      paths.campaign,
      { targetingCriteria: { include: { and: [place, { or: { [AUDIENCE_FACET]: ['5'] } }] } } },
      'URN_INVALID',
    ],
    ['times as texts', paths.campaign, { runSchedule: { start: '2026-12-01T00:00:00Z' } }, 'runSchedule'],
  ])('of %s is refused, and nothing is changed', (_, path, set, value) => {
    expect(told(patch(path, set))).toMatch(/^400/);
    expect(told(patch(path, set))).toContain(value);
    expect(stage.ledger()).toEqual([]);
  });

  it('of which one field is bad changes none of the others', () => {
    expect(patch(paths.campaign, { name: 'New', status: 'ENABLED' }).status).toBe(400);
    expect(stage.ledger()).toEqual([]);
  });

  it('takes a budget away only where another is left', () => {
    expect(told(patch(paths.campaign, {}, ['dailyBudget']))).toContain('MISSING_FIELD');
    expect(patch(paths.campaign, { totalBudget: usd('9000.00') }, ['dailyBudget']).status).toBe(204);
    expect(stage.ledger()).toContainEqual(['9002', 'daily_budget', null]);
    expect(told(patch(paths.campaign, {}, ['unitCost']))).toContain('FIELD_NOT_DELETABLE');
    expect(told(patch(ad, {}, ['name']))).toContain('FIELD_NOT_DELETABLE');
  });

  it('of what is archived is refused for good', () => {
    expect(patch(paths.campaign, { status: 'ARCHIVED' }).status).toBe(204);
    expect(told(patch(paths.campaign, { status: 'ACTIVE' }))).toContain('INVALID_STATE');
  });

  it('shows when it is read back, in the form of the wire', () => {
    patch(paths.campaign, { dailyBudget: usd('460.5'), targetingCriteria: aimed('8', '5', '8') });
    expect(get(paths.campaign)).toMatchObject({
      status: 200,
      body: { dailyBudget: usd('460.50'), targetingCriteria: aimed('5', '8'), id: 9002 },
    });
    expect(get(paths.campaign).body).not.toHaveProperty('totalBudget');
  });

  it('needs its method, its protocol, its version and its account', () => {
    const body = { patch: { $set: { name: 'New' } } };
    const post = (path: string, headers: Record<string, string>) => stage.call('POST', path, body, headers).status;
    const whole = { ...usual, 'x-restli-method': 'PARTIAL_UPDATE' };
    expect(post(paths.campaign, usual)).toBe(405);
    expect(post(paths.campaign, { ...whole, 'x-restli-protocol-version': '1.0.0' })).toBe(400);
    expect(post(paths.campaign, { ...whole, 'linkedin-version': '202401' })).toBe(426);
    expect(post(paths.campaign.replace(account_id, '512000002'), whole)).toBe(403);
    expect(post(paths.campaign.replace('9002', '9001'), whole)).toBe(404);
    expect(stage.ledger()).toEqual([]);
    expect(post(paths.campaign, whole)).toBe(204);
  });
});
