import { describe, expect, it } from 'vitest';
import { checkInsightFields, type RowFacts, readInsightFields } from './insights-fields.ts';

const facts = (parts: Partial<RowFacts> = {}, totals: Partial<RowFacts['totals']> = {}): RowFacts => ({
  totals: {
    impressions: 10_000,
    clicks: 200,
    spend_minor: 30_050,
    conversions: 8,
    revenue_minor: 96_000,
    reach: 6_000,
    frequency: 10 / 6,
    ...{ engagements: 480, video_plays: 6_200, video_completions: 1_700 },
    ...totals,
  },
  currency: 'USD',
  names: { campaign_id: '1', date_start: '2026-11-20' },
  hourly: false,
  windows: [],
  ...parts,
});
const purchase = (value: string) => ({ action_type: 'purchase', value });

describe('the fields of an insights row', () => {
  it.each([
    ['impressions', '10000'],
    ['clicks', '200'],
    ['inline_link_clicks', '200'],
    ['spend', '300.50'],
    ['reach', '6000'],
    ['frequency', '1.666667'],
    ['cpm', '30.050000'],
    ['cpc', '1.502500'],
    ['ctr', '2.000000'],
    ['account_currency', 'USD'],
    ['campaign_id', '1'],
    ['date_start', '2026-11-20'],
  ])('%s is %j', (name, value) => {
    expect(readInsightFields(facts(), [name])).toEqual({ [name]: value });
  });

  it.each([
    ['USD', '300.50'],
    ['JPY', '30050'],
    ['KWD', '30.050'],
  ])('spend in %s is %s', (currency, spend) => {
    expect(readInsightFields(facts({ currency }), ['spend'])).toEqual({ spend });
  });

  it('count each purchase under every name that the platform uses', () => {
    const { actions, action_values, cost_per_action_type, purchase_roas } = readInsightFields(facts(), [
      'actions',
      'action_values',
      'cost_per_action_type',
      'purchase_roas',
    ]);
    expect(actions).toEqual([
      { action_type: 'link_click', value: '200' },
      { action_type: 'post_engagement', value: '480' },
      { action_type: 'omni_purchase', value: '8' },
      purchase('8'),
      { action_type: 'offsite_conversion.fb_pixel_purchase', value: '8' },
    ]);
    expect(action_values).toContainEqual(purchase('960.00'));
    expect(cost_per_action_type).toContainEqual(purchase('37.562500'));
    expect(purchase_roas).toEqual([{ action_type: 'omni_purchase', value: '3.194676' }]);
  });

  it('are missing where there is nothing to tell', () => {
    const names = ['actions', 'action_values', 'purchase_roas', 'cpc', 'ctr', 'cost_per_action_type'];
    const empty = { impressions: 0, clicks: 0, conversions: 0, revenue_minor: 0, engagements: 0 };
    expect(readInsightFields(facts({}, empty), names)).toEqual({});
    expect(readInsightFields(facts({ hourly: true }), ['reach', 'frequency'])).toEqual({});
    expect(readInsightFields(facts(), ['ad_id'])).toEqual({});
  });

  it('split by attribution window when asked', () => {
    const row = readInsightFields(facts({ windows: ['7d_click', '1d_view'] }), ['actions']);
    expect(row.actions).toContainEqual({ ...purchase('8'), '7d_click': '8', '1d_view': '0' });
  });

  it.each(['impression_share', 'toString', 'spendd', ''])('%j is refused', (name) => {
    expect(() => checkInsightFields(['spend', name])).toThrow();
  });

  it('are all accepted when the platform has them', () => {
    expect(() => checkInsightFields(['spend', 'ad_name', 'date_stop', 'objective'])).not.toThrow();
  });
});
