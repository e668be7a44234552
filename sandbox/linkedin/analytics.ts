import { dateOf, dayOf } from '../market/calendar.ts';
import type { Cell } from '../market/cell.ts';
import { daysBetween, type Totals, totalsOf } from '../market/report.ts';
import type { Books } from '../world/books.ts';
import type { Entity } from '../world/entity.ts';
import type { AnalyticsQuery } from './analytics-query.ts';
import { decimalOf } from './money.ts';
import { badInput } from './refusals.ts';
import { urnOf } from './urn.ts';

/** No answer is longer; there is no next page. */
const LARGEST_ROW_COUNT = 15_000;

type Row = { readonly totals: Totals; readonly currency: string; readonly urn: string; readonly span: Span };
type Span = { readonly since: string; readonly until: string };

const dayShape = (date: string) => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { year, month, day };
};
const none = () => 0;

/** The metrics of this platform; numbers, but money and decimal values are texts. What is not simulated is zero. */
const metrics: Readonly<Record<string, (row: Row) => unknown>> = {
  pivotValues: ({ urn }) => [urn],
  dateRange: ({ span }) => ({ start: dayShape(span.since), end: dayShape(span.until) }),
  impressions: ({ totals }) => totals.impressions,
  clicks: ({ totals }) => totals.clicks,
  landingPageClicks: ({ totals }) => totals.clicks,
  costInLocalCurrency: ({ totals, currency }) => decimalOf(totals.spend_minor, currency),
  costInUsd: ({ totals, currency }) => (currency === 'USD' ? decimalOf(totals.spend_minor, currency) : undefined),
  externalWebsiteConversions: ({ totals }) => totals.conversions,
  externalWebsitePostClickConversions: ({ totals }) => totals.conversions,
  externalWebsitePostViewConversions: none,
  conversionValueInLocalCurrency: ({ totals, currency }) => decimalOf(totals.revenue_minor, currency),
  oneClickLeads: none,
  approximateMemberReach: ({ totals }) => totals.reach,
  totalEngagements: ({ totals }) => totals.engagements,
  videoStarts: ({ totals }) => totals.video_plays,
  videoViews: ({ totals }) => totals.video_plays,
  videoFirstQuartileCompletions: none,
  videoMidpointCompletions: none,
  videoThirdQuartileCompletions: none,
  videoCompletions: ({ totals }) => totals.video_completions,
};

type Subject = { readonly urn: string; readonly cells: readonly Cell[]; readonly whole: boolean };

/** Cells with the day as UTC counts it, which is how this platform reports whatever the account’s time zone is. */
function cellsOf(books: Books, entity: Entity): readonly Cell[] {
  const market = books.world.markets().of(entity.campaign, books.account.timezone);
  const cells = market.cellsUntil(books.world.clock.now());
  return cells.map((cell) => ({ ...cell, date: new Date(cell.start).toISOString().slice(0, 10) }));
}

/** A campaign that is limited to some creatives is their sum; so are groups and the account. */
function subjectsOf(books: Books, query: AnalyticsQuery): readonly Subject[] {
  const within = (keys: readonly string[] | null, key: string) => keys === null || keys.includes(key);
  const ads = books
    .list('ad')
    .filter((ad) => ad.campaign.campaign_id !== '')
    .filter((ad) => within(query.accounts, books.account.external_id) && within(query.creatives, ad.id))
    .filter((ad) => within(query.campaigns, String(ad.parent_id)) && within(query.groups, ad.campaign.campaign_id));
  const keyOfPivot = (ad: Entity): string => {
    if (query.pivot === 'CREATIVE') return urnOf('sponsoredCreative', ad.id);
    if (query.pivot === 'CAMPAIGN') return urnOf('sponsoredCampaign', String(ad.parent_id));
    if (query.pivot === 'CAMPAIGN_GROUP') return urnOf('sponsoredCampaignGroup', ad.campaign.campaign_id);
    return urnOf('sponsoredAccount', books.account.external_id);
  };
  return [...Map.groupBy(ads, keyOfPivot)].map(([urn, members]) => ({
    urn,
    cells: members.flatMap((ad) => cellsOf(books, ad).filter((cell) => cell.ad_id === ad.id)),
    whole: query.pivot !== 'CREATIVE',
  }));
}

/** Rows of metrics as the platform would show them now: `{elements}`, without paging; rows without delivery are left out. */
export function readAnalytics(books: Books, query: AnalyticsQuery) {
  const unknown = query.fields.find((field) => !Object.hasOwn(metrics, field));
  if (unknown !== undefined) throw badInput('fields', `${unknown} is not a metric`, 'PARAM_INVALID');
  const now = books.world.clock.now();
  const length = daysBetween(query.since, query.until);
  const dates = Array.from({ length }, (_, index) => dateOf(dayOf(query.since) + index));
  const spans = query.daily ? dates.map((date) => ({ since: date, until: date })) : [query];
  const elements = subjectsOf(books, query).flatMap(({ urn, cells, whole }) => {
    const inRange = cells.filter((cell) => cell.date >= query.since && cell.date <= query.until);
    const byDate = Map.groupBy(inRange, (cell) => cell.date);
    return spans.flatMap(({ since, until }) => {
      const totals = totalsOf(since === until ? (byDate.get(since) ?? []) : inRange, now, whole);
      if (totals.impressions === 0 && totals.spend_minor === 0) return [];
      const row = { totals, currency: books.account.currency, urn, span: { since, until } };
      const entries = query.fields.map((field) => [field, metrics[field]?.(row)]);
      return [Object.fromEntries(entries.filter(([, value]) => value !== undefined))];
    });
  });
  return { elements: elements.slice(0, LARGEST_ROW_COUNT) };
}
