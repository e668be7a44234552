import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { agentMetrics } from '../../contracts/agent-metrics.ts';
import { evaluate, firesAt, type Series } from './promql.ts';
import { metricsIn, parsePromql } from './promql-grammar.ts';
import { projectUrl, readRules } from './read-rules.ts';

const { name, interval, rules } = readRules();
const rule = (alert: string) => {
  const found = rules.find((each) => each.alert === alert);
  if (found === undefined) throw new Error(`There is no alert ${alert}.`);
  return found;
};
/** A Monday, 00:00 UTC. */
const day = Date.UTC(2026, 5, 1) / 1_000;
const hours = (number: number) => day + number * 3_600;
const minutes = (number: number) => hours(10) + number * 60;
const two = ['api-1', 'worker-1'];
/** The same series as two processes serve it. */
const twice = (name: string, labels: Record<string, string>, at: Series['at']): Series[] =>
  two.map((instance) => ({ name, labels: { ...labels, instance, job: 'mbi' }, at }));
const constant = (name: string, value: number) => twice(name, {}, () => value);
/** A counter that grows by so much a second from ten o'clock on. */
const growing = (name: string, labels: Record<string, string>, perSecond: number, until = hours(48)) =>
  twice(name, labels, (at) => 1_000 + Math.max(0, Math.min(at, until) - hours(10)) * perSecond);
const fires = (alert: string, series: readonly Series[], to = minutes(180), from = hours(10)) =>
  firesAt(rule(alert), series, from, to);

describe('AcceptanceRateLow', () => {
  const decided = constant('recommendation_decisions_daily', 5);
  it('fires after an hour below 70 %', () => {
    expect(fires('AcceptanceRateLow', [...constant('acceptance_rate_daily', 0.69), ...decided])).toBe(minutes(60));
  });
  it('is quiet at exactly 70 %, on days with fewer than five decisions, and on days with none', () => {
    expect(fires('AcceptanceRateLow', [...constant('acceptance_rate_daily', 0.7), ...decided])).toBeNull();
    const few = constant('recommendation_decisions_daily', 4);
    expect(fires('AcceptanceRateLow', [...constant('acceptance_rate_daily', 0.1), ...few])).toBeNull();
    const none = [...constant('acceptance_rate_daily', Number.NaN), ...constant('recommendation_decisions_daily', 0)];
    expect(fires('AcceptanceRateLow', none)).toBeNull();
  });
});

describe('HighErrorRate', () => {
  const failing = (perSecond: number, until?: number) =>
    growing('llm_api_errors_total', { model: 'm', error_type: 'LLM_UNAVAILABLE' }, perSecond, until);
  it('fires after five minutes above 0.1 a second, and counts what two processes say once', () => {
    expect(fires('HighErrorRate', failing(0.2))).not.toBeNull();
    expect(fires('HighErrorRate', failing(0.09))).toBeNull();
  });
  it('is quiet for a short burst', () => {
    expect(fires('HighErrorRate', failing(1, minutes(1)), minutes(5))).toBeNull();
  });
});

describe('HighErrorShare', () => {
  const asked = growing('prediction_requests_total', { service: 'marketing_agent', model_type: 'genai' }, 0.01);
  const engine = growing('prediction_requests_total', { service: 'marketing_agent', model_type: 'ml' }, 10);
  const failed = (share: number) => growing('llm_api_errors_total', { model: 'm', error_type: 'x' }, 0.01 * share);
  it('fires when more than half fail however few are asked, and is quiet below', () => {
    expect(fires('HighErrorShare', [...asked, ...engine, ...failed(0.6)])).not.toBeNull();
    expect(fires('HighErrorShare', [...asked, ...engine, ...failed(0.4)])).toBeNull();
  });
});

describe('HighLatency', () => {
  /** All analyses lie in the bucket up to this edge. */
  const analyses = (edge: number) =>
    [5, 10, 15, 20, 30, 45, 60, Number.POSITIVE_INFINITY].flatMap((le) =>
      growing(
        'recommendation_latency_seconds_bucket',
        { le: le === Number.POSITIVE_INFINITY ? '+Inf' : String(le) },
        le >= edge ? 0.1 : 0,
      ),
    );
  it('fires after ten minutes above 30 seconds, and is quiet at up to 30', () => {
    expect(fires('HighLatency', analyses(45))).not.toBeNull();
    expect(fires('HighLatency', analyses(30))).toBeNull();
  });
  it('is quiet when nothing is analysed', () => {
    expect(fires('HighLatency', analyses(45), hours(9), hours(8))).toBeNull();
  });
});

describe('DailyCostExceeded', () => {
  const spending = (usdADay: number) => growing('llm_cost_usd_total', { model: 'm', operation: 'o' }, usdADay / 86_400);
  it('fires at once above 100 dollars in 24 hours, and is quiet below', () => {
    expect(fires('DailyCostExceeded', spending(101), hours(34), hours(34))).toBe(hours(34));
    expect(fires('DailyCostExceeded', spending(99), hours(34), hours(34))).toBeNull();
  });
});

describe('NoRecommendations', () => {
  const labels = { workflow_type: 'Bid Adjustment', confidence_band: '0.8-0.9' };
  const made = (at: number | null) =>
    twice('recommendations_total', labels, (now) => (at !== null && now >= at ? 1 : 0));
  it('fires when none was made for two hours while analyses are due', () => {
    expect(fires('NoRecommendations', made(null), hours(24), day)).toBe(hours(11));
  });
  it('is quiet after the daily analyses, and at all other hours', () => {
    expect(fires('NoRecommendations', made(hours(9) + 120), hours(24), day)).toBeNull();
    expect(fires('NoRecommendations', made(null), hours(33), hours(12))).toBeNull();
  });
});

describe('every alert', () => {
  it('is in the group that is evaluated each minute, with a test of its own', () => {
    expect([name, interval]).toEqual(['marketing_agent_alerts', '1m']);
    const tests = readFileSync(new URL(import.meta.url), 'utf8');
    for (const { alert } of rules) expect(tests).toContain(`describe('${alert}'`);
  });

  it.each(rules.map((each) => [each.alert, each] as const))(
    '%s reads metrics that exist and has a runbook',
    (_, each) => {
      const known = agentMetrics([]).flatMap((family) =>
        family.type === 'histogram'
          ? [`${family.name}_bucket`, `${family.name}_sum`, `${family.name}_count`]
          : [family.name],
      );
      for (const metric of metricsIn(parsePromql(each.expr))) expect(known).toContain(metric);
      const runbook = new URL(each.annotations.runbook_url, projectUrl);
      expect(existsSync(runbook)).toBe(true);
      expect(readFileSync(runbook, 'utf8')).toContain(each.alert);
      // A share that people read as percent is multiplied, never printed as 0.68 %.
      if (/\$value.*%\./.test(each.annotations.description))
        expect(each.annotations.description).toContain('100 * $value');
    },
  );

  it('is evaluated as Prometheus would: operators, groups, resets and quantiles', () => {
    const at = day + 3_600;
    const reset = twice('c', {}, (now) => (now < day + 1_800 ? 10 : 4));
    expect(evaluate('sum(max without (instance, job) (increase(c[1h])))', reset, at)).toEqual([
      { labels: {}, value: 4 },
    ]);
    expect(evaluate('(1 + 2) * 3 - 4 / 2', [], at)).toBe(7);
    expect(evaluate('hour() >= 1 < 2', [], at)).toEqual([{ labels: {}, value: 1 }]);
    expect(() => parsePromql('rate(c[5m]) offset 1h')).toThrow(SyntaxError);
    expect(() => evaluate('rate(c)', [], at)).toThrow(SyntaxError);
  });
});
