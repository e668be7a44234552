import type { z } from 'zod';
import { toMajor } from '../../../../contracts/money.ts';
import {
  type CampaignConstraints,
  type CampaignContext,
  type ContextSource,
  contextSources,
  type SourceReport,
} from '../../../../contracts/reasoning/campaign-context.ts';
import type { CampaignRecord } from '../../../../db/queries/campaign-record.ts';
import type { campaignStateSchema } from '../../../ad-platforms/actions/read-campaign-state/read-campaign-state.action.ts';
import type { readChanges } from '../../../ad-platforms/actions/read-changes/read-changes.action.ts';
import type { Collected } from '../collector/collector.ts';
import { outsideText } from '../collector/outside-text.ts';

type State = z.infer<typeof campaignStateSchema>;
type Changes = z.infer<typeof readChanges.output>;

/** What the collectors and the platform answered; null for what did not answer at all. */
export type ContextParts = {
  readonly campaign_metrics: Collected<NonNullable<CampaignContext['campaign_metrics']>> | null;
  readonly creatives: Collected<CampaignContext['creative_metrics']> | null;
  readonly competitors: Collected<NonNullable<CampaignContext['competitor_signals']>> | null;
  readonly audience: Collected<NonNullable<CampaignContext['audience_analytics']>> | null;
  readonly history: Collected<NonNullable<CampaignContext['historical_patterns']>> | null;
  readonly calendar: Collected<CampaignContext['calendar_events']> | null;
  readonly experiments: Collected<CampaignContext['experiments']> | null;
  readonly site_health: Collected<NonNullable<CampaignContext['site_health']>> | null;
  readonly state: State | null;
  readonly changes: Changes | null;
  /** Why state and changes are null, where that is known. */
  readonly platform_reasons?: { readonly state: string | null; readonly changes: string | null };
};

/** What is spare in the account: audiences that no ad set aims at or leaves out. */
export type SpareAudience = { readonly audience_id: string; readonly name: string };

/** A source without an answer is missing; one that answered with nothing is not. */
const missing: ReadonlySet<SourceReport['status']> = new Set(['failed', 'timed_out', 'skipped']);

/** Changes of these fields can move the numbers by themselves. */
const movingFields: ReadonlySet<string> = new Set([
  'bid_amount_minor',
  'daily_budget_minor',
  'lifetime_budget_minor',
  'creative_id',
  'status',
  'included_audience_ids',
  'excluded_audience_ids',
  'audience_expansion',
]);

/** Puts the parts into one context: pure, and the order in which they came in changes nothing. */
export function buildContextOf(
  campaign: CampaignRecord,
  parts: ContextParts,
  spare_audiences: readonly SpareAudience[],
  at: Date,
): CampaignContext {
  const reports = new Map<ContextSource, SourceReport>([
    ['campaign_metrics', reportOf('campaign_metrics', parts.campaign_metrics)],
    ['creative_metrics', reportOf('creative_metrics', parts.creatives)],
    ['competitor_signals', reportOf('competitor_signals', parts.competitors)],
    ['audience_analytics', reportOf('audience_analytics', parts.audience)],
    ['historical_patterns', reportOf('historical_patterns', parts.history)],
    ['calendar_events', reportOf('calendar_events', parts.calendar)],
    ['experiments', reportOf('experiments', parts.experiments)],
    ['site_health', reportOf('site_health', parts.site_health)],
    ['platform_state', platformReport('platform_state', parts.state?.read_at, parts.platform_reasons?.state)],
    ['platform_changes', platformReport('platform_changes', parts.changes?.since, parts.platform_reasons?.changes)],
  ]);
  const sources = contextSources.flatMap((source) => reports.get(source) ?? []);
  return {
    campaign_id: campaign.campaign_id,
    campaign_metrics: parts.campaign_metrics?.data ?? null,
    creative_metrics: parts.creatives?.data ?? [],
    competitor_signals: parts.competitors?.data ?? null,
    audience_analytics: parts.audience?.data ?? null,
    historical_patterns: parts.history?.data ?? null,
    calendar_events: parts.calendar?.data ?? [],
    experiments: parts.experiments?.data ?? [],
    site_health: parts.site_health?.data ?? null,
    constraints: constraintsOf(campaign, parts, spare_audiences),
    industry: campaign.industry,
    keywords: campaign.keywords.map((each) => outsideText(each, 100)),
    currency: campaign.currency,
    at: at.toISOString(),
    sources,
    missing_sources: sources.filter((each) => missing.has(each.status)).map((each) => each.source),
  };
}

const nothing = {
  ...{ fetched_at: null, from_cache: false, is_stub: false, response_ms: null },
  ...{ period_start: null, period_end: null, reason: null },
};

function reportOf(source: ContextSource, part: Collected<unknown> | null): SourceReport {
  if (part !== null) return part.report;
  return { source, ...nothing, status: 'failed', reason: 'SOURCE_UNAVAILABLE: The collector itself did not answer.' };
}

function platformReport(
  source: ContextSource,
  fetched_at: string | undefined,
  reason: string | null | undefined,
): SourceReport {
  if (fetched_at !== undefined) return { source, ...nothing, status: 'collected', fetched_at };
  const why = reason ?? 'SOURCE_UNAVAILABLE: The ad platform did not answer.';
  return { source, ...nothing, status: why.startsWith('COLLECTOR_TIMED_OUT') ? 'timed_out' : 'failed', reason: why };
}

/** What may be changed: the platform's word where it answered, else our own record. */
function constraintsOf(
  campaign: CampaignRecord,
  { state, changes }: ContextParts,
  spare_audiences: readonly SpareAudience[],
): CampaignConstraints {
  const major = (minor: number | null) => (minor === null ? null : toMajor(minor, campaign.currency));
  const used = new Set(
    (state?.ad_sets ?? []).flatMap((each) =>
      [each.included_audience_ids, each.excluded_audience_ids].flatMap((ids) => ids?.split(',') ?? []),
    ),
  );
  return {
    status: state?.status ?? campaign.status,
    platform: campaign.platform,
    objective: campaign.objective,
    current_bid: major(state?.bid_amount_minor ?? null),
    daily_budget: major(state === null ? campaign.daily_budget_minor : state.daily_budget_minor),
    target_cpa: major(campaign.target_cpa_minor),
    in_learning: state?.in_learning ?? null,
    protected: campaign.protected,
    frozen_until: null,
    max_bid_change_pct: null,
    max_budget_change_pct: null,
    recent_changes: (changes?.changes ?? [])
      .filter((each) => movingFields.has(each.field))
      .map(({ at, entity_id, field, ours }) => ({ at, entity_id, field, ours })),
    running_creatives: (state?.running_creatives ?? []).map((each) => ({
      ...each,
      ad_name: outsideText(each.ad_name),
    })),
    spare_creatives: (state?.spare_creatives ?? []).map((each) => ({ ...each, name: outsideText(each.name) })),
    spare_audiences: spare_audiences
      .filter((each) => !used.has(each.audience_id))
      .map(({ audience_id, name }) => ({ audience_id, name: outsideText(name) })),
  };
}
