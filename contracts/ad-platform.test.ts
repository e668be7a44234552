import { describe, expect, it } from 'vitest';
import { entityStateSchema, insightRowSchema, ledgerSchema, nothingHeld, platformSchema } from './ad-platform.ts';

const state = {
  ...nothingHeld,
  platform: 'meta_ads',
  account_id: 'act_1',
  entity_type: 'ad_set',
  entity_id: '2',
  parent_id: '1',
  name: 'Set',
  status: 'active',
  bid_amount_minor: 250,
  bid_strategy: 'LOWEST_COST_WITH_BID_CAP',
  included_audience_ids: '11,12',
  excluded_audience_ids: '',
  audience_expansion: 'on',
  starts_at: '2026-01-01T00:00:00.000Z',
  currency: 'USD',
  read_at: '2026-01-31T09:00:00.000Z',
};
const row = {
  entity_id: '1',
  date: '2026-01-31',
  hour: null,
  impressions: 1_000,
  clicks: 10,
  spend_minor: 1_234,
  conversions: 1.5,
  revenue_minor: 9_900,
  reach: null,
  frequency: 1.2,
};

describe('the live state of an entity', () => {
  it('is the same in our words, whatever the wire says', () => {
    expect(entityStateSchema.parse(state)).toEqual(state);
  });

  it.each([
    ['the status of a wire', { status: 'ACTIVE' }],
    ['a budget in major units', { daily_budget_minor: 12.34 }],
    ['a platform that nobody knows', { platform: 'postal_ads' }],
    ['a start without an offset', { starts_at: '2026-01-31T09:00:00' }],
    ['an expansion in the words of a wire', { audience_expansion: '1' }],
    ['audiences as a list', { included_audience_ids: ['11', '12'] }],
    ['a lifetime budget that is left out', { lifetime_budget_minor: undefined }],
    ['a time without an offset', { read_at: '2026-01-31T09:00:00' }],
    ['a bid that is left out, which is not the same as none', { bid_amount_minor: undefined }],
    ['an id as a number', { entity_id: 2 }],
  ])('%s is refused', (_, part) => {
    expect(entityStateSchema.safeParse({ ...state, ...part }).success).toBe(false);
  });
});

describe('a row of insights', () => {
  it.each([
    ['a day', {}, true],
    ['the first hour', { hour: 0 }, true],
    ['the last hour', { hour: 23 }, true],
    ['hour 24', { hour: 24 }, false],
    ['half an hour', { hour: 0.5 }, false],
    ['half an impression', { impressions: 0.5 }, false],
    ['part of a conversion, which attribution gives', { conversions: 0.25 }, true],
    ['spend in major units', { spend_minor: 12.34 }, false],
    ['no clicks', { clicks: null }, false],
  ])('%s', (_, part, accepted) => {
    expect(insightRowSchema.safeParse({ ...row, ...part }).success).toBe(accepted);
  });
});

describe('the ledger of the sandbox', () => {
  it('keeps what was and what is, in the words of the wire', () => {
    const entry = {
      seq: 1,
      at: '2026-01-31T09:00:00Z',
      platform: platformSchema.options[0],
      account_id: 'act_1',
      entity_type: 'campaign',
      entity_id: '1',
      field: 'daily_budget',
      before: '40000',
      after: '46000',
      request_id: null,
    };
    expect(ledgerSchema.parse({ entries: [entry] }).entries).toEqual([entry]);
    expect(ledgerSchema.safeParse({ entries: [{ ...entry, seq: 1.5 }] }).success).toBe(false);
    expect(ledgerSchema.safeParse({ entries: [{ ...entry, before: undefined }] }).success).toBe(false);
  });
});
