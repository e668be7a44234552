import { describe, expect, it } from 'vitest';
import { isOtherCampaign, isTotalsRow, readDailyRow } from './daily-rows.ts';
import { recogniseHeader } from './file-format.ts';
import { createRowReader } from './row-reader.ts';

const meta =
  'Day,Campaign ID,Ad ID,Amount spent (USD),Impressions,Clicks (all),Results,Conversion value,Reach,Frequency';
const google = 'Day,Campaign ID,Currency code,Cost,Impr.,Clicks,Conversions,Search impr. share';
const target = { campaign_id: '100', campaign_name: 'Campaign', currency: 'USD' };

function rowOf(header: string, line: string, mark: '.' | ',' = '.') {
  const format = recogniseHeader(header.split(','), {});
  if (format === null) throw new Error('The header is unknown.');
  const row = { line: 5, cells: line.split(';') };
  return { format, row, reader: createRowReader(row, format, mark) };
}
function day(header: string, line: string, of = target, mark: '.' | ',' = '.') {
  const { format, reader } = rowOf(header, line, mark);
  const read = readDailyRow(reader, format, of);
  return { read, problems: reader.problems.map(({ line: at, column, value }) => `${at} ${column} "${value}"`) };
}

describe('one day of an export', () => {
  it('is read with money in minor units', () => {
    expect(day(meta, '2026-01-31;100;c:7;1,234.56;2,000;12;3.5;99.9;1500;1.33')).toEqual({
      read: {
        ...{ dt: '2026-01-31', ad_id: '7', impressions: 2_000, clicks: 12, spend_minor: 123_456, conversions: 3.5 },
        ...{ revenue_minor: 9_990, reach: 1_500, frequency: 1.33, impression_share: null },
      },
      problems: [],
    });
  });

  it('in a currency without cents has none', () => {
    const yen = { ...target, currency: 'JPY' };
    expect(day(meta.replace('USD', 'JPY'), '2026-01-31;;;1234;10;1;;;;', yen).read).toMatchObject({
      spend_minor: 1_234,
    });
  });

  it('counts as nothing what an export leaves empty, but needs impressions and spend', () => {
    expect(day(meta, '2026-01-31;;;0;0;;--;—;;n/a').read).toMatchObject({
      ...{ clicks: 0, conversions: 0, revenue_minor: 0, reach: null, frequency: null, ad_id: '' },
    });
    expect(day(meta, '2026-01-31;;;;;;;;;')).toEqual({
      read: null,
      problems: ['5 Impressions ""', '5 Amount spent (USD) ""'],
    });
  });

  it.each([
    ['31/01/2026;;;1;1;;;;;', '5 Day "31/01/2026"'],
    ['2026-02-30;;;1;1;;;;;', '5 Day "2026-02-30"'],
    ['2026-01-31;;;-1;1;;;;;', '5 Amount spent (USD) "-1"'],
    ['2026-01-31;;;1;1.5;;;;;', '5 Impressions "1.5"'],
    ['2026-01-31;;;1;10;11;;;;', '5 Clicks (all) "11"'],
    ['2026-01-31;;;1;10;1;many;;;', '5 Results "many"'],
  ])('%s is refused at %s', (line, problem) => {
    expect(day(meta, line)).toEqual({ read: null, problems: [problem] });
  });

  it('tells every problem of a row, not only the first', () => {
    expect(day(meta, 'soon;;;x;y;;;;;').problems).toHaveLength(3);
  });

  it('in another currency than the account’s is refused, whether the header or the row says so', () => {
    expect(day(meta.replace('USD', 'EUR'), '2026-01-31;;;1;1;;;;;').problems).toEqual(['5 Amount spent (EUR) "1"']);
    expect(day(google, '2026-01-31;;EUR;1;1;;;').problems).toEqual(['5 Currency code "EUR"']);
    expect(day(google, '2026-01-31;;USD;1;1;;;').problems).toEqual([]);
  });

  it.each([
    ['61.5%', 0.615],
    ['< 10%', 0.1],
    ['>90%', 0.9],
    ['0.4', 0.4],
    ['--', null],
    ['', null],
  ])('with an impression share of %s has %s', (text, share) => {
    expect(day(google, `2026-01-31;;USD;1;1;;;${text}`).read).toMatchObject({ impression_share: share });
  });

  it('with a share above all there is, is refused', () => {
    expect(day(google, '2026-01-31;;USD;1;1;;;61.5').problems).toEqual(['5 Search impr. share "61.5"']);
  });

  it('of a month is not one of a day', () => {
    const header = 'Reporting starts,Reporting ends,Impressions,Amount spent';
    expect(day(header, '2026-01-01;2026-01-31;1;1').problems).toEqual(['5 Reporting ends "2026-01-31"']);
    expect(day(header, '2026-01-01;2026-01-01;1;1').read).toMatchObject({ dt: '2026-01-01' });
  });

  it('with decimal commas reads them, in counts too', () => {
    expect(day(meta, '2026-01-31;;;1.234,56;2.000;12;;;;', target, ',').read).toMatchObject({
      ...{ spend_minor: 123_456, impressions: 2_000 },
    });
  });
});

describe('rows that are no day of this campaign', () => {
  it.each([
    [google, 'Total: Campaigns;;;1;1;;;', true],
    [google, ';Grand total;;1;1;;;', true],
    [google, 'Gesamt;;;1;1;;;', true],
    [meta, ';;;300;7500;;;;;', true],
    [meta, '2026-01-31;Totally Tents;;1;1;;;;;', false],
    [google, ';;;1;1;;;', false],
  ])('%s: %s is a total: %s', (header, line, total) => {
    const { format, row, reader } = rowOf(header, line);
    expect(isTotalsRow(row.cells, reader, format)).toBe(total);
  });

  it.each([
    ['100', false],
    ['c:100', false],
    ['', false],
    ['999', true],
    ['c:999', true],
  ])('with the campaign id %j belong to another campaign: %s', (id, other) => {
    expect(isOtherCampaign(rowOf(meta, `2026-01-31;${id};;1;1;;;;;`).reader, target)).toBe(other);
  });
});
