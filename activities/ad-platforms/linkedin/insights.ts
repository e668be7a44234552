import type { AdPlatformAdapter, EntityReference, InsightRow } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { fitAnswer } from '../wire/fit-answer.ts';
import type { LinkedInClient } from './client.ts';
import type { AccountFacts } from './entities.ts';
import { vendor } from './failures.ts';
import type { RestLiQuery } from './rest-li.ts';
import { type AnalyticsWire, analyticsWire, pageWire } from './schemas.ts';
import { urnOf } from './urns.ts';
import { minorFromReport } from './wire-money.ts';

/** What is asked for, of at most 20 fields; without a list LinkedIn gives impressions and clicks alone. */
export const analyticsFields: readonly string[] = [
  'dateRange',
  'impressions',
  'clicks',
  'costInLocalCurrency',
  'externalWebsiteConversions',
  'oneClickLeads',
  'conversionValueInLocalCurrency',
  'approximateMemberReach',
  'totalEngagements',
  'videoStarts',
  'videoCompletions',
];

/** Reach is given for at most 92 days at once, and so few rows are far below the 15,000 at which LinkedIn cuts off. */
const mostDays = 92;

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * One row in our terms. Conversions are those on the advertiser’s site and leads of LinkedIn’s own forms: two places, so that
 * none is counted twice. Frequency is not reported; it follows from reach where there is one. LinkedIn tells 0 plays of an ad
 * that is no video, which is no figure.
 */
export function insightFromWire(wire: AnalyticsWire, entity_id: string, currency: string): InsightRow {
  const { year, month, day } = wire.dateRange.start;
  const impressions = Math.round(wire.impressions ?? 0);
  const reach = wire.approximateMemberReach ?? null;
  const plays = Math.round(wire.videoStarts ?? 0);
  return {
    entity_id,
    date: `${year}-${twoDigits(month)}-${twoDigits(day)}`,
    hour: null,
    impressions,
    clicks: Math.round(wire.clicks ?? 0),
    spend_minor: minorFromReport(wire.costInLocalCurrency ?? 0, currency),
    conversions: (wire.externalWebsiteConversions ?? 0) + (wire.oneClickLeads ?? 0),
    revenue_minor: minorFromReport(wire.conversionValueInLocalCurrency ?? 0, currency),
    reach: reach === null ? null : Math.round(reach),
    frequency: reach === null || reach <= 0 ? null : impressions / reach,
    engagements: typeof wire.totalEngagements === 'number' ? Math.round(wire.totalEngagements) : null,
    video_views: plays === 0 ? null : plays,
    video_completions: plays === 0 ? null : Math.round(wire.videoCompletions ?? 0),
  };
}

/** Which rows: by the level of the entity, and of that entity alone. */
function pivotOf({ entity_type, entity_id }: EntityReference): { pivot: string; of: RestLiQuery } {
  switch (entity_type) {
    case 'campaign':
      return { pivot: 'CAMPAIGN_GROUP', of: { campaignGroups: [urnOf('sponsoredCampaignGroup', entity_id)] } };
    case 'ad_set':
      return { pivot: 'CAMPAIGN', of: { campaigns: [urnOf('sponsoredCampaign', entity_id)] } };
    case 'ad':
      return { pivot: 'CREATIVE', of: { creatives: [urnOf('sponsoredCreative', entity_id)] } };
    case 'creative':
      throw new CodedError('PLATFORM_CAPABILITY_MISSING', `${vendor} reports on ads, not on what they show.`, {
        entity_id,
      });
  }
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A date as its parts. */
export function wireDate(date: string): RestLiQuery {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { year, month, day };
}

/** The days from `since` to `until`, both included, in stretches that one answer can hold. */
export function stretches(since: string, until: string, days: number): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (let start = since; start <= until; start = dayAfter(start, days)) {
    const end = dayAfter(start, days - 1);
    found.push([start, end < until ? end : until]);
  }
  return found;
}

/**
 * Reads daily insights: GET /adAnalytics?q=analytics. There is no paging, so a long time is asked for in stretches. Days are
 * those of UTC, and rates are never asked for: they are derived. Throws PLATFORM_CAPABILITY_MISSING for hours.
 * https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/ads-reporting
 */
export async function readInsights(
  client: LinkedInClient,
  account: AccountFacts & { readonly page_size?: number | undefined },
  { reference, since, until, grain }: Parameters<AdPlatformAdapter['readInsights']>[0],
): Promise<readonly InsightRow[]> {
  if (grain === 'hour')
    throw new CodedError('PLATFORM_CAPABILITY_MISSING', `${vendor} reports by day, not by hour.`, { grain });
  const { pivot, of } = pivotOf(reference);
  const rows: InsightRow[] = [];
  for (const [start, end] of stretches(since, until, Math.min(account.page_size ?? mostDays, mostDays))) {
    const dateRange = { start: wireDate(start), end: wireDate(end) };
    const query = { q: 'analytics', pivot, timeGranularity: 'DAILY', dateRange, ...of };
    const answer = await client.get({ path: 'adAnalytics', query, fields: analyticsFields }, pageWire);
    const wires = answer.elements.map((each) => fitAnswer(analyticsWire, each, vendor, 'adAnalytics'));
    rows.push(...wires.map((wire) => insightFromWire(wire, reference.entity_id, account.currency)));
  }
  return rows.toSorted((one, other) => one.date.localeCompare(other.date));
}
