import { toMinor } from '../../contracts/money.ts';
import type { FileFormat } from './file-format.ts';
import { readDay } from './read-time.ts';
import type { RowReader } from './row-reader.ts';

/** One day of a campaign, or of one of its ads, as read from an export. Money in minor units, shares as ratios. */
export type DailyRow = {
  readonly dt: string;
  readonly ad_id: string;
  readonly impressions: number;
  readonly clicks: number;
  readonly spend_minor: number;
  readonly conversions: number;
  readonly revenue_minor: number;
  readonly reach: number | null;
  readonly frequency: number | null;
  readonly impression_share: number | null;
};

/** The campaign that a file is imported for. */
export type ImportTarget = { readonly campaign_id: string; readonly campaign_name: string; readonly currency: string };

const totals = /^(total|grand total|summe|gesamt)\b/i;

/** True for the totals and footers of an export: they have no day, or say so in their first cells. */
export function isTotalsRow(cells: readonly string[], reader: RowReader, format: FileFormat): boolean {
  if (cells.slice(0, 3).some((cell) => totals.test(cell.trim()))) return true;
  const day = reader.text('day') || reader.text('start');
  return format.format === 'meta_ads_manager' && day === '';
}

/** True when the row belongs to another campaign. */
export function isOtherCampaign(reader: RowReader, target: ImportTarget): boolean {
  const id = reader.text('campaign_id').replace(/^[a-z]*:/i, '');
  return id !== '' && id !== target.campaign_id;
}

/** Reads one day; null after noting at least one problem. */
export function readDailyRow(reader: RowReader, format: FileFormat, target: ImportTarget): DailyRow | null {
  const part = 'day' in format.columns ? 'day' : 'start';
  const dt = readDay(reader.text(part));
  if (dt === null) {
    reader.problem(
      part,
      'a day such as 2026-01-31',
      'Export by day with ISO dates: 03/04/2026 means two different days.',
    );
  }
  if (part === 'start' && 'end' in format.columns && reader.text('end') !== reader.text('start')) {
    reader.problem('end', 'the same day as the start', 'Export with the breakdown by day.');
  }
  const currency = format.currency ?? reader.text('currency');
  if (currency !== '' && currency !== target.currency) {
    reader.problem(
      format.currency === null ? 'currency' : 'spend',
      `amounts in ${target.currency}, the currency of the account`,
      'Export in the currency of the account.',
    );
  }
  const count = (name: string, required = false) => reader.number(name, { whole: true, required });
  const amount = (name: string, required = false) => reader.number(name, { whole: false, required });
  const impressions = count('impressions', true);
  const clicks = count('clicks') ?? 0;
  const spend = amount('spend', true);
  const conversions = amount('conversions') ?? 0;
  const revenue = amount('revenue') ?? 0;
  const reach = count('reach');
  const frequency = amount('frequency');
  const impression_share = readShare(reader);
  if (impressions !== null && clicks > impressions && impressions > 0 && format.format === 'meta_ads_manager') {
    reader.problem('clicks', `at most the ${impressions} impressions`, 'Check that the columns are not shifted.');
  }
  if (reader.problems.length > 0 || dt === null || impressions === null || spend === null) return null;
  return {
    dt,
    ad_id: reader.text('ad_id').replace(/^[a-z]*:/i, ''),
    ...{ impressions, clicks, conversions, reach, frequency, impression_share },
    spend_minor: toMinor(spend, target.currency),
    revenue_minor: toMinor(revenue, target.currency),
  };
}

/** "< 10%" and "> 90%" are how Google hides small and large shares: the limit is taken. */
function readShare(reader: RowReader): number | null {
  const text = reader.text('impression_share');
  if (text === '') return null;
  const found = /^[<>]?\s*(\d{1,3}(?:[.,]\d+)?)\s*%$/.exec(text);
  if (found !== null) return Number((found[1] ?? '').replace(',', '.')) / 100;
  const plain = reader.number('impression_share', { whole: false, required: false });
  if (plain !== null && plain > 1)
    reader.problem('impression_share', 'a share of at most 100 %', 'Export the share as a percentage.');
  return plain;
}
