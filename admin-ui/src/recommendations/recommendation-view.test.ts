import { expect, it } from 'vitest';
import { type Recommendation, recommendationSchema } from '../../../contracts/recommendation.ts';
import { causeLabel, findRecommendation, recommendationViewSchema, summarizeSeries } from './recommendation-view.ts';

const recommendation: Recommendation = recommendationSchema.parse({
  recommended_workflow: 'Bid Adjustment',
  action: { kind: 'pause', campaign_id: '1', resume_when: 'conversions are counted again' },
  specific_action: 'Raise the bid to $2.88',
  reasoning: 'r',
  signal_analysis: 's',
  root_cause: 'auction_pressure',
  evidence: [],
  series: [],
  expected_impact: 'e',
  expected_effect: null,
  cost_of_doing_nothing: 'c',
  risk_level: 'low',
  risk_factors: [],
  alternative_actions: [],
  success_metrics: [],
  confidence: 0.82,
  confidence_reasoning: 'cr',
  model_version: 'm',
  prompt_version: null,
  degraded: false,
  missing_sources: [],
});

it('reads whatever the contract allows, and loses nothing of it', () => {
  expect(recommendationViewSchema.parse(recommendation)).toEqual(recommendation);
});

it('finds the recommendation as the evidence itself or inside it', () => {
  expect(findRecommendation(recommendation)?.specific_action).toBe('Raise the bid to $2.88');
  expect(findRecommendation({ recommendation, other: 1 })?.confidence).toBe(0.82);
});

it('is absent, not broken, for other playbooks', () => {
  for (const evidence of [null, undefined, 'text', {}, [], { note: 'hello' }]) {
    expect(findRecommendation(evidence)).toBeNull();
  }
});

it('says causes as people do', () => {
  expect(causeLabel('auction_pressure')).toBe('Auction pressure');
});

it('sums a series up for those who cannot see the chart', () => {
  const point = (at: string, value: number, anomalous: boolean) => ({
    at,
    value,
    anomalous,
    expected: null,
    low: null,
    high: null,
  });
  const series = { metric: 'cpc', unit: 'USD', method: 'mad', points: [point('2026-03-01', 1, false)] };
  const money = (value: number) => `$${value}`;
  expect(summarizeSeries(series, money)).toBe('1 value, 1 Mar 2026, last value $1; no anomalies.');
  series.points.push(point('2026-03-02T00:00:00Z', 4, true));
  expect(summarizeSeries(series, money)).toContain('last value $4; 1 anomaly, the first on 2 Mar 2026.');
  expect(summarizeSeries({ ...series, points: [] }, money)).toBe('No data points.');
});
