import { createReadStream, readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CodedError } from '../../contracts/errors/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { campaigns } from '../schema/index.ts';
import { type ImportRequest, importMetrics } from './import-metrics.ts';
import { importProblemSchema } from './import-report.ts';

const series = 'tests/data/exchange-2-cpc.csv';

async function* pieces(text: string | Buffer, size = 7) {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

describe('importing metrics', () => {
  let database: TestDatabase;
  let tenant: TenantRows;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await insertTenantRows(database.owner);
  });
  beforeEach(async () => {
    await database.owner.sql`select set_config('app.tenant_id', ${tenant.tenant_id}, false)`;
    for (const table of ['fct_ad_metric_daily', 'metric_observations', 'metric_imports']) {
      await database.owner.sql`delete from ${database.owner.sql(table)}`;
    }
  });
  afterAll(() => database.drop());

  const run = (text: string | Buffer, rest: Partial<ImportRequest> = {}) =>
    importMetrics(database.app, {
      tenant_id: tenant.tenant_id,
      campaign_id: '100',
      file_name: 'export.csv',
      imported_by: { user_id: tenant.user_id, email: 'person@example.com' },
      stream: pieces(text, 4096),
      ...rest,
    });
  const rowsOf = async (table: 'fct_ad_metric_daily' | 'metric_observations' | 'metric_imports') =>
    (
      await database.owner
        .sql`select * from ${database.owner.sql(table)} where tenant_id = ${tenant.tenant_id} order by 2`
    ).length;
  const days = () =>
    database.owner
      .sql`select dt::text, ad_id, impressions::int, clicks::int, spend_minor::int, conversions, revenue_minor::int,
      reach::int, frequency, impression_share, source from fct_ad_metric_daily where tenant_id = ${tenant.tenant_id} order by dt, ad_id`;
  async function refused(text: string | Buffer, rest: Partial<ImportRequest> = {}) {
    const error = await run(text, rest).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof CodedError)) throw new Error(`not refused: ${String(error)}`);
    expect(await rowsOf('metric_imports')).toBe(0);
    expect(await rowsOf('metric_observations')).toBe(0);
    expect(await rowsOf('fct_ad_metric_daily')).toBe(0);
    return error;
  }
  const problemsOf = (error: CodedError) => z.array(importProblemSchema).parse(error.details.problems);

  it('a quote left open is named, not a fault of ours', async () => {
    const error = await refused(`timestamp,value\n2026-01-01,1\n"2026-01-02,${'9'.repeat(1_100_000)}`, {
      columns: { timestamp: 'timestamp', value: 'value', metric: 'cpc' },
    });
    expect(error.code).toBe('IMPORT_TOO_LARGE');
    expect(error.message).toMatch(/quote/);
  });

  it('reads the real series, and reading it again changes nothing', async () => {
    const stream = () => createReadStream(series);
    const first = await run('', {
      stream: stream(),
      columns: { timestamp: 'timestamp', value: 'value', metric: 'cpc' },
    });
    expect(first).toMatchObject({ format: 'plain_series', metrics: ['cpc'], rows_read: 1624, rows_inserted: 1623 });
    expect(first).toMatchObject({ first: '2011-07-01T00:00:01.000Z', rows_updated: 0, rows_skipped: 1 });
    expect(first.warnings).toMatchObject([{ line: 1306, column: 'timestamp', value: '2011-08-24 12:00:01' }]);
    const again = await run('', { stream: stream(), columns: { metric: 'cpc' } });
    expect(again).toMatchObject({ rows_inserted: 0, rows_updated: 0, rows_unchanged: 1623 });
    const changed = readFileSync(series, 'utf8').replace('0.0819647355164', '0.5');
    expect(await run(changed, { columns: { metric: 'cpc' } })).toMatchObject({ rows_updated: 1, rows_unchanged: 1622 });
    expect(await rowsOf('metric_observations')).toBe(1623);
    const log = await database.owner.sql`select action from audit_log where tenant_id = ${tenant.tenant_id}`;
    expect(log.filter((row) => row.action === 'metrics.imported')).toHaveLength(3);
  });

  it('reads a Meta Ads Manager daily export: summary row, parts of a day, quoted names, BOM and CRLF', async () => {
    const file = [
      'Campaign name,Campaign ID,Day,Reach,Frequency,Impressions,Link clicks,Amount spent (USD),Results,Purchases conversion value',
      ',,,5000,1.5,"7,500",150,300.00,12,"1,440.50"',
      '"Spring, big",100,2026-01-01,2000,1.25,"2,500",50,"$1,100.50",4,480',
      '"Spring, big",100,2026-01-02,3000,1.3,"3,900",61,99.99,5,600.10',
      '"Spring, big",100,2026-01-02,500,1.1,550,9,20.01,1,0',
      '"Other one",999,2026-01-02,1,1,1,1,1,1,1',
      '',
    ].join('\r\n');
    const report = await run(`\uFEFF${file}`);
    expect(report).toMatchObject({ format: 'meta_ads_manager', rows_read: 5, rows_skipped: 2, rows_inserted: 2 });
    expect(report).toMatchObject({ first: '2026-01-01', last: '2026-01-02', rows_unchanged: 0 });
    expect(await days()).toMatchObject([
      {
        dt: '2026-01-01',
        impressions: 2500,
        clicks: 50,
        spend_minor: 110_050,
        conversions: 4,
        revenue_minor: 48_000,
        reach: 2000,
        frequency: 1.25,
      },
      {
        dt: '2026-01-02',
        impressions: 4450,
        clicks: 70,
        spend_minor: 12_000,
        conversions: 6,
        revenue_minor: 60_010,
        reach: null,
      },
    ]);
    expect(await run(file)).toMatchObject({ rows_inserted: 0, rows_updated: 0, rows_unchanged: 2 });
  });

  it('reads a Google Ads report: title lines, totals, thousands, dashes, hidden shares, UTF-16 and tabs', async () => {
    const rows = [
      ['Campaign report'],
      ['January 1, 2026 - January 2, 2026'],
      [
        'Day',
        'Campaign',
        'Currency code',
        'Impr.',
        'Clicks',
        'Cost',
        'Conversions',
        'Conv. value',
        'Search impr. share',
      ],
      ['2026-01-01', 'Brand', 'USD', '1,234', '56', '78.90', '3.50', '--', '61.5%'],
      ['Jan 2, 2026', 'Brand', 'USD', '12,345', '567', '1,789.01', '12.00', '900.00', '< 10%'],
      ['Total: Campaigns', '--', 'USD', '13,579', '623', '1,867.91', '15.50', '900.00', '--'],
    ];
    const csv = rows.map((row) => row.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')).join('\n');
    const expected = [
      { dt: '2026-01-01', impressions: 1234, clicks: 56, spend_minor: 7890, conversions: 3.5, impression_share: 0.615 },
      {
        dt: '2026-01-02',
        impressions: 12_345,
        clicks: 567,
        spend_minor: 178_901,
        revenue_minor: 90_000,
        impression_share: 0.1,
      },
    ];
    expect(await run(csv)).toMatchObject({
      format: 'google_ads_report',
      rows_read: 3,
      rows_skipped: 1,
      rows_inserted: 2,
    });
    expect(await days()).toMatchObject(expected);
    const tabbed = Buffer.from(`\uFEFF${rows.map((row) => row.join('\t')).join('\r\n')}`, 'utf16le');
    expect(await run(tabbed)).toMatchObject({ rows_unchanged: 2 });
  });

  it('reads decimal commas in a file with semicolons', async () => {
    const file =
      'Day;Amount spent (USD);Impressions;Clicks (all)\n2026-01-01;1.234,56;12.345;7\n2026-01-02;€ 0,50;1.000;0\n';
    expect(await run(file)).toMatchObject({ rows_inserted: 2 });
    expect(await days()).toMatchObject([
      { spend_minor: 123_456, impressions: 12_345 },
      { spend_minor: 50, impressions: 1000 },
    ]);
    const plain = await run('timestamp;value\n2026-01-01 00:00;0,25\n2026-01-01T01:00:00-01:00;-1,5\n2026-01-02;2\n');
    expect(plain).toMatchObject({ metrics: ['value'], rows_inserted: 3, first: '2026-01-01T00:00:00.000Z' });
  });

  it('refuses the whole file for one bad row, and says where, what and how to mend it', async () => {
    const good = [...Array(3000).keys()].map(
      (index) => `${new Date(1.7e12 + index * 3_600_000).toISOString()},${index}`,
    );
    const error = await refused(['timestamp,value', ...good, 'soon,1', '2026-01-01,abc', `${good[5]}`].join('\n'));
    expect(error.code).toBe('IMPORT_INVALID');
    expect(error.details).toMatchObject({ rows_read: 3003, bad_rows: 2, problems_left_out: 0 });
    expect(problemsOf(error).map(({ line, column, value }) => [line, column, value])).toEqual([
      [3002, 'timestamp', 'soon'],
      [3003, 'value', 'abc'],
    ]);
    for (const each of problemsOf(error)) expect(each.expected.length * each.fix.length).toBeGreaterThan(100);
  });

  it('names every fault of an export: day, currency, counts, several campaigns, not by day', async () => {
    const head = 'Campaign name,Reporting starts,Reporting ends,Impressions,Clicks (all),Amount spent (EUR)';
    const rows = ['A,03/04/2026,03/04/2026,10,1,1', 'A,2026-01-01,2026-01-31,1.5,1,-2', 'B,2026-01-02,2026-01-02,,1,x'];
    const columns = problemsOf(await refused([head, ...rows].join('\n'))).map((each) => `${each.line} ${each.column}`);
    expect(columns).toEqual([
      ...['2 Reporting starts', '2 Amount spent (EUR)'],
      ...['3 Reporting ends', '3 Amount spent (EUR)', '3 Impressions', '3 Amount spent (EUR)'],
      ...['4 Campaign name', '4 Amount spent (EUR)', '4 Impressions', '4 Amount spent (EUR)'],
    ]);
  });

  it('has an error of its own for every other way in which a file can be wrong', async () => {
    expect((await refused('')).code).toBe('IMPORT_EMPTY');
    expect((await refused('timestamp,value\n')).code).toBe('IMPORT_EMPTY');
    expect((await refused('Day,Campaign ID,Impressions,Amount spent\n2026-01-01,999,1,1\n')).code).toBe('IMPORT_EMPTY');
    expect((await refused('name,age\nA,3\n')).code).toBe('IMPORT_FORMAT_UNKNOWN');
    expect((await refused('a,b\n1,2\n', { columns: { timestamp: 'c', value: 'b' } })).code).toBe(
      'IMPORT_FORMAT_UNKNOWN',
    );
    expect((await refused(Buffer.from([0, 1, 2, 255, 254, 7]))).code).toBe('IMPORT_FORMAT_UNKNOWN');
    expect((await refused('timestamp,value\n2026-01-01,1\n', { campaign_id: '404' })).code).toBe('CAMPAIGN_NOT_FOUND');
    const limits = { bytes: 50, rows: 2, reported_problems: 1 };
    const long = `timestamp,value\n${'2026-01-01,1\n'.repeat(30)}`;
    expect((await refused(long, { limits: { ...limits, rows: 1e6 } })).code).toBe('IMPORT_TOO_LARGE');
    expect((await refused(long, { limits: { ...limits, bytes: 1e6 } })).code).toBe('IMPORT_TOO_LARGE');
  });

  it('shows no campaign of another tenant', async () => {
    const other = await insertTenantRows(database.owner);
    await withTenant(database.owner, other.tenant_id, (tx) =>
      tx.update(campaigns).set({ campaign_id: 'theirs' }).where(eq(campaigns.tenant_id, other.tenant_id)),
    );
    expect((await refused('timestamp,value\n2026-01-01,1\n', { campaign_id: 'theirs' })).code).toBe(
      'CAMPAIGN_NOT_FOUND',
    );
  });

  it('reads 30 MB without holding them: memory stays far below the size of the file', async () => {
    async function* large() {
      yield 'timestamp,value,padding\n';
      for (let block = 0; block < 300; block += 1) {
        const rows = [...Array(100).keys()].map((index) => {
          const time = new Date(1.5e12 + (block * 100 + index) * 3_600_000).toISOString();
          return `${time},1,${'x'.repeat(1000)}\n`;
        });
        yield rows.join('');
      }
    }
    const before = process.memoryUsage().heapUsed + process.memoryUsage().external;
    let largest = 0;
    async function* watched() {
      for await (const piece of large()) {
        largest = Math.max(largest, process.memoryUsage().heapUsed + process.memoryUsage().external - before);
        yield piece;
      }
    }
    expect(await run('', { stream: watched() })).toMatchObject({ rows_inserted: 30_000 });
    expect(largest).toBeLessThan(200 * 1024 * 1024);
  });
});
