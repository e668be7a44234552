import type { CampaignSpec } from '../world/campaign-spec.ts';
import type { Timeline } from '../world/timeline.ts';
import { attentionOf, isVideo } from './attention.ts';
import { frequencyOf } from './audience.ts';
import { type Calendar, DAY, HOUR } from './calendar.ts';
import type { Cell } from './cell.ts';
import { usualOf } from './delivery.ts';
import { createChance, createEmission } from './emission.ts';
import { plotOf } from './plot.ts';
import { createRandom } from './random.ts';
import { conditionsAt, temperamentOf } from './scenario.ts';
import { hourShare, seasonOf } from './seasonality.ts';
import { settingsAt } from './settings.ts';
import { type AdHour, conversionsOf, wishOf } from './simulate-ad.ts';

/** Days of history before the sandbox’s birth. */
export const HISTORY_DAYS = 120;
const LEARNING_DAYS = 7;
const LEARNING_CONVERSIONS = 50;

/** One campaign in its market. */
export type CampaignMarket = {
  /** Every whole or begun hour up to an instant, oldest first. What has been told is never told otherwise later. */
  readonly cellsUntil: (at: number) => readonly Cell[];
  /** Conversions that happened since the last significant edit, and whether that still counts as learning. */
  readonly learningAt: (at: number) => { readonly learning: boolean; readonly conversions: number };
};

/**
 * Plays a campaign hour by hour from its history on. A change made in an hour works from the next hour, so the past
 * never changes; the same seed, birth and timeline give the same numbers, whatever was asked in between.
 */
export function createCampaignMarket(deps: {
  readonly campaign: CampaignSpec;
  readonly timeline: Timeline;
  readonly calendar: Calendar;
  readonly seed: string;
  readonly bornAt: number;
  /** Days of history before birth. */
  readonly historyDays?: number;
}): CampaignMarket {
  const { campaign, timeline, calendar, bornAt } = deps;
  const plot = plotOf(campaign);
  const random = createRandom(deps.seed, campaign.campaign_id);
  const emit = createEmission(random);
  const count = plot.chance === 'even' ? emit : createChance(random);
  const usual = usualOf(campaign, random);
  const temperament = temperamentOf(plot);
  const birthDay = calendar(bornAt).day;
  const weights = campaign.ads.map((_, index) => 0.7 * 0.43 ** index);
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => weight / weightSum);
  const cells: Cell[] = [];
  let next = Math.floor((bornAt - (deps.historyDays ?? HISTORY_DAYS) * DAY) / HOUR) * HOUR;
  let today = { day: Number.NaN, spend: 0, impressions: 0, pool: usual.pool };
  let frequency = temperament.usual_frequency;

  const learningAt = (at: number) => {
    const since = settingsAt(campaign, timeline, at).significant_edit;
    if (since === null) return { learning: false, conversions: 0 };
    const conversions = cells
      .filter((cell) => cell.start >= since && cell.start <= at)
      .reduce((sum, cell) => sum + cell.conversions.length, 0);
    return { learning: at - since < LEARNING_DAYS * DAY && conversions < LEARNING_CONVERSIONS, conversions };
  };

  function turnDay(day: number): void {
    if (today.day === day) return;
    if (today.impressions > 0) frequency = frequencyOf(today.impressions / today.pool);
    today = { day, spend: 0, impressions: 0, pool: usual.pool };
  }

  function playHour(start: number): void {
    const local = calendar(start);
    turnDay(local.day);
    const serial = Math.floor(start / HOUR);
    const settings = settingsAt(campaign, timeline, start);
    const conditions = conditionsAt(plot, local.day - birthDay + local.hour / 24, settings.breadth);
    const season = seasonOf(local.weekday, local.day - birthDay - temperament.season_shift, temperament.season_depth);
    const noise = random.jitter('demand', local.day, 0.025) * random.jitter('demand-hour', serial, 0.05);
    const offers =
      usual.daily_offers * hourShare(local.hour) * season.demand * conditions.demand * noise * settings.breadth.offers;
    const { learning } = learningAt(start);
    const hours = campaign.ads.flatMap((ad, index): readonly AdHour[] => {
      const setting = settings.ads[index];
      if (setting === undefined) return [];
      const share = shares[index] ?? 0;
      const usual_bid_minor = campaign.bid_amount_minor;
      const situation = { setting, settings, usual, usual_bid_minor, temperament, conditions, learning, frequency };
      const moment = { start, serial, day: local.day, bornAt, offers, season_conversion: season.conversion, random };
      return [{ ad_id: ad.ad_id, index, share, plot, ...situation, ...moment }];
    });
    const wishes = hours.map((hour) => ({ hour, wish: wishOf(hour) }));
    const wanted = wishes.reduce((sum, { wish }) => sum + wish.spend, 0);
    const left = Math.max(0, settings.budget_minor - today.spend);
    const served = wanted > left ? left / wanted : 1;
    const pool = usual.pool * conditions.pool * Math.max(1, settings.breadth.offers);
    const campaign_pool = pool * wishes.reduce((sum, { hour, wish }) => sum + hour.share * wish.pool, 0);
    for (const { hour, wish } of wishes) {
      const whole = (stream: string, amount: number) => emit(`${stream}/${hour.ad_id}`, amount * served);
      const impressions = whole('impressions', wish.impressions);
      const spend_minor = Math.min(whole('spend', wish.spend), Math.max(0, settings.budget_minor - today.spend));
      today.spend += spend_minor;
      today.impressions += impressions;
      const clicks = Math.min(impressions, count(`clicks/${hour.ad_id}`, wish.clicks * served));
      const appeal = wish.impressions === 0 ? 0 : wish.clicks / wish.impressions / usual.click_rate;
      const video = isVideo(shownName(campaign, hour.index, hour.setting.creative_id));
      cells.push({
        start,
        date: local.date,
        hour: local.hour,
        ad_id: hour.ad_id,
        impressions,
        clicks,
        spend_minor,
        conversions: conversionsOf(hour, wish.conversions * served, count),
        pool: pool * hour.share * wish.pool,
        campaign_pool,
        impression_share: wish.win_rate * served,
        lost_to_budget: wish.win_rate * (1 - served),
        attention: attentionOf({ impressions, clicks, appeal, video }),
      });
    }
    today.pool = campaign_pool;
  }

  const cellsUntil = (at: number) => {
    while (next <= at) {
      playHour(next);
      next += HOUR;
    }
    return cells;
  };
  return {
    cellsUntil: (at) => cellsUntil(at).filter((cell) => cell.start <= at),
    learningAt: (at) => {
      cellsUntil(at);
      return learningAt(at);
    },
  };
}

/** What an ad shows now: the spare creative that was put in, else what it was born with. */
function shownName(campaign: CampaignSpec, index: number, creative_id: string): string {
  return (
    campaign.spare_creatives.find((each) => each.creative_id === creative_id)?.name ?? campaign.ads[index]?.name ?? ''
  );
}
