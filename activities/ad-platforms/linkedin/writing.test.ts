import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AdPlatformAdapter, EntityReference } from '../../../contracts/ad-platform.ts';
import { openLinkedIn, type ReplayedLinkedIn, recorded } from '../../../tests/ad-platforms/linkedin-on-replay.ts';

const account_id = '504004001';
const group: EntityReference = { account_id, entity_type: 'campaign', entity_id: '613870146' };
const campaign: EntityReference = { account_id, entity_type: 'ad_set', entity_id: '338763756' };
const creative: EntityReference = { account_id, entity_type: 'ad', entity_id: '119962155' };
const request_id = '3f1c';

let linkedin: ReplayedLinkedIn;
let adapter: AdPlatformAdapter;
beforeAll(async () => {
  linkedin = await openLinkedIn();
});
afterAll(() => linkedin.stop());
beforeEach(() => {
  adapter = linkedin.adapterWith();
});

const groupPath = '/rest/adAccounts/504004001/adCampaignGroups/613870146';
const campaignPath = '/rest/adAccounts/504004001/adCampaigns/338763756';
const creativePath = '/rest/adAccounts/504004001/creatives/urn%3Ali%3AsponsoredCreative%3A119962155';
const done = { status: 204, body: '' };

describe('a write that needs nothing but its value', () => {
  it.each([
    [group, groupPath, 'daily_budget_minor', 46_000, '{"dailyBudget":{"amount":"460.00","currencyCode":"EUR"}}'],
    [campaign, campaignPath, 'lifetime_budget_minor', 1_205, '{"totalBudget":{"amount":"12.05","currencyCode":"EUR"}}'],
    [group, groupPath, 'status', 'paused', '{"status":"PAUSED"}'],
    [campaign, campaignPath, 'status', 'active', '{"status":"ACTIVE"}'],
    [creative, creativePath, 'status', 'active', '{"intendedStatus":"ACTIVE"}'],
    [campaign, campaignPath, 'audience_expansion', 'on', '{"audienceExpansionEnabled":true}'],
    [campaign, campaignPath, 'audience_expansion', 'off', '{"audienceExpansionEnabled":false}'],
  ] as const)('%o at %s sets %s to %s in one request', async (reference, target, field, value, set) => {
    linkedin.answerWith({ ...done, headers: { 'x-li-uuid': 'AAX' } });
    const answer = await adapter.write({ reference, field, value, request_id });
    expect(answer).toEqual({ platform_request_id: 'AAX' });
    expect(linkedin.sent()).toHaveLength(1);
    expect(linkedin.sent()[0]).toMatchObject({ method: 'POST', target, body: `{"patch":{"$set":${set}}}` });
    expect(linkedin.sent()[0]?.headers).toMatchObject({
      'x-restli-method': 'PARTIAL_UPDATE',
      'content-type': 'application/json',
      'linkedin-version': '202608',
    });
  });
});

describe('a write that must know what is there', () => {
  const patched = z.object({ patch: z.object({ $set: z.record(z.string(), z.unknown()) }) });
  const written = () => patched.parse(JSON.parse(linkedin.sent()[1]?.body ?? 'null')).patch.$set;

  it('a bid is set where people bid', async () => {
    linkedin.answerWith({ body: recorded('campaign') }, done);
    await adapter.write({ reference: campaign, field: 'bid_amount_minor', value: 288, request_id });
    expect(linkedin.sent().map((request) => request.method)).toEqual(['GET', 'POST']);
    expect(written()).toEqual({ unitCost: { amount: '2.88', currencyCode: 'EUR' } });
  });
  it.each(['TARGET_COST_PER_CLICK', 'CAP_COST_AND_MAXIMIZE_CLICKS', 'ENHANCED_CONVERSION', null])(
    'a cost per result is set the same way: %s',
    async (optimizationTargetType) => {
      linkedin.answerWith({ body: { optimizationTargetType } }, done);
      await adapter.write({ reference: campaign, field: 'bid_amount_minor', value: 300, request_id });
      expect(written()).toEqual({ unitCost: { amount: '3.00', currencyCode: 'EUR' } });
    },
  );
  it('a bid where LinkedIn bids by itself is refused, and nothing is written', async () => {
    linkedin.answerWith({ body: { optimizationTargetType: 'MAX_CONVERSION' } });
    const bid = adapter.write({ reference: campaign, field: 'bid_amount_minor', value: 288, request_id });
    await expect(bid).rejects.toMatchObject({ code: 'PLATFORM_REFUSED', message: expect.stringContaining('MAX_CONV') });
    expect(linkedin.sent()).toHaveLength(1);
  });
  it('a schedule is written whole, the other moment as it was', async () => {
    linkedin.answerWith({ body: recorded('campaign') }, done);
    await adapter.write({ reference: campaign, field: 'ends_at', value: '2026-12-24T18:00:00Z', request_id });
    expect(written()).toEqual({ runSchedule: { start: 1_790_812_800_000, end: Date.parse('2026-12-24T18:00:00Z') } });
  });
  it('an end that comes before the start is refused, and nothing is written', async () => {
    linkedin.answerWith({ body: recorded('campaign') });
    const end = adapter.write({ reference: campaign, field: 'ends_at', value: '2026-01-01T00:00:00Z', request_id });
    await expect(end).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(linkedin.sent()).toHaveLength(1);
  });
  it('audiences are set by the whole criteria, everything else in them as it was', async () => {
    linkedin.answerWith({ body: recorded('campaign') }, done);
    await adapter.write({ reference: campaign, field: 'included_audience_ids', value: '5,6', request_id });
    expect(linkedin.sent()[1]?.body).toBe(
      '{"patch":{"$set":{"targetingCriteria":{"include":{"and":[' +
        '{"or":{"urn:li:adTargetingFacet:locations":["urn:li:geo:106693272","urn:li:geo:103883259"]}},' +
        '{"or":{"urn:li:adTargetingFacet:audienceMatchingSegments":["urn:li:adSegment:5","urn:li:adSegment:6"]}}]},' +
        '"exclude":{"or":{"urn:li:adTargetingFacet:staffCountRanges":["urn:li:staffCountRange:(1,1)"],' +
        '"urn:li:adTargetingFacet:audienceMatchingSegments":["urn:li:adSegment:77"]}}}}}}',
    );
  });
  it('audiences to leave out are set alone', async () => {
    linkedin.answerWith({ body: recorded('campaign') }, done);
    await adapter.write({ reference: campaign, field: 'excluded_audience_ids', value: '', request_id });
    expect(written().targetingCriteria).toEqual({
      include: { and: [expect.anything(), expect.anything()] },
      exclude: { or: { 'urn:li:adTargetingFacet:staffCountRanges': ['urn:li:staffCountRange:(1,1)'] } },
    });
  });
  it('targeting that is more than a list is left to a person', async () => {
    const facet = 'urn:li:adTargetingFacet:audienceMatchingSegments';
    const or = { 'urn:li:adTargetingFacet:skills': ['urn:li:skill:1'], [facet]: ['urn:li:adSegment:1'] };
    linkedin.answerWith({ body: { targetingCriteria: { include: { and: [{ or }] } } } });
    const write = adapter.write({ reference: campaign, field: 'included_audience_ids', value: '5', request_id });
    await expect(write).rejects.toMatchObject({ code: 'PLATFORM_REFUSED', message: expect.stringContaining('plain') });
  });
  it('what fails before the write has applied nothing', async () => {
    const write = () => adapter.write({ reference: campaign, field: 'bid_amount_minor', value: 288, request_id });
    linkedin.answerWith({ drop: true }, { status: 500 }, { status: 429 }, { body: 'OK' });
    await expect(write()).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    await expect(write()).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
    await expect(write()).rejects.toMatchObject({ code: 'PLATFORM_THROTTLED' });
    await expect(write()).rejects.toMatchObject({ code: 'PLATFORM_ANSWER_INVALID' });
    expect(linkedin.sent().every((request) => request.method === 'GET')).toBe(true);
  });
  it('a write that would leave too late does not leave', async () => {
    const slow = linkedin.adapterWith({ write_timeout_seconds: 0.000_001 });
    linkedin.answerWith({ body: recorded('campaign') });
    const write = slow.write({ reference: campaign, field: 'bid_amount_minor', value: 288, request_id });
    await expect(write).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE', details: { cause: 'write_deadline' } });
    expect(linkedin.sent()).toHaveLength(1);
  });
});

describe('a write that is not made', () => {
  it.each([
    [creative, 'daily_budget_minor', 100, 'PLATFORM_CAPABILITY_MISSING'],
    [creative, 'creative_id', '77', 'PLATFORM_CAPABILITY_MISSING'],
    [group, 'bid_amount_minor', 100, 'PLATFORM_CAPABILITY_MISSING'],
    [group, 'included_audience_ids', '', 'PLATFORM_CAPABILITY_MISSING'],
    [group, 'ends_at', '2026-12-24T18:00:00Z', 'PLATFORM_CAPABILITY_MISSING'],
    [group, 'daily_budget_minor', 12.5, 'PLATFORM_REFUSED'],
    [group, 'daily_budget_minor', 0, 'PLATFORM_REFUSED'],
    [campaign, 'lifetime_budget_minor', -5, 'PLATFORM_REFUSED'],
    [campaign, 'bid_amount_minor', '250', 'PLATFORM_REFUSED'],
    [group, 'status', 'deleted', 'PLATFORM_REFUSED'],
    [campaign, 'audience_expansion', 'perhaps', 'PLATFORM_REFUSED'],
    [{ ...group, entity_id: '../1' }, 'status', 'paused', 'PLATFORM_NOT_FOUND'],
  ] as const)('%o %s %s is refused before anything is sent', async (reference, field, value, code) => {
    await expect(adapter.write({ reference, field, value, request_id })).rejects.toMatchObject({ code });
    expect(linkedin.sent()).toEqual([]);
  });
});

describe('a write whose answer is no success', () => {
  const budget = { reference: group, field: 'daily_budget_minor', value: 46_000, request_id } as const;
  it.each([
    ['a dropped connection', { drop: true }],
    ['a server error', { status: 500, body: '<html>oops</html>' }],
    ['a gateway that gave up', { status: 504 }],
  ])('%s leaves the outcome open, and it is not sent again', async (_name, answer) => {
    linkedin.answerWith(answer);
    await expect(adapter.write(budget)).rejects.toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
    expect(linkedin.sent()).toHaveLength(1);
  });
  it.each([
    [{ status: 400, body: recorded('error-invalid-bid') }, 'PLATFORM_REFUSED'],
    [{ status: 403, body: { status: 403, code: 'ACCESS_DENIED' } }, 'PLATFORM_UNAUTHORIZED'],
    [{ status: 404, body: {} }, 'PLATFORM_NOT_FOUND'],
    [{ status: 409, body: {} }, 'PLATFORM_UNAVAILABLE'],
    [{ status: 426, body: { code: 'NONEXISTENT_VERSION' } }, 'PLATFORM_REFUSED'],
    [{ status: 429, body: {} }, 'PLATFORM_THROTTLED'],
  ])('%o is a definite no: %s', async (answer, code) => {
    linkedin.answerWith(answer);
    await expect(adapter.write(budget)).rejects.toMatchObject({ code });
    expect(linkedin.sent()).toHaveLength(1);
  });
  it('a refused value carries LinkedIn’s own words and the field to blame', async () => {
    linkedin.answerWith({ status: 400, body: recorded('error-invalid-bid') });
    await expect(adapter.write(budget)).rejects.toMatchObject({
      message: expect.stringContaining('unitCost: The bid is higher than the daily budget'),
      details: { blamed_fields: ['unitCost'], linkedin_code: 'INVALID_REQUEST', service_error_code: 100 },
    });
  });
  it('a write that never left because nobody listens is known not to be applied', async () => {
    const nobody = linkedin.adapterWith({ base_url: 'http://127.0.0.1:1' });
    await expect(nobody.write(budget)).rejects.toMatchObject({ code: expect.stringMatching(/UNAVAILABLE|UNKNOWN/) });
  });
});
