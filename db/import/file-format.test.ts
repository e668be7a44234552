import { describe, expect, it } from 'vitest';
import { metricName, recogniseHeader } from './file-format.ts';

const header = (text: string, named = {}) => recogniseHeader(text.split(','), named);

describe('the header of an export', () => {
  it.each([
    ['Day,Amount spent (USD),Impressions', 'meta_ads_manager', 'USD'],
    ['Reporting starts,Reporting ends,Impressions,Amount spent (EUR)', 'meta_ads_manager', 'EUR'],
    ['Campaign name,Day,Impressions,Amount spent', 'meta_ads_manager', null],
    ['\uFEFFDAY,amount SPENT (JPY), impressions ', 'meta_ads_manager', 'JPY'],
    ['Day,Campaign,Cost,Impr.', 'google_ads_report', null],
    ['Date,Cost,Impressions,Clicks', 'google_ads_report', null],
    ['timestamp,value', 'plain_series', null],
    ['observed_at,cpc', 'plain_series', null],
    ['cpc,day', 'plain_series', null],
  ])('%s is %s in %s', (text, format, currency) => {
    expect(header(text)).toMatchObject({ format, currency });
  });

  it.each([
    'Campaign report',
    'January 1 - January 31',
    'name,age',
    'Day,Amount spent (USD),Clicks',
    'Day,Impressions,Clicks',
    'Cost,Impr.',
    'timestamp,a,b',
    'timestamp',
    '',
  ])('%s is none', (text) => {
    expect(header(text)).toBeNull();
  });

  it('plays each part by the first of its usual names', () => {
    const format = header('Day,Link clicks,Clicks (all),Impressions,Amount spent (USD),Results,Purchases');
    expect(format?.columns).toMatchObject({ day: 0, clicks: 2, impressions: 3, spend: 4, conversions: 6 });
  });

  it('is a plain series as soon as a person names columns, whatever else stands there', () => {
    const text = 'Day,Amount spent (USD),Impressions,Frequency';
    expect(header(text, { timestamp: 'Day', value: 'frequency' })).toMatchObject({
      ...{ format: 'plain_series', columns: { time: 0, value: 3 }, metric: 'frequency', currency: null },
    });
    expect(header(text, { metric: 'Impressions' })).toMatchObject({
      columns: { time: 0, value: 2 },
      metric: 'impressions',
    });
  });

  it('is none when a named column is not there, or is to be both time and value', () => {
    for (const named of [{ timestamp: 'when', value: 'b' }, { value: 'c' }, { timestamp: 'a', value: 'a' }]) {
      expect(header('a,b', named), JSON.stringify(named)).toBeNull();
    }
  });

  it('takes its metric from the person, else from the column', () => {
    expect(header('timestamp,value', { metric: 'Cost per click' })?.metric).toBe('cost_per_click');
    expect(header('timestamp,CPC (USD)')?.metric).toBe('cpc_usd');
    expect(header('timestamp,value')?.metric).toBe('value');
  });
});

describe('the name of a metric', () => {
  it.each([
    ['CPC', 'cpc'],
    ['  Cost / conv. ', 'cost_conv'],
    ['90d LTV', 'metric_90d_ltv'],
    ['%', 'metric'],
    ['größe', 'gr_e'],
    ['x'.repeat(100), 'x'.repeat(63)],
  ])('of %s is %s', (text, name) => {
    expect(metricName(text)).toBe(name);
  });
});
