import type { TenantTransaction } from '../connect.ts';
import { type ImportedRows, type UpsertCounts, upsertDays, upsertObservations } from '../queries/metric-imports.ts';
import { type DailyRow, type ImportTarget, isOtherCampaign, isTotalsRow, readDailyRow } from './daily-rows.ts';
import type { FileRow, OpenFile } from './read-file.ts';
import { readNumber } from './read-number.ts';
import { readMoment } from './read-time.ts';
import type { RowReader } from './row-reader.ts';

/** Takes the rows of one kind of file: checks each, writes them in batches, and tells the span of what it saw. */
export type RowSink = {
  /** `skipped` for totals and rows of other campaigns, `repeated` for a moment that was there already; a bad or repeated row leaves its problems in the reader. */
  take(row: FileRow, reader: RowReader): 'taken' | 'skipped' | 'repeated' | 'bad';
  /** Writes what is held back when there is enough of it, or all of it with `all`. */
  write(tx: TenantTransaction, all: boolean): Promise<UpsertCounts>;
  readonly metrics: readonly string[];
  /** How many different rows were taken, after those of one day are added up. */
  size(): number;
  span(): { readonly first: string | null; readonly last: string | null };
};

const batchRows = 2000;
const nothing: UpsertCounts = { inserted: 0, updated: 0 };

/**
 * The sink for a plain series. Real series repeat a moment now and then (a clock that was set back, an export that was
 * joined); the first row counts, so that importing a file again changes nothing, and the others are told as warnings.
 */
export function createSeriesSink(file: OpenFile, owner: ImportedRows): RowSink {
  const metric = file.format.metric ?? 'value';
  const seen = new Map<number, number>();
  let held: { observed_at: Date; value: number }[] = [];
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  return {
    metrics: [metric],
    size: () => seen.size,
    span: () => ({ first: isoOrNull(first), last: isoOrNull(last) }),
    take: (row, reader) => {
      const observed_at = readMoment(reader.text('time'));
      if (observed_at === null) {
        reader.problem(
          'time',
          'a moment such as 2026-01-31 13:00:00',
          'Write moments in ISO form; without a zone they are UTC.',
        );
      }
      const value = readSigned(reader, file);
      const twice = observed_at === null ? undefined : seen.get(observed_at.getTime());
      if (observed_at === null || value === null) return 'bad';
      if (twice !== undefined) {
        reader.problem(
          'time',
          `a moment of its own; line ${twice} has the same and counts`,
          'Remove one of the two rows.',
        );
        return 'repeated';
      }
      seen.set(observed_at.getTime(), row.line);
      first = Math.min(first, observed_at.getTime());
      last = Math.max(last, observed_at.getTime());
      held.push({ observed_at, value });
      return 'taken';
    },
    write: async (tx, all) => {
      if (held.length === 0 || (!all && held.length < batchRows)) return nothing;
      const batch = held;
      held = [];
      return upsertObservations(tx, { ...owner, metric }, batch);
    },
  };
}

/** A series may go below zero (a balance, a change), which counts and costs may not. */
function readSigned(reader: RowReader, file: OpenFile): number | null {
  const text = reader.text('value');
  if (!/^-\s*\S/.test(text)) return reader.number('value', { whole: false, required: true });
  const value = readNumber(text, file.mark);
  if (value === null) reader.problem('value', 'a number', 'Write the number without words.');
  return value;
}

function isoOrNull(time: number): string | null {
  return Number.isFinite(time) ? new Date(time).toISOString() : null;
}

/**
 * The sink for daily exports. Rows of the same day and ad (one for each placement or age group, say) are added up, so all
 * are held until the end: days of ads are few, whatever the size of the file.
 */
export function createDailySink(
  file: OpenFile,
  owner: ImportedRows & { readonly channel: string },
  target: ImportTarget,
): RowSink {
  const days = new Map<string, DailyRow>();
  let name: string | null = null;
  return {
    metrics: [
      'spend',
      'impressions',
      'clicks',
      'conversions',
      'revenue',
      'reach',
      'frequency',
      'impression_share',
    ].filter((metric) => metric in file.format.columns),
    size: () => days.size,
    span: () => {
      const dates = [...days.values()].map((day) => day.dt).sort();
      return { first: dates[0] ?? null, last: dates.at(-1) ?? null };
    },
    take: (row, reader) => {
      if (isTotalsRow(row.cells, reader, file.format) || isOtherCampaign(reader, target)) return 'skipped';
      const ownName = reader.text('campaign_name');
      if (reader.text('campaign_id') === '' && ownName !== '') {
        name ??= ownName;
        if (ownName !== name) {
          reader.problem(
            'campaign_name',
            `one campaign in the file (${name})`,
            'Export one campaign, or add the column Campaign ID.',
          );
        }
      }
      const day = readDailyRow(reader, file.format, target);
      if (day === null) return 'bad';
      const key = `${day.dt}/${day.ad_id}`;
      const before = days.get(key);
      days.set(key, before === undefined ? day : added(before, day));
      return 'taken';
    },
    write: async (tx, all) => {
      if (!all || days.size === 0) return nothing;
      const rows = [...days.values()];
      let counts = nothing;
      for (let from = 0; from < rows.length; from += batchRows) {
        const written = await upsertDays(
          tx,
          { ...owner, currency: target.currency },
          rows.slice(from, from + batchRows),
        );
        counts = { inserted: counts.inserted + written.inserted, updated: counts.updated + written.updated };
      }
      return counts;
    },
  };
}

/** Sums of two parts of a day. Reach, frequency and share of parts cannot be added: people may be in both. */
function added(left: DailyRow, right: DailyRow): DailyRow {
  return {
    ...left,
    impressions: left.impressions + right.impressions,
    clicks: left.clicks + right.clicks,
    spend_minor: left.spend_minor + right.spend_minor,
    conversions: left.conversions + right.conversions,
    revenue_minor: left.revenue_minor + right.revenue_minor,
    reach: null,
    frequency: null,
    impression_share: null,
  };
}
