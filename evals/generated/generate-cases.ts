import { toMajor } from '../../contracts/money.ts';
import {
  type CampaignContext,
  campaignContextSchema,
  type SourceReport,
} from '../../contracts/reasoning/campaign-context.ts';
import { type Calendar, createCalendar, DAY, HOUR } from '../../sandbox/market/calendar.ts';
import { plotOf } from '../../sandbox/market/plot.ts';
import { createRandom } from '../../sandbox/market/random.ts';
import { creativeAtBirth } from '../../sandbox/market/scenario.ts';
import { createCampaignMarket } from '../../sandbox/market/simulate.ts';
import { createTimeline } from '../../sandbox/world/timeline.ts';
import { createDraw, type Draw } from './draw.ts';
import { drawCampaign } from './draw-campaign.ts';
import { drawPlot } from './draw-plot.ts';
import { type CaseKind, caseKinds, type GeneratedCase } from './generated-case.ts';
import { observedDays } from './observed-days.ts';
import { seeAudience } from './see-audience.ts';
import { seeCampaign } from './see-campaign.ts';
import { seeCreatives } from './see-creatives.ts';
import { seeMarket } from './see-market.ts';
import { seePast } from './see-past.ts';
import { seeCalendar, seeConstraints, seeSite } from './see-surroundings.ts';
import { tellTruth } from './tell-truth.ts';

/** Two rounds of four weeks and the two weeks that are compared. */
const historyDays = 72;
/** Moments at which cases are looked at: few, as every hour of a calendar is worked out once. */
const moments = ['2026-09-14T10:00:00Z', '2026-10-08T15:00:00Z', '2027-02-20T07:00:00Z'] as const;
/** Sources that may be silent, each in one case of twenty-five. */
const fallible = ['competitor_signals', 'creative_metrics', 'audience_analytics', 'historical_patterns', 'site_health'];

function missingSources(draw: Draw): readonly string[] {
  return fallible.filter((source) => draw.chance(`missing/${source}`, 0.04));
}

function reportsOf(at: string, missing: readonly string[]): SourceReport[] {
  const sources = [
    ...(['campaign_metrics', 'creative_metrics', 'competitor_signals', 'audience_analytics'] as const),
    ...(['historical_patterns', 'calendar_events', 'experiments', 'site_health', 'platform_state'] as const),
  ];
  return sources.map((source) => {
    const failed = missing.includes(source);
    return {
      ...{ source, status: failed ? 'timed_out' : 'collected', fetched_at: failed ? null : at, from_cache: false },
      ...{ is_stub: false, response_ms: failed ? 5000 : 80, period_start: null, period_end: null },
      reason: failed ? 'no answer within 5 seconds' : null,
    };
  });
}

function generateCase(
  seed: string,
  index: number,
  kind: CaseKind,
  calendarOf: (zone: string) => Calendar,
): GeneratedCase {
  const case_id = `${seed}-${String(index + 1).padStart(3, '0')}-${kind}`;
  const draw = createDraw(createRandom(seed, `case/${index}`));
  const plot = drawPlot(draw, kind);
  const { campaign, currency, platform, timezone } = drawCampaign(draw, kind, plot, index + 1);
  const bornAt = Date.parse(draw.pick('moment', moments));
  const at = new Date(bornAt).toISOString();
  const calendar = calendarOf(timezone);
  const days_known = kind === 'too_little_data' ? draw.whole('days known', 0, 3) : historyDays;
  const market = createCampaignMarket({
    ...{ campaign, timeline: createTimeline(), calendar, seed, bornAt },
    historyDays: days_known,
  });
  const today = calendar(bornAt);
  const firstDate = calendar(bornAt - days_known * DAY + HOUR).date;
  // The first day is cut off in the middle, unless the campaign really began there.
  const cells = market.cellsUntil(bornAt).filter((cell) => cell.date > firstDate || days_known < historyDays);
  const about = { at: bornAt, today: today.date, currency };
  const days = observedDays(cells, { ...about, whole: true });
  const missing = missingSources(draw);
  const tellsShare = platform === 'google_ads';
  const reported = cells.flatMap((cell) => cell.conversions.filter((each) => each.reported_at <= bornAt));
  const last = Math.max(...reported.map((each) => each.at));
  const there = <T>(source: string, value: () => T) => (missing.includes(source) ? null : value());
  const daily_budget = toMajor(campaign.daily_budget_minor, currency);
  const context: CampaignContext = campaignContextSchema.parse({
    campaign_id: campaign.campaign_id,
    campaign_metrics:
      days.length === 0
        ? null
        : seeCampaign(
            { campaign_id: campaign.campaign_id, campaign_name: campaign.campaign_name, daily_budget },
            days,
            tellsShare,
          ),
    creative_metrics:
      there('creative_metrics', () =>
        seeCreatives(
          campaign,
          (ad_id) =>
            observedDays(
              cells.filter((cell) => cell.ad_id === ad_id),
              { ...about, whole: false },
            ),
          (position) => Math.min(days_known, creativeAtBirth(plotOf(campaign), position).age_days),
          at,
        ),
      ) ?? [],
    competitor_signals: there('competitor_signals', () => seeMarket(draw, campaign, at)),
    audience_analytics: there('audience_analytics', () =>
      days.length === 0 ? null : seeAudience(draw, campaign, days, { tellsShare, at }),
    ),
    historical_patterns: there('historical_patterns', () => seePast(draw, campaign, days, at)),
    calendar_events: seeCalendar(draw, campaign, today.day),
    experiments: [],
    site_health: there('site_health', () =>
      seeSite(draw, campaign, { at, last_conversion_at: Number.isFinite(last) ? new Date(last).toISOString() : null }),
    ),
    constraints: seeConstraints(draw, campaign, { currency, platform, at: bornAt }),
    ...{ industry: campaign.industry, keywords: campaign.keywords, currency, at },
    ...{ sources: reportsOf(at, missing), missing_sources: missing },
  });
  const { truth, value_of } = tellTruth(kind, campaign, { seed, weekday: today.weekday, currency }, missing);
  return { case_id, kind, context, truth, value_of };
}

/**
 * Makes `count` cases, the kinds in turn. The same seed gives the same cases, and the first n of a larger number are those
 * of a smaller one. About 25 milliseconds a case; nothing is read or written.
 */
export function generateCases(options: {
  readonly seed: string;
  readonly count: number;
  readonly kinds?: readonly CaseKind[];
}): readonly GeneratedCase[] {
  const calendars = new Map<string, Calendar>();
  const calendarOf = (zone: string) => {
    const known = calendars.get(zone) ?? createCalendar(zone);
    calendars.set(zone, known);
    return known;
  };
  return Array.from({ length: options.count }, (_, index) => index).flatMap((index) => {
    const kind = caseKinds[index % caseKinds.length] ?? 'no_change';
    if (options.kinds !== undefined && !options.kinds.includes(kind)) return [];
    return [generateCase(options.seed, index, kind, calendarOf)];
  });
}
