import { shiftDate } from '../../activities/agents/campaign-health/collect/period.ts';
import { dayValues } from '../../activities/agents/campaign-health/outcome/day-values.ts';
import type { Control, DayValue } from '../../activities/agents/campaign-health/outcome/effect.ts';
import type { Scenario } from '../../sandbox/market/scenario.ts';
import { randomNumbers } from './random-numbers.ts';
import { bornAt, type Intervention, type SimulatedDay, simulateCampaign } from './simulated-campaign.ts';

/** What goes on around the campaigns: the market alone, a slow drift of this one, or waves that all of them ride. */
export type Surroundings = 'market' | 'drift' | 'shared_waves';

/** One change in one life of one campaign, with what it really brought. */
export type SimulatedChange = {
  readonly name: string;
  readonly scenario: Scenario;
  readonly surroundings: Surroundings;
  readonly intervention: Intervention;
  readonly metric: string;
  readonly days: readonly DayValue[];
  readonly controls: readonly Control[];
  readonly changed_on: string;
  readonly last_day_before: string;
  readonly window_days: number;
  /** The true effect on the mean of the window, in percent: this life against the one in which nothing was done. */
  readonly truth_pct: number;
};

const scenarios = [
  ...(['no_change', 'auction_pressure', 'creative_fatigue'] as const),
  ...(['audience_saturation', 'budget_limited', 'seasonality'] as const),
];
const surroundings = ['market', 'drift', 'shared_waves'] as const;
const metrics = ['cpa', 'conversions', 'ctr', 'cpa', 'spend', 'cpc'] as const;
const interventions: readonly Intervention[] = [
  { kind: 'bid', factor: 1.15 },
  { kind: 'budget', factor: 1.15 },
  { kind: 'bid', factor: 0.75 },
  { kind: 'creative' },
  { kind: 'bid', factor: 1.4 },
  { kind: 'budget', factor: 0.7 },
  { kind: 'bid', factor: 0.9 },
];
const windows = [7, 3, 7, 14] as const;
const controlCount = 6;

/** Every number of a day times its own factor: of what people buy, and of what impressions cost. */
function disturbed(days: readonly SimulatedDay[], factorsOf: (dt: string) => { buy: number; price: number }) {
  return days.map((day) => {
    const { buy, price } = factorsOf(day.dt);
    return {
      ...day,
      ...{ spend: (day.spend_minor / 100) * price, conversions: day.conversions * buy },
      ...{ revenue: (day.revenue_minor / 100) * buy, reach: null, frequency: null, impression_share: null },
    };
  });
}

/** A wave by date: an autoregression with half a week of memory and one holiday somewhere. */
function wave(seed: number, first: string, last: string): ReadonlyMap<string, { buy: number; price: number }> {
  const random = randomNumbers(seed);
  const holiday = 60 + Math.floor(random.uniform() * 70);
  const found = new Map<string, { buy: number; price: number }>();
  let [buy, price, index] = [0, 0, 0];
  for (let date = first; date <= last; date = shiftDate(date, 1)) {
    buy = 0.85 * buy + 0.05 * random.normal();
    price = 0.85 * price + 0.04 * random.normal();
    const bump = Math.abs(index - holiday) < 3 ? 0.25 : 0;
    found.set(date, { buy: Math.exp(buy + bump), price: Math.exp(price + bump / 2) });
    index += 1;
  }
  return found;
}

/**
 * `lives` lives of campaigns of the sandbox's market, each with `changes` interventions of which the first is none at all.
 * Everything follows from the numbers of the lives, so the same call gives the same changes.
 */
export function* simulateChanges(lives: readonly number[], changes: number): Generator<SimulatedChange> {
  const controlDays = new Map<string, readonly SimulatedDay[]>();
  for (const life of lives) {
    const scenario = scenarios[life % scenarios.length] ?? 'no_change';
    const around = surroundings[Math.floor(life / scenarios.length) % surroundings.length] ?? 'market';
    const random = randomNumbers(life);
    const changed_after = 1 + Math.floor(random.uniform() * 27);
    const window_days = windows[life % windows.length] ?? 7;
    const day = new Date(bornAt + changed_after * 86_400_000).toISOString().slice(0, 10);
    const [changed_on, last_day_before] = [shiftDate(day, 1), shiftDate(day, -1)];
    const [first, last] = [shiftDate(day, -119), shiftDate(day, window_days)];
    const drift = (random.uniform() - 0.5) * 0.008;
    const shared = wave(life, first, last);
    const loading = 0.8 + 0.4 * random.uniform();
    const factorsOf = (strength: number) => (dt: string) => {
      const at = shared.get(dt);
      if (around === 'shared_waves' && at !== undefined)
        return { buy: at.buy ** strength, price: at.price ** strength };
      const days = (Date.parse(dt) - Date.parse(first)) / 86_400_000;
      return around === 'drift' ? { buy: Math.exp(drift * days), price: 1 } : { buy: 1, price: 1 };
    };
    const live = (seed: number, intervention: Intervention, played: Scenario) =>
      simulateCampaign({ seed, scenario: played, intervention, changed_after, after: window_days });
    const metric = metrics[Math.floor(random.uniform() * metrics.length)] ?? 'cpa';
    const untouched = live(life, { kind: 'nothing' }, scenario);
    const controls =
      around === 'market'
        ? []
        : [...Array(controlCount).keys()].map((index): Control => {
            const seed = 100_000 + index;
            const key = `${seed}/${day}/${window_days}`;
            const known = controlDays.get(key) ?? live(seed, { kind: 'nothing' }, 'no_change');
            controlDays.set(key, known);
            const strength = around === 'shared_waves' ? 0.8 + 0.08 * index : 0;
            return { campaign_id: String(seed), days: dayValues(disturbed(known, factorsOf(strength)), metric) };
          });
    for (let index = 0; index < changes; index += 1) {
      const intervention: Intervention =
        index === 0
          ? { kind: 'nothing' }
          : (interventions[(life * 2 + index) % interventions.length] ?? { kind: 'nothing' });
      const played = index === 0 ? untouched : live(life, intervention, scenario);
      const days = dayValues(disturbed(played, factorsOf(loading)), metric);
      const without = dayValues(disturbed(untouched, factorsOf(loading)), metric);
      yield {
        ...{ name: `${life}/${index}`, scenario, surroundings: around, intervention, metric, days, controls },
        ...{
          changed_on,
          last_day_before,
          window_days,
          truth_pct: (Math.exp(meanLog(days, changed_on) - meanLog(without, changed_on)) - 1) * 100,
        },
      };
    }
  }
}

function meanLog(days: readonly DayValue[], changed_on: string): number {
  const logs = days.filter((day) => day.dt >= changed_on).map((day) => Math.log(day.numerator / day.denominator));
  return logs.reduce((sum, each) => sum + each, 0) / logs.length;
}
