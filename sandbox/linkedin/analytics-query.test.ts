import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf } from '../market/calendar.ts';
import { refusedWith } from '../testing/refused.ts';
import { readAnalyticsQuery } from './analytics-query.ts';
import type { RestliRecord } from './restli-query.ts';

const today = '2026-11-21';
const day = (date: string) => {
  const [year = '', month = '', of = ''] = date.split('-');
  return { year, month: String(Number(month)), day: String(Number(of)) };
};
const usual: RestliRecord = {
  ...{ q: 'analytics', pivot: 'CAMPAIGN', timeGranularity: 'DAILY', fields: 'impressions,costInLocalCurrency' },
  dateRange: { start: day('2026-11-01'), end: day('2026-11-07') },
  campaigns: ['urn:li:sponsoredCampaign:9002'],
};
const read = (parts: RestliRecord = {}) => readAnalyticsQuery({ ...usual, ...parts }, today);
const without = (name: string) => Object.fromEntries(Object.entries(usual).filter(([each]) => each !== name));

describe('a question for metrics', () => {
  it('names what rows are about, which days, and which fields', () => {
    expect(read()).toEqual({
      ...{ pivot: 'CAMPAIGN', since: '2026-11-01', until: '2026-11-07', daily: true },
      fields: ['impressions', 'costInLocalCurrency'],
      ...{ campaigns: ['9002'], groups: null, creatives: null, accounts: null },
    });
  });

  it('without an end goes on until today, and without fields is impressions and clicks', () => {
    const { fields: _, ...rest } = usual;
    expect(readAnalyticsQuery({ ...rest, dateRange: { start: day('2026-11-20') } }, today)).toMatchObject({
      ...{ until: today, fields: ['impressions', 'clicks'] },
    });
  });

  it('reads any day of the calendar, and no other', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: 10_957, max: 32_872 }).map(dateOf), (date) => {
        expect(read({ dateRange: { start: day(date), end: day(date) } })).toMatchObject({ since: date, until: date });
      }),
    );
  });

  it.each<[string, RestliRecord]>([
    ['the thirtieth of February', { dateRange: { start: { year: '2026', month: '2', day: '30' } } }],
    ['a thirteenth month', { dateRange: { start: { year: '2026', month: '13', day: '1' } } }],
    ['a date in a text', { dateRange: { start: '2026-11-01' } }],
    ['a range in a text', { dateRange: '2026-11-01..2026-11-07' }],
    ['an end before the beginning', { dateRange: { start: day('2026-11-07'), end: day('2026-11-01') } }],
    ['another finder', { q: 'statistics' }],
    ['a pivot that is none', { pivot: 'AD' }],
    ['hours', { timeGranularity: 'HOURLY' }],
    ['a bare id', { campaigns: ['9002'] }],
    ['a URN of another kind', { campaigns: ['urn:li:sponsoredCreative:9002'] }],
    ['one id without a list', { campaigns: 'urn:li:sponsoredCampaign:9002' }],
    ['pages', { start: '0', count: '10' }],
    ['more than twenty fields', { fields: Array.from({ length: 21 }, (_, index) => `field${index}`).join(',') }],
  ])('is refused with %s', (_, parts) => {
    expect(refusedWith(() => read(parts))).toMatch(/^400 .*PARAM_INVALID|URN_INVALID/);
  });

  it.each(['q', 'pivot', 'timeGranularity', 'dateRange', 'campaigns'])('is refused without %s', (name) => {
    expect(refusedWith(() => readAnalyticsQuery(without(name), today))).toMatch(/^400/);
  });
});
