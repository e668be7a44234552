import { describe, expect, it } from 'vitest';
import { bidFieldOf } from './bids.ts';
import { idsOf, resourceName } from './google-account.ts';
import { adGroupRow, campaignRow, count, int64, mutateWire, streamWire, wireId } from './schemas.ts';

describe('numbers of the wire', () => {
  it.each([
    ['9223372036854775807', 9_223_372_036_854_775_807n],
    ['-1', -1n],
    [12, 12n],
  ])('the int64 %j is %s', (value, number) => {
    expect(int64.parse(value)).toBe(number);
  });
  it.each(['1.5', '', ' 1', '1e3', '0x1', 1.5, null, {}])('%j is no int64', (value) => {
    expect(int64.safeParse(value).success).toBe(false);
    expect(count.safeParse(value).success).toBe(false);
  });
  it('ids are texts, whichever way they came', () => {
    expect([wireId.parse('111'), wireId.parse(111)]).toEqual(['111', '111']);
    for (const value of ['customers/1', '-1', -1, '', null]) expect(wireId.safeParse(value).success).toBe(false);
  });
});

describe('answers', () => {
  it('need only what is needed, and may hold more', () => {
    expect(campaignRow.parse({ campaign: { id: '1', status: 'ENABLED', more: {} }, more: [] })).toEqual({
      campaign: { id: '1', status: 'ENABLED' },
    });
    expect(campaignRow.safeParse({ campaign: { status: 'ENABLED' } }).success).toBe(false);
    expect(campaignRow.safeParse({ campaign: { id: '1' } }).success).toBe(false);
    expect(adGroupRow.safeParse({ adGroup: { id: '1', status: 'ENABLED' } }).success).toBe(false);
  });
  it('to a mutation and in a stream may leave out what is empty', () => {
    expect(mutateWire.parse({})).toEqual({});
    expect(mutateWire.parse({ results: [null, {}, { resourceName: 'a' }] }).results).toHaveLength(3);
    expect(streamWire.parse([{ fieldMask: 'a' }, { results: null }])).toEqual([{}, { results: null }]);
    expect(streamWire.safeParse({ results: [] }).success).toBe(false);
  });
});

describe('resource names', () => {
  const facts = {
    ...{ account_id: '1-2', customer_id: '12', currency: 'USD', timezone: 'UTC' },
    now: () => new Date(0),
  };
  it('have the digits of the account, and give their ids back', () => {
    expect(resourceName(facts, 'campaigns', '7')).toBe('customers/12/campaigns/7');
    expect(idsOf('customers/12/adGroupAds/22~33')).toEqual(['22', '33']);
    expect([idsOf('7'), idsOf('')]).toEqual([['7'], ['']]);
  });
});

describe('the bid that counts', () => {
  const row = (biddingStrategyType: string | null) => ({
    adGroup: { id: '1', status: 'ENABLED' },
    campaign: { id: '2', biddingStrategyType },
  });
  it.each([
    ['MANUAL_CPC', 'cpcBidMicros', 'cpc_bid_micros'],
    ['ENHANCED_CPC', 'cpcBidMicros', 'cpc_bid_micros'],
    ['MANUAL_CPM', 'cpmBidMicros', 'cpm_bid_micros'],
    ['MANUAL_CPV', 'cpvBidMicros', 'cpv_bid_micros'],
    ['TARGET_CPA', 'targetCpaMicros', 'target_cpa_micros'],
    ['MAXIMIZE_CONVERSIONS', 'targetCpaMicros', 'target_cpa_micros'],
  ])('under %s is %s', (strategy, wire, column) => {
    expect(bidFieldOf(row(strategy))).toEqual({ wire, column });
  });
  it.each(['TARGET_ROAS', 'TARGET_IMPRESSION_SHARE', 'A_NEW_ONE', 'toString', '', null])(
    'under %s is none',
    (strategy) => {
      expect(bidFieldOf(row(strategy))).toBeNull();
    },
  );
});
