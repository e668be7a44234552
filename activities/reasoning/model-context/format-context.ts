import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import { momentOf } from '../features/days.ts';
import { analyzeFatigue } from '../features/fatigue.ts';
import { compact, compactMetrics, compactPast } from './compress-context.ts';

const json = (value: unknown) => (value === undefined ? 'nothing known' : JSON.stringify(value));

/** Text that others wrote, marked so that nothing in it reads as an order and nothing in it can end the mark. */
export function fenced(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, ' ')
    .replace(/[<>]/g, ' ')
    .slice(0, 300);
  return `<data>${plain}</data>`;
}

function section(title: string, context: CampaignContext, source: string, lines: readonly string[]): string {
  const report = context.sources.find((each) => each.source === source);
  const fresh =
    report === undefined
      ? ''
      : ` (source ${source}, ${report.status}${report.fetched_at === null ? '' : `, as of ${report.fetched_at}`}${daysOf(report)}${report.from_cache ? ', from cache' : ''}${report.is_stub ? ', A STAND-IN ANSWERED' : ''})`;
  return [`## ${title}${fresh}`, ...lines].join('\n');
}

/** The days that a source looked at, first and last. */
function daysOf({ period_start, period_end }: CampaignContext['sources'][number]): string {
  return period_start == null || period_end == null ? '' : `, days ${period_start} to ${period_end}`;
}

/** Names by others leave the numbers: they are listed apart, fenced. */
function creativeLines(context: CampaignContext): readonly string[] {
  const sorted = [...context.creative_metrics].sort((left, right) => left.creative_id.localeCompare(right.creative_id));
  return sorted.map((creative) => {
    const { creative_name, ...numbers } = creative;
    const wear = analyzeFatigue(creative);
    const name = creative_name == null ? '' : ` name ${fenced(creative_name)}`;
    return `- ${json(compact(numbers))}; fatigue score ${wear.confidence} (${wear.is_fatigued ? 'fatigued' : 'not fatigued'})${name}`;
  });
}

/**
 * The context for a model: five headed sections in a fixed order, with units, periods, freshness and source, what is missing,
 * what may be changed, and names by others fenced as data. Equal contexts give equal text in whatever order their lists come.
 */
export function formatContext(context: CampaignContext): string {
  const {
    campaign_metrics: metrics,
    constraints,
    competitor_signals: market,
    audience_analytics: people,
    historical_patterns: past,
  } = context;
  const { campaign_name, ...figures } = metrics ?? { campaign_name: null };
  const predicted = metrics?.predicted_cpa_trend_pct;
  const missing = [...new Set(context.missing_sources)].sort();
  const { running_creatives, spare_creatives, spare_audiences, ...limits } = constraints ?? {
    running_creatives: [],
    spare_creatives: [],
    spare_audiences: [],
  };
  const { top_competitor_bids, ...competitors } = market ?? { top_competitor_bids: [] };
  const segments = [...(people?.segments ?? [])].sort((left, right) => left.segment_id.localeCompare(right.segment_id));
  const named = segments.map(({ name, ...numbers }) => ({ ...numbers }));
  return [
    `Money in ${context.currency}, major units; …_pct in percent; ctr, conversion_rate, shares as ratios 0–1; frequency in impressions per person. As of ${momentOf(context) ?? 'an unknown moment'}.`,
    section('1. Campaign', context, 'campaign_metrics', [
      `campaign_id ${context.campaign_id}${campaign_name == null ? '' : `, name ${fenced(campaign_name)}`}`,
      metrics == null
        ? 'MISSING: campaign_metrics'
        : json(compactMetrics({ ...metrics, ...figures, campaign_name: null })),
      ...(predicted == null ? [] : [`predicted CPA trend: ${predicted.toFixed(2)} %`]),
      constraints == null
        ? 'MISSING: what may be changed'
        : `may be changed: ${json(compact({ ...limits, spare_creatives: spare_creatives.length, spare_audiences: spare_audiences.length, running_creatives: running_creatives.length }))}`,
    ]),
    section(
      '2. Creatives',
      context,
      'creative_metrics',
      context.creative_metrics.length === 0 ? ['MISSING: creative_metrics'] : creativeLines(context),
    ),
    section('3. Competitors', context, 'competitor_signals', [
      market == null ? 'MISSING: competitor_signals' : json(compact(competitors)),
      ...(top_competitor_bids.length === 0
        ? []
        : [`top bids ${fenced(JSON.stringify(compact(top_competitor_bids)) ?? '')}`]),
    ]),
    section('4. Audience', context, 'audience_analytics', [
      people == null ? 'MISSING: audience_analytics' : json(compact({ ...people, segments: named })),
    ]),
    section('5. History', context, 'historical_patterns', [
      past == null ? 'MISSING: historical_patterns' : json(compactPast(past)),
      `calendar: ${context.calendar_events.length === 0 ? 'no events' : fenced(JSON.stringify(compact([...context.calendar_events].sort((left, right) => left.starts_on.localeCompare(right.starts_on)))) ?? '')}`,
      `experiments running: ${context.experiments.length}; site: ${json(compact(context.site_health))}`,
    ]),
    missing.length === 0 ? 'No source is missing.' : `Missing sources: ${missing.join(', ')}.`,
  ].join('\n\n');
}
