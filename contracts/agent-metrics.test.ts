import { describe, expect, it } from 'vitest';
import { agentMetrics, type Figure } from './agent-metrics.ts';
import { renderExposition } from './exposition.ts';

const figure = (metric: string, one: string, two: string, value: number): Figure => ({ metric, one, two, value });
const text = (figures: readonly Figure[]) => renderExposition(agentMetrics(figures));
const lines = (figures: readonly Figure[], start: string) =>
  text(figures)
    .split('\n')
    .filter((line) => line.startsWith(start));

describe('the metrics of the agent', () => {
  it('have the names, kinds and labels that dashboards and alerts rely on', () => {
    const kinds = Object.fromEntries(agentMetrics([]).map(({ name, type }) => [name, type]));
    expect(kinds).toMatchObject({
      ...{ recommendations_total: 'counter', recommendation_acceptance_total: 'counter' },
      ...{ recommendation_latency_seconds: 'histogram', confidence_score: 'histogram' },
      ...{ agreement_rate_daily: 'gauge', acceptance_rate_daily: 'gauge', llm_tokens_total: 'counter' },
      ...{ llm_cost_usd_total: 'counter', llm_api_errors_total: 'counter', workflow_execution_total: 'counter' },
      ...{ workflow_execution_duration_seconds: 'histogram', recommendation_impact_pct: 'gauge' },
      ...{ prediction_requests_total: 'counter' },
    });
    const edges = lines([], 'recommendation_latency_seconds_bucket').map((line) => /le="([^"]+)"/.exec(line)?.[1]);
    expect(edges).toEqual(['5', '10', '15', '20', '30', '45', '60', '+Inf']);
    const bands = lines([], 'confidence_score_bucket').map((line) => /le="([^"]+)"/.exec(line)?.[1]);
    expect(bands).toEqual(['0', '0.3', '0.5', '0.7', '0.8', '0.9', '1', '+Inf']);
  });

  it('never take a no or an automatic yes for acceptance', () => {
    const decisions = [
      figure('decisions', 'Bid Adjustment', 'approved', 3),
      figure('decisions', 'Bid Adjustment', 'rejected', 5),
      figure('decisions', 'Bid Adjustment', 'auto_approved', 7),
    ];
    const of = (name: string) => lines(decisions, `${name}{workflow_type="Bid Adjustment"`);
    expect(of('recommendation_acceptance_total')).toEqual([
      'recommendation_acceptance_total{workflow_type="Bid Adjustment"} 3',
    ]);
    expect(of('recommendation_rejection_total')).toEqual([
      'recommendation_rejection_total{workflow_type="Bid Adjustment"} 5',
    ]);
    expect(of('recommendation_decisions_total').map((line) => line.split(' ').at(-1))).toEqual(['3', '5', '7']);
  });

  it('add up over tenants, band by band, and are there before anything happens', () => {
    expect(lines([], 'recommendations_total{')).toHaveLength(36);
    const made = [0.85, 0.899, 0.9].map((at) => figure('recommendations', 'Creative Refresh', String(at), 2));
    const counted = lines([...made, ...made], 'recommendations_total{workflow_type="Creative Refresh"');
    expect(counted.filter((line) => !line.endsWith(' 0'))).toEqual([
      'recommendations_total{workflow_type="Creative Refresh",confidence_band="0.8-0.9"} 8',
      'recommendations_total{workflow_type="Creative Refresh",confidence_band="0.9-1.0"} 4',
    ]);
  });

  it('hold rates over all tenants together, and none where nothing was decided', () => {
    const day = [
      figure('decided_today', '', '', 4),
      figure('accepted_today', '', '', 3),
      figure('decided_today', '', '', 4),
    ];
    expect(lines(day, 'acceptance_rate_daily')).toEqual(['acceptance_rate_daily 0.375']);
    expect(lines([], 'acceptance_rate_daily')).toEqual(['acceptance_rate_daily NaN']);
    const impact = [
      ...[figure('improved', 'Campaign Pause', '', 30), figure('measured', 'Campaign Pause', '', 2)],
      ...[figure('improved', 'Campaign Pause', '', 0), figure('measured', 'Campaign Pause', '', 1)],
    ];
    expect(lines(impact, 'recommendation_impact_pct{')).toEqual([
      'recommendation_impact_pct{workflow_type="Campaign Pause"} 10',
    ]);
  });

  it('put times in buckets, sums and counts', () => {
    const times = [figure('latency', '5', '', 2), figure('latency', '31', '', 1)];
    expect(lines(times, 'recommendation_latency_seconds')).toEqual([
      ...['5', '10', '15', '20', '30'].map((le) => `recommendation_latency_seconds_bucket{le="${le}"} 2`),
      ...['45', '60', '+Inf'].map((le) => `recommendation_latency_seconds_bucket{le="${le}"} 3`),
      ...['recommendation_latency_seconds_sum 41', 'recommendation_latency_seconds_count 3'],
    ]);
  });

  it('escape what comes from outside', () => {
    const [line] = lines([figure('errors', 'a"b\\c\nd', 'X', 1)], 'llm_api_errors_total{');
    expect(line).toBe('llm_api_errors_total{model="a\\"b\\\\c\\nd",error_type="X"} 1');
  });
});
