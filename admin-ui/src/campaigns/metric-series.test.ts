import { expect, it } from 'vitest';
import { dailyMetricSchema } from './campaign-view.ts';
import { campaignMetrics, lastFullDay, metricOfDay } from './metric-series.ts';

it('computes each metric of a day in major units', () => {
  const day = dailyMetricSchema.parse({
    dt: '2026-03-01',
    impressions: 1000,
    clicks: 20,
    spend_minor: 5_000,
    conversions: 2,
  });
  const shown = Object.fromEntries(campaignMetrics.map(({ id }) => [id, metricOfDay(day, id, 'USD')]));
  expect(shown).toEqual({ spend: 50, conversions: 2, cpa: 25, cpc: 2.5, ctr: 0.02 });
});

it('leaves a gap instead of dividing by zero', () => {
  const day = dailyMetricSchema.parse({ dt: '2026-03-01', spend_minor: 5_000 });
  expect(metricOfDay(day, 'cpa', 'JPY')).toBeNull();
  expect(metricOfDay(day, 'cpc', 'JPY')).toBeNull();
  expect(metricOfDay(day, 'ctr', 'JPY')).toBeNull();
  expect(metricOfDay(day, 'spend', 'JPY')).toBe(5_000);
});

it('leaves the day out that is still running', () => {
  expect(lastFullDay(Date.parse('2026-03-01T00:00:01Z'))).toBe('2026-02-28');
  expect(lastFullDay(Date.parse('2026-03-01T23:59:59Z'))).toBe('2026-02-28');
});
