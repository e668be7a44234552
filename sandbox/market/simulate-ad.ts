import { DAY, HOUR } from './calendar.ts';
import type { Conversion } from './cell.ts';
import { lagOf } from './conversion-lag.ts';
import { poolLeft, ratesOf, type Usual } from './delivery.ts';
import type { Emission } from './emission.ts';
import { usualFatigue, wearOf } from './fatigue.ts';
import type { Plot } from './plot.ts';
import type { Random } from './random.ts';
import { type Conditions, creativeAtBirth, type Temperament } from './scenario.ts';
import type { AdSetting, Settings } from './settings.ts';

/** Everything that one ad’s hour depends on. */
export type AdHour = {
  readonly ad_id: string;
  readonly index: number;
  readonly share: number;
  readonly setting: AdSetting;
  readonly settings: Settings;
  readonly usual: Usual;
  readonly usual_bid_minor: number;
  readonly plot: Plot;
  readonly temperament: Temperament;
  readonly conditions: Conditions;
  readonly start: number;
  readonly serial: number;
  readonly day: number;
  readonly bornAt: number;
  readonly learning: boolean;
  readonly frequency: number;
  /** Offers of this hour to the whole campaign, and the multiplier on conversions. */
  readonly offers: number;
  readonly season_conversion: number;
  readonly random: Random;
};

function wearNow(hour: AdHour): { readonly wear: number; readonly loss: number; readonly quality: number } {
  const since = hour.setting.creative_since;
  if (since !== null) {
    const quality = 0.97 + 0.08 * hour.random.uniform(`creative/${hour.setting.creative_id}`, 0);
    return { wear: wearOf((hour.start - since) / DAY, usualFatigue), loss: usualFatigue.loss, quality };
  }
  const { age_days, fatigue } = creativeAtBirth(hour.plot, hour.index);
  const age = age_days + (hour.start - hour.bornAt) / DAY;
  return { wear: age < 0 ? 0 : wearOf(age, fatigue), loss: fatigue.loss, quality: 1 };
}

/** What the ad would do in this hour if the budget were endless: expected, not yet whole, amounts. */
export function wishOf(hour: AdHour) {
  const worn = wearNow(hour);
  const rates = ratesOf(hour.usual, {
    relative_bid: hour.settings.bid_minor / hour.usual_bid_minor,
    overbid_price: hour.plot.overbid_price,
    pressure: hour.conditions.pressure * hour.random.jitter('price', hour.day, 0.02),
    wear: worn.wear,
    wear_loss: worn.loss,
    frequency: hour.frequency,
    creative_quality: worn.quality * hour.random.jitter('clicks', hour.day, 0.018),
    learning: hour.learning,
  });
  const impressions = hour.setting.active ? hour.offers * hour.share * rates.win_rate : 0;
  const conversion =
    rates.conversion_rate *
    (hour.index === 0 ? 1.02 : 0.95) *
    hour.season_conversion *
    hour.settings.breadth.conversion *
    hour.conditions.conversion *
    hour.random.jitter('conversion', hour.day, 0.035);
  return {
    impressions,
    clicks: impressions * rates.click_rate * hour.random.jitter(`clicks/${hour.ad_id}`, hour.serial, 0.05),
    spend: impressions * rates.impression_price,
    conversions: impressions * rates.click_rate * conversion * hour.conditions.tracked,
    pool: poolLeft(worn.wear, worn.loss),
    win_rate: rates.win_rate,
  };
}

/** The conversions that `expected` stands for, each at its own minute, reported later as the lag has it. */
export function conversionsOf(hour: AdHour, expected: number, emit: Emission): readonly Conversion[] {
  const count = emit(`conversions/${hour.ad_id}`, expected);
  return Array.from({ length: count }, (_, position) => {
    const draw = (stream: string) => hour.random.uniform(`${stream}/${hour.ad_id}/${position}`, hour.serial);
    const at = hour.start + Math.floor(draw('moment') * HOUR);
    const value = hour.usual.order_value * hour.random.jitter(`value/${hour.ad_id}/${position}`, hour.serial, 0.08);
    return { at, reported_at: at + lagOf(draw('lag'), hour.temperament.lag), revenue_minor: Math.round(value) };
  });
}
