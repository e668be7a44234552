import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MetricSeries } from '../series/metric-series.ts';
import { findAnomalies } from './find-anomalies.ts';
import { scorePoints } from './score-points.ts';
import { grainSettings, pointThreshold } from './settings.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** The real series with its labelled window; see tests/data/SOURCE.md. */
const exchange = readSeries('tests/data/exchange-2-cpc.csv');
const label = Date.parse('2011-07-14T13:00:01Z');

function readSeries(file: string): MetricSeries {
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const points = rows.map((row) => row.split(','));
  return {
    ...{ metric: 'cpc', unit: 'currency', grain: 'hour', source: 'test', typical_count: null },
    times: points.map(([time = '']) => new Date(`${time.replace(' ', 'T')}Z`).toISOString()),
    values: points.map(([, value]) => Number(value)),
  };
}

/** A made-up series: a daily wave, a weekly one, and a little noise that repeats. */
function wave(grain: 'hour' | 'day', count: number, change: (index: number) => number = () => 1): MetricSeries {
  const step = grain === 'hour' ? hour : day;
  const indices = [...Array(count).keys()];
  const noise = (index: number) => 1 + 0.08 * Math.sin(index * 12.9898) * Math.cos(index * 78.233);
  const season = (index: number) => 1 + 0.3 * Math.sin((2 * Math.PI * index) / (grain === 'hour' ? 24 : 7));
  return {
    ...{ metric: 'cpc', unit: 'currency', grain, source: 'test', typical_count: null },
    times: indices.map((index) => new Date(Date.parse('2026-03-02T00:00:00Z') + index * step).toISOString()),
    values: indices.map((index) => season(index) * noise(index) * change(index)),
  };
}

function at(series: MetricSeries, moment: number) {
  const answer = findAnomalies(series, new Date(moment).toISOString());
  if (answer.kind !== 'finding') throw new Error(`skipped: ${answer.reason}`);
  return answer.finding;
}

const end = (series: MetricSeries) => Date.parse(series.times.at(-1) ?? '');

describe('anomalies of a real series', () => {
  it('are raised in the labelled window, from its centre on', () => {
    for (const later of [0, 6, 12, 24, 36]) {
      const finding = at(exchange, label + later * hour);
      expect(finding.raised, `${later} h after the label`).toBe(true);
      expect(finding.strongest).toMatchObject({ adverse: true, kind: 'sustained' });
      expect(finding.statement).toMatch(
        /^\w+: up to .+ it was, taken together, [\d.]+ times the normal swing above what was expected\.$/,
      );
    }
  });

  it('are not raised at quiet moments', () => {
    const quiet = ['07-21', '07-28', '08-05', '08-16', '08-25'];
    for (const date of quiet) expect(at(exchange, Date.parse(`2011-${date}T12:00:01Z`)).raised, date).toBe(false);
  });

  it('are judged without looking ahead: what comes later changes nothing', () => {
    const cut = exchange.times.findIndex((time) => Date.parse(time) > label);
    const known = { ...exchange, times: exchange.times.slice(0, cut), values: exchange.values.slice(0, cut) };
    expect(at(known, label)).toEqual(at(exchange, label));
    const scored = (series: MetricSeries) =>
      scorePoints(
        series.times.map((time, index) => ({ time: Date.parse(time), value: series.values[index] ?? 0 })),
        grainSettings.hour,
        pointThreshold,
      );
    expect(scored(exchange)?.slice(0, cut)).toEqual(scored(known));
  });
});

describe('anomalies', () => {
  it('find a single spike in an hourly wave and mark it in the chart', () => {
    const series = wave('hour', 24 * 30, (index) => (index === 24 * 30 - 10 ? 4 : 1));
    const finding = at(series, end(series));
    expect(finding).toMatchObject({ raised: true, strongest: { kind: 'point', at: series.times[24 * 30 - 10] } });
    expect(finding.chart.points.filter((point) => point.anomalous).map((point) => point.at)).toEqual([
      finding.strongest?.at,
    ]);
    expect(finding.windows).toHaveLength(1);
  });

  it('find a lasting rise of a daily price and stay quiet on the wave itself', () => {
    const series = wave('day', 80, (index) => (index >= 75 ? 1.5 : 1));
    expect(at(series, end(series)).raised).toBe(true);
    expect(at(wave('day', 80), end(series)).raised).toBe(false);
  });

  it('are forgotten when they are older than the recent window', () => {
    const series = wave('hour', 24 * 30, (index) => (index === 24 * 25 ? 4 : 1));
    expect(at(series, end(series)).raised).toBe(false);
  });

  it('that do good are told but not raised, and hurt both ways in a metric nobody knows', () => {
    const fall = (index: number) => (index === 24 * 30 - 5 ? 0.2 : 1);
    const series = wave('hour', 24 * 30, fall);
    expect(at(series, end(series))).toMatchObject({ raised: false, flags: [{ adverse: false }] });
    expect(at({ ...series, metric: 'noise_level' }, end(series)).raised).toBe(true);
    expect(at({ ...series, metric: 'ctr' }, end(series)).raised).toBe(true);
  });

  it('do not follow from chance: a rate of few events may jump', () => {
    const series = wave('day', 80, (index) => (index === 79 ? 1.8 : 1));
    expect(at(series, end(series)).raised).toBe(true);
    expect(at({ ...series, typical_count: 6 }, end(series)).raised).toBe(false);
  });

  it('survive zeros, and say why nothing can be said', () => {
    const series = wave('hour', 24 * 30, (index) => (index === 24 * 30 - 5 ? 0 : 1));
    expect(at({ ...series, metric: 'conversions' }, end(series)).raised).toBe(true);
    const said = (changed: MetricSeries, moment = end(changed)) =>
      findAnomalies(changed, new Date(moment).toISOString());
    expect(said(wave('hour', 30))).toMatchObject({ kind: 'skipped', reason: expect.stringContaining('too few') });
    expect(said(wave('day', 60, () => 0))).toMatchObject({ kind: 'skipped', reason: expect.stringContaining('zero') });
    expect(said(series, Date.parse('2020-01-01'))).toMatchObject({ reason: expect.stringContaining('no points') });
    expect(said(series, end(series) + 90 * day)).toMatchObject({ reason: expect.stringContaining('older') });
  });
});
