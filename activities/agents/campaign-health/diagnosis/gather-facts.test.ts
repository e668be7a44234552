import { describe, expect, it } from 'vitest';
import { reportAnomalies } from '../anomaly/report-anomalies.ts';
import type { StoredDay } from '../collect/period.ts';
import { summarise } from '../collect/summarise.ts';
import { diagnose } from './diagnose.ts';
import { gatherFacts } from './gather-facts.ts';

const at = new Date('2026-03-02T09:00:00Z');
const campaign = {
  ...{ campaign_id: '1', campaign_name: 'Campaign', currency: 'USD', timezone: 'UTC', target_cpa: 10 },
  ...{ daily_budget: 400, audience_size: null, protected: false, creatives: [] },
};

/** What is known of a campaign of 90 full days; `change` is told how many days ago a day began, 1 for the newest. */
function known(change: (daysAgo: number) => Partial<StoredDay>) {
  const days = [...Array(90).keys()].reverse().map(
    (index): StoredDay => ({
      dt: new Date(Date.UTC(2026, 2, 1 - index)).toISOString().slice(0, 10),
      ...{ impressions: 20_000, clicks: 400, spend: 360, conversions: 40, revenue: 0, reach: 9_000, frequency: 2.2 },
      impression_share: null,
      ...change(index + 1),
    }),
  );
  return summarise(campaign, days, at);
}
const factsOf = (summary: ReturnType<typeof known>) =>
  gatherFacts(summary, reportAnomalies({ summary, series: [] }), null, null);
const lagging = (daysAgo: number) => ({
  conversions: Math.round(40 * ([0.12, 0.4, 0.58, 0.73, 0.88, 0.95][daysAgo - 1] ?? 1)),
});

describe('the facts of a campaign', () => {
  it('know how far chance alone moves CPA', () => {
    expect(factsOf(known(() => ({}))).cpa_chance_pct).toBeCloseTo((Math.exp(1.645 * Math.sqrt(2 / 280)) - 1) * 100, 1);
    expect(factsOf(known((daysAgo) => (daysAgo <= 7 ? { conversions: 0 } : {}))).cpa_chance_pct).toBeNull();
  });

  it('count the days of a rise by whichever cost rose on most of them', () => {
    const dearer = factsOf(known((daysAgo) => (daysAgo <= 5 ? { spend: 420, conversions: 47 } : {})));
    expect([dearer.trend_days, dearer.cpa_change_pct]).toEqual([5, expect.any(Number)]);
    expect(Math.abs(dearer.cpa_change_pct ?? 99)).toBeLessThan(10);
  });

  it('hold a newest day that is empty for a lag where the days before it are incomplete too', () => {
    const facts = factsOf(known(lagging));
    expect(facts.conversion_lag?.completeness[0]).toBeLessThan(0.2);
    expect(facts.conversion_break).toBeNull();
    expect(diagnose(facts).cause).toBe('conversion_lag');
    const stopped = factsOf(known((daysAgo) => (daysAgo === 1 ? { conversions: 2 } : {})));
    expect([stopped.conversion_lag, stopped.conversion_break?.days]).toEqual([null, 1]);
  });

  it('hold nothing for a lag that earlier rounds of a cycle show as well', () => {
    const everyRound = known((daysAgo) => lagging(((daysAgo - 1) % 28) + 1));
    expect(everyRound.recurrence).toMatchObject({ period_days: 28 });
    expect(factsOf(everyRound).conversion_lag).toBeNull();
  });
});
