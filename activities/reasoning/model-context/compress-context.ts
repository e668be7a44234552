import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';

/** Changes up to this say nothing a model needs, percent. */
const smallChangePct = 5;
/** More patterns than this are summed up. */
const mostPatterns = 5;
/** Changes that are kept however small: that they are small is what rules a cause out. */
const thresholded: ReadonlySet<string> = new Set([
  'cpa_change_pct',
  'ctr_change_pct',
  'cpm_change_pct',
  'conversion_rate_change_pct',
]);

/** From here on a number has no decimals, and a hundred times the largest is none any more. */
const wholeFrom = 1e15;
const round = (value: number) => (Math.abs(value) < wholeFrom ? Math.round(value * 100) / 100 : value);
/** Ratios lose their meaning at two decimals: 0.028 would become 0.03. */
const ratios: ReadonlySet<string> = new Set([
  'ctr',
  'previous_ctr',
  'conversion_rate',
  'impression_share',
  'previous_impression_share',
  'engagement_rate',
  'video_completion_rate',
]);

/** Numbers to two decimals (ratios to four), nothing that is null or empty; keys in the order of the alphabet. */
export function compact(value: unknown, key = ''): unknown {
  if (typeof value === 'number') return ratios.has(key) ? Math.round(value * 10_000) / 10_000 : round(value);
  if (Array.isArray(value)) {
    const list = value.map((each) => compact(each)).filter((each) => each !== undefined);
    return list.length === 0 ? undefined : list;
  }
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([name, each]) => [name, compact(each, name)] as const)
    .filter(([, each]) => each !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The metrics without their days and without changes of 5 % and less, but for those that a cause hangs on. */
export function compactMetrics(metrics: CampaignContext['campaign_metrics']): unknown {
  if (metrics == null) return undefined;
  const { days, ...figures } = metrics;
  const kept = Object.entries(figures).filter(
    ([name, value]) =>
      !name.endsWith('_change_pct') ||
      thresholded.has(name) ||
      (typeof value === 'number' && Math.abs(value) > smallChangePct),
  );
  return compact({ ...Object.fromEntries(kept), days_known: days.length });
}

/** The past, with a summary instead of more than five patterns. */
export function compactPast(past: CampaignContext['historical_patterns']): unknown {
  if (past == null) return undefined;
  const { patterns, ...rest } = past;
  if (patterns.length <= mostPatterns) return compact({ ...rest, patterns });
  const now = patterns.filter((pattern) => pattern.applies_now === true).length;
  return compact({ ...rest, patterns_summary: `${patterns.length} patterns, ${now} of them apply now` });
}
