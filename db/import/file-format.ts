import type { ImportFormat } from './import-report.ts';

/** Which column of the file plays which part; indices count from 0. */
export type FileColumns = Readonly<Record<string, number>>;

/** How a header was understood. */
export type FileFormat = {
  readonly format: ImportFormat;
  readonly columns: FileColumns;
  /** Names as they stand in the file, for messages. */
  readonly names: readonly string[];
  /** Name of the metric of a plain series. */
  readonly metric: string | null;
  /** ISO code that a header such as "Amount spent (USD)" states. */
  readonly currency: string | null;
};

/** Columns that the person named: `--timestamp`, `--value`, `--metric`. */
export type NamedColumns = {
  readonly timestamp?: string | undefined;
  readonly value?: string | undefined;
  readonly metric?: string | undefined;
};

type Parts = Readonly<Record<string, readonly string[]>>;

const meta: Parts = {
  day: ['day', 'date'],
  start: ['reporting starts'],
  end: ['reporting ends'],
  campaign_id: ['campaign id'],
  campaign_name: ['campaign name'],
  ad_id: ['ad id'],
  spend: ['amount spent'],
  impressions: ['impressions'],
  clicks: ['clicks (all)', 'link clicks', 'clicks'],
  conversions: ['purchases', 'website purchases', 'results', 'conversions'],
  revenue: ['purchases conversion value', 'website purchases conversion value', 'conversion value'],
  reach: ['reach'],
  frequency: ['frequency'],
};
const google: Parts = {
  day: ['day', 'date'],
  campaign_id: ['campaign id'],
  campaign_name: ['campaign'],
  ad_id: ['ad id'],
  currency: ['currency code', 'currency'],
  spend: ['cost'],
  impressions: ['impr.', 'impressions'],
  clicks: ['clicks', 'interactions'],
  conversions: ['conversions', 'conv.'],
  revenue: ['conv. value', 'conversion value', 'total conv. value'],
  impression_share: ['search impr. share', 'search impression share', 'impr. share'],
};
const times = ['timestamp', 'time', 'datetime', 'date', 'day', 'observed_at'];

const clean = (name: string) =>
  name
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase();
// "(USD)" is taken off a name; the "(all)" of "Clicks (all)" is part of it.
const bare = (name: string) => clean(name).replace(/\s*\((?!all\))[a-z]{3}\)$/, '');

function find(names: readonly string[], parts: Parts): FileColumns {
  const lowered = names.map(bare);
  const entries = Object.entries(parts).flatMap(([part, candidates]) => {
    const index = candidates.map((candidate) => lowered.indexOf(candidate)).find((found) => found >= 0);
    return index === undefined ? [] : [[part, index] as const];
  });
  return Object.fromEntries(entries);
}

/**
 * Tells what kind of file a row of names heads; null when it heads none (a title line, say).
 * Columns that the person named make it a plain series, whatever else stands there.
 */
export function recogniseHeader(names: readonly string[], named: NamedColumns): FileFormat | null {
  const wantsPlain = named.timestamp !== undefined || named.value !== undefined || named.metric !== undefined;
  if (!wantsPlain) {
    const asMeta = find(names, meta);
    if ('spend' in asMeta && 'impressions' in asMeta && ('day' in asMeta || 'start' in asMeta)) {
      const currency = names.map((name) => /\(([A-Z]{3})\)\s*$/.exec(name)?.[1]).find((code) => code !== undefined);
      return { format: 'meta_ads_manager', columns: asMeta, names, metric: null, currency: currency ?? null };
    }
    const asGoogle = find(names, google);
    if ('spend' in asGoogle && 'impressions' in asGoogle && 'day' in asGoogle) {
      return { format: 'google_ads_report', columns: asGoogle, names, metric: null, currency: null };
    }
  }
  const lowered = names.map(clean);
  const indexOf = (wanted: string | undefined, usual: readonly string[]) =>
    wanted === undefined
      ? (usual.map((name) => lowered.indexOf(name)).find((index) => index >= 0) ?? -1)
      : lowered.indexOf(clean(wanted));
  const time = indexOf(named.timestamp, times);
  const value = indexOf(named.value, ['value', ...(named.metric === undefined ? [] : [clean(named.metric)])]);
  const onlyOther = names.length === 2 && time >= 0 && named.value === undefined ? 1 - time : -1;
  const valueColumn = value >= 0 ? value : onlyOther;
  if (time < 0 || valueColumn < 0 || time === valueColumn) return null;
  const metric = named.metric ?? lowered[valueColumn] ?? 'value';
  return {
    format: 'plain_series',
    columns: { time, value: valueColumn },
    names,
    metric: metricName(metric),
    currency: null,
  };
}

/** The name under which a metric is stored: lower case, words joined by underscores. */
export function metricName(text: string): string {
  const name = clean(text)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 63);
  return /^[a-z]/.test(name) ? name : `metric_${name}`.replace(/_$/, '');
}
