import { contextOfMetrics } from '../../activities/agents/campaign-health/collect/context-of-metrics.ts';
import { type StoredDay, shiftDate } from '../../activities/agents/campaign-health/collect/period.ts';
import { dailySeries, hourlySeries } from '../../activities/agents/campaign-health/collect/series-of-days.ts';
import { summarise } from '../../activities/agents/campaign-health/collect/summarise.ts';
import { reason, reportAnomalies } from '../../activities/reasoning/index.ts';
import { comparedWeeks } from '../../contracts/compared-weeks.ts';
import { type DemoCampaign, type DemoTenant, demoTenants } from '../../contracts/demo-world.ts';
import { toMajor } from '../../contracts/money.ts';
import { type Calendar, createCalendar, HOUR } from '../../sandbox/market/calendar.ts';
import type { Cell } from '../../sandbox/market/cell.ts';
import { totalsOf } from '../../sandbox/market/report.ts';
import { createCampaignMarket } from '../../sandbox/market/simulate.ts';
import { campaignSpecSchema } from '../../sandbox/world/campaign-spec.ts';
import { createTimeline } from '../../sandbox/world/timeline.ts';

/** A demo campaign with its tenant. */
export type DemoCase = { readonly tenant: DemoTenant; readonly campaign: DemoCampaign };
/** All ten campaigns of the demo. */
export const demoCases: readonly DemoCase[] = demoTenants.flatMap((tenant) =>
  tenant.campaigns.map((campaign) => ({ tenant, campaign })),
);

/** What the right answer to each cause does. */
export const rightActions = {
  auction_pressure: 'set_bid',
  competitor_promotion: 'none',
  creative_fatigue: 'rotate_creative',
  audience_saturation: 'change_audiences',
  poor_targeting: 'change_audiences',
  uneven_segments: 'reallocate_budget',
  budget_limited: 'set_daily_budget',
  tracking_break: 'pause',
  seasonality: 'none',
  external_event: 'none',
  conversion_lag: 'none',
  no_change: 'none',
} as const;

const syncedDays = 90;
const syncedHourDays = 14;

const calendars = new Map(demoTenants.map(({ account }) => [account.timezone, createCalendar(account.timezone)]));

function calendarOf(timezone: string): Calendar {
  return calendars.get(timezone) ?? createCalendar(timezone);
}

/**
 * What the agent says of a campaign whose market is born at `at` (epoch milliseconds), computed in this process: the same
 * market, series, diagnosis and proposal as over the wire, without sandbox, database and Temporal. A few dozen milliseconds.
 */
export function lookAt({ tenant, campaign }: DemoCase, at: number, seed: string) {
  const { timezone, currency } = tenant.account;
  const calendar = calendarOf(timezone);
  const spec = campaignSpecSchema.parse(campaign);
  const market = createCampaignMarket({ campaign: spec, timeline: createTimeline(), calendar, seed, bornAt: at });
  const today = calendar(at).date;
  const cells = market.cellsUntil(at);
  const measures = (some: readonly Cell[]) => {
    const totals = totalsOf(some, at, true);
    return {
      ...totals,
      spend: toMajor(totals.spend_minor, currency),
      revenue: toMajor(totals.revenue_minor, currency),
    };
  };
  const since = shiftDate(today, 1 - syncedDays);
  const synced = cells.filter((cell) => cell.date >= since && cell.date < today);
  const days = [...Map.groupBy(synced, (cell) => cell.date)].map(
    ([dt, ofDay]): StoredDay => ({ ...measures(ofDay), dt, impression_share: null }),
  );
  const hourlySince = shiftDate(today, 1 - syncedHourDays);
  const over = cells.filter((cell) => cell.date >= hourlySince && cell.start <= at - HOUR);
  const hours = [...Map.groupBy(over, (cell) => cell.start)].map(([start, ofHour]) => ({
    ...measures(ofHour),
    at: new Date(start),
  }));
  const [current, previous] = comparedWeeks(today).map(({ since, until }) =>
    measures(cells.filter((cell) => cell.date >= since && cell.date <= until)),
  );
  const reach = { current: current ?? null, previous: previous ?? null };
  const summary = summarise(ownerOf(tenant, campaign), days, new Date(at), reach);
  const anomalies = reportAnomalies({ summary, series: [...dailySeries(days), ...hourlySeries(hours)] });
  const state = stateOf(campaign, currency, at);
  const { analysis, recommendation } = reason(contextOfMetrics(summary, state, { changes: [] }), { anomalies });
  return { summary, diagnosis: analysis, proposal: recommendation };
}

function ownerOf({ account }: DemoTenant, campaign: DemoCampaign) {
  const { campaign_id, campaign_name, audience_size, ads, spare_creatives } = campaign;
  const creative = (each: { creative_id: string; name: string }, state: 'active' | 'spare') => ({
    ...{ creative_id: each.creative_id, name: each.name, state, started_on: null },
  });
  return {
    ...{ campaign_id, campaign_name, audience_size, currency: account.currency, timezone: account.timezone },
    target_cpa: toMajor(campaign.target_cpa_minor, account.currency),
    daily_budget: toMajor(campaign.daily_budget_minor, account.currency),
    protected: false,
    creatives: [
      ...ads.map((each) => creative(each, 'active')),
      ...spare_creatives.map((each) => creative(each, 'spare')),
    ],
  };
}

function stateOf(campaign: DemoCampaign, currency: string, at: number) {
  const { daily_budget_minor, bid_amount_minor, ads, spare_creatives } = campaign;
  return {
    ...{ status: 'active', currency, daily_budget_minor, bid_amount_minor, in_learning: false },
    running_creatives: ads.map(({ ad_id, name, creative_id }) => ({ ad_id, ad_name: name, creative_id })),
    spare_creatives: [...spare_creatives],
    read_at: new Date(at).toISOString(),
  };
}
