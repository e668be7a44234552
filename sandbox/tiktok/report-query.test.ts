import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf } from '../market/calendar.ts';
import { refusedWith } from '../testing/refused.ts';
import { callOf } from '../testing/stage.ts';
import { readReportQuery } from './report-query.ts';

describe('a question for a report', () => {
  const usual = {
    ...{
      advertiser_id: '5120',
      report_type: 'BASIC',
      data_level: 'AUCTION_AD',
      dimensions: '["ad_id","stat_time_day"]',
    },
    ...{ metrics: '["spend"]', start_date: '2026-11-01', end_date: '2026-11-30' },
  };
  const read = (parts: Record<string, string> = {}) =>
    readReportQuery(callOf('GET', `/x/?${new URLSearchParams({ ...usual, ...parts })}`));
  const until = (days: number) => dateOf(Math.round(Date.parse('2026-01-01T00:00:00Z') / 86_400_000) + days - 1);

  it.each([
    ['["ad_id","stat_time_hour"]', 1],
    ['["ad_id","stat_time_day"]', 30],
    ['["ad_id"]', 365],
  ])('by %s is about at most %i days', (dimensions, most) => {
    const taken = (days: number) =>
      refusedWith(() => read({ dimensions, start_date: '2026-01-01', end_date: until(days) })) === 'was taken';
    expect([taken(most), taken(most + 1)]).toEqual([true, false]);
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: 1, max: 400 }), (days) => taken(days) === days <= most),
    );
  });

  it('has ids in JSON inside of its filters', () => {
    const filter = (filter_value: string) =>
      JSON.stringify([{ field_name: 'campaign_ids', filter_type: 'IN', filter_value }]);
    expect(read({ filtering: filter('["1","2"]') }).ids).toEqual({ campaign_ids: ['1', '2'] });
    for (const wrong of ['1,2', '[1,2]', '[]', '"1"']) {
      expect(refusedWith(() => read({ filtering: filter(wrong) }))).toContain('filter_value');
    }
  });

  it.each<[string, Record<string, string>]>([
    ['a dimension of another level', { dimensions: '["campaign_id","stat_time_day"]' }],
    ['two times', { dimensions: '["stat_time_day","stat_time_hour"]' }],
    ['another dimension', { dimensions: '["ad_id","country_code"]' }],
    ['dimensions without JSON', { dimensions: 'ad_id' }],
    ['an end before the beginning', { end_date: '2026-10-31' }],
    ['a date that is none', { end_date: '2026-11-31' }],
    ['another report', { report_type: 'AUDIENCE' }],
    ['a level that is none', { data_level: 'AD' }],
    ['no metric', { metrics: '[]' }],
  ])('is refused with %s', (_, parts) => {
    expect(refusedWith(() => read(parts))).toContain('"code":40002');
  });
});
