import { mean, standardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { foretellMean, unknownVariance } from '../../activities/agents/campaign-health/outcome/structural-model.ts';
import { mixtureQuantile } from '../../activities/agents/campaign-health/outcome/student-t.ts';
import { syntheticWeights } from '../../activities/agents/campaign-health/outcome/synthetic-control.ts';
import { readTable } from './read-table.ts';

const numbers = (values: readonly string[] | undefined) => (values ?? []).map(Number);

/** The structural model as CausalImpact sets it up: a level that is expected to move by a hundredth, and the controls beside. */
function impact(outcome: readonly number[], controls: readonly (readonly number[])[], from: number, to: number) {
  const scaled = (values: readonly number[]) => {
    const [center, spread] = [mean(values.slice(0, from)), standardDeviation(values.slice(0, from))];
    return { center, spread, values: values.map((value) => (value - center) / spread) };
  };
  const own = scaled(outcome);
  const others = controls.map((control) => scaled(control).values);
  const parts = foretellMean({
    values: own.values.map((value, day) => (day < from ? value : null)),
    rows: outcome.map((_, day) => others.map((other) => other[day] ?? 0)),
    prior_variance: others.map(() => unknownVariance),
    wanted: outcome.map((_, day) => day).slice(from, to),
    level_step: { deviation: 0.01, worth_days: 2 },
  });
  const observed = mean(outcome.slice(from, to));
  const against = (share: number) => observed - (mixtureQuantile(parts ?? [], share) * own.spread + own.center);
  return { observed, effect: against(0.5), low: against(0.975), high: against(0.025) };
}

const table = {
  comparison: () => {
    const read = readTable('comparison_data.csv');
    const dates = read.get('DATE') ?? [];
    const controls = [1, 2, 3].map((each) => numbers(read.get(`NOT_CHANGED_${each}`)));
    const [from, to] = [dates.indexOf('2019-07-15'), dates.indexOf('2019-08-01') + 1];
    return impact(numbers(read.get('CHANGED')), controls, from, to);
  },
  google: () => {
    const read = readTable('google_data.csv');
    const from = (read.get('date') ?? []).findIndex((date) => date.startsWith('2020-03-02'));
    const controls = [numbers(read.get('x1')), numbers(read.get('x2'))];
    return impact(numbers(read.get('y')), controls, from, 91);
  },
  volks: () => {
    const read = readTable('volks_data.csv', /\s+/);
    const from = (read.get('Date') ?? []).indexOf('2015-09-20');
    const outcome = numbers(read.get('VolksWagen'));
    return impact(outcome, [numbers(read.get('BMW')), numbers(read.get('Allianz'))], from, outcome.length);
  },
  basque: () => {
    const read = readTable('basque.csv');
    return impact(numbers(read.get('Basque')), [numbers(read.get('another'))], 21, 43);
  },
  arma_1: () => arma(1),
  arma_5: () => arma(5),
} as const;
function arma(lift: number) {
  const read = readTable('arma_data.csv');
  const lifted = numbers(read.get('y')).map((value, day) => (day >= 70 ? value + lift : value));
  return impact(lifted, [numbers(read.get('X'))], 70, 100);
}

describe('against R’s CausalImpact, the effect is within two of its standard deviations and shown as surely', () => {
  it.each([
    ['comparison', 78_574, -657, 736, false],
    ['google', 156, 27, 4.5, true],
    ['volks', 127, -44, 5.6, true],
    ['basque', 7.9, -0.76, 0.31, true],
    ['arma_1', 121, 0.89, 0.3, true],
    ['arma_5', 125.2, 4.89, 0.31, true],
  ] as const)('%s', (name, observed, effect, deviation, shown) => {
    const ours = table[name]();
    expect(Math.abs(ours.observed / observed - 1)).toBeLessThan(0.01);
    expect(Math.abs(ours.effect - effect)).toBeLessThan(2 * deviation);
    expect(ours.low > 0 || ours.high < 0).toBe(shown);
    expect(ours.low).toBeLessThan(effect);
    expect(ours.high).toBeGreaterThan(effect);
  });
});

describe('against GeoLift’s walkthrough', () => {
  const read = readTable('geolift_test.csv');
  const treatedDays = 90;
  const around = (values: readonly number[]) => {
    const center = mean(values.slice(0, treatedDays));
    return values.map((value) => value - center);
  };
  const [chicago, portland] = [numbers(read.get('chicago')), numbers(read.get('portland'))];
  const treated = chicago.map((value, day) => (value + (portland[day] ?? 0)) / 2);
  const names = [...read.keys()].filter((name) => !['date', 'chicago', 'portland'].includes(name));
  const cities = names.map((name) => around(numbers(read.get(name))));
  const weights = syntheticWeights(
    around(treated).slice(0, treatedDays),
    cities.map((city) => city.slice(0, treatedDays)),
    'one',
  );
  const gap = around(treated).map(
    (value, day) => value - cities.reduce((sum, city, index) => sum + (weights[index] ?? 0) * (city[day] ?? 0), 0),
  );

  it('the cities have the published weights, to a thousandth', () => {
    const published = {
      ...{ cincinnati: 0.2272, miami: 0.2028, 'baton rouge': 0.1335, minneapolis: 0.09, dallas: 0.0739 },
      ...{ nashville: 0.0685, honolulu: 0.0673, austin: 0.0465, 'san diego': 0.0451, reno: 0.0306 },
      ...{ 'san antonio': 0.0054, 'new york': 0.0046, houston: 0.0046 },
    };
    for (const [name, weight] of Object.entries(published))
      expect(Math.abs((weights[names.indexOf(name)] ?? 0) - weight), name).toBeLessThan(0.001);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
  });

  it('the effect and the fit are the published ones', () => {
    const effect = mean(gap.slice(treatedDays));
    expect(effect).toBeCloseTo(155.556, 0);
    expect((effect / (mean(treated.slice(treatedDays)) - effect)) * 100).toBeCloseTo(5.4, 1);
    expect(Math.hypot(...gap.slice(0, treatedDays))).toBeCloseTo(909.489, 2);
  });
});
