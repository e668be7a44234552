import { describe, expect, it } from 'vitest';
import { type ChangeView, changeViewSchema } from './change-view.ts';
import { groupChanges, isPortfolio, sizeWords } from './group-changes.ts';

const change = (platform: string, account_id: string, campaign_id: string, more: object = {}): ChangeView =>
  changeViewSchema.parse({
    ...{ platform, account_id, campaign_id, field: 'daily_budget_minor', before: 1, after: 2 },
    ...{ entity_type: 'campaign', entity_id: campaign_id, entity_name: `Campaign ${campaign_id}` },
    ...more,
  });
const accounts = [
  { external_id: 'm1', name: 'Outdoor', currency: 'USD' },
  { external_id: 'l1', name: '', currency: 'EUR' },
];
const portfolio = [
  change('meta_ads', 'm1', '1'),
  change('linkedin_ads', 'l1', '3'),
  change('meta_ads', 'm1', '2'),
  change('meta_ads', 'm1', '1', { field: 'status' }),
];

describe('a set of changes over several campaigns', () => {
  const groups = groupChanges(portfolio, { currency: 'USD', accounts });

  it('is grouped by account and campaign, in the order of the set', () => {
    expect(groups.map(({ platform, name, currency }) => [platform, name, currency])).toEqual([
      ['meta_ads', 'Outdoor', 'USD'],
      ['linkedin_ads', 'l1', 'EUR'],
    ]);
    expect(groups[0]?.campaigns.map(({ name, changes }) => [name, changes.map(({ field }) => field)])).toEqual([
      ['Campaign 1', ['daily_budget_minor', 'status']],
      ['Campaign 2', ['daily_budget_minor']],
    ]);
    expect(sizeWords(groups)).toBe('4 changes of 3 campaigns on 2 platforms');
  });

  it('never shows an amount in the currency of the sum when that of the account is not known', () => {
    expect(groupChanges(portfolio, { currency: 'USD' }).map(({ currency }) => currency)).toEqual(['', '']);
    const [alone] = groupChanges([change('meta_ads', 'm1', '1')], { currency: 'JPY' });
    expect(alone?.currency).toBe('JPY');
    expect(sizeWords(alone === undefined ? [] : [alone])).toBe('1 change of 1 campaign on 1 platform');
  });

  it('names a campaign of which only an ad set changes by what is known of it', () => {
    const adSet = change('meta_ads', 'm1', '9', { entity_type: 'ad_set', entity_name: 'Old visitors' });
    const names = new Map([['9', 'Nine']]);
    const known = { currency: 'USD', campaign_names: names };
    expect(groupChanges([adSet], known)[0]?.campaigns[0]?.name).toBe('Nine');
    expect(groupChanges([adSet], { currency: 'USD' })[0]?.campaigns[0]?.name).toBe('9');
  });

  it('is told from several changes of one campaign', () => {
    expect(isPortfolio(portfolio)).toBe(true);
    expect(isPortfolio([change('meta_ads', 'm1', '1'), change('meta_ads', 'm1', '1', { field: 'status' })])).toBe(
      false,
    );
    expect(isPortfolio([])).toBe(false);
  });
});
