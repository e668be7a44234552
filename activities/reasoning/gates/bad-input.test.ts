import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { reason } from '../index.ts';

const at = '2026-03-01T09:00:00.000Z';
type Day = { dt: string; spend: number; impressions: number; clicks: number; conversions: number };

/** So many full days up to yesterday, oldest first; `change` gets the days since each began, 1 for the newest. */
function days(count: number, change: (ago: number) => Partial<Day> = () => ({})): Day[] {
  return [...Array(count).keys()].reverse().map((index) => ({
    dt: new Date(Date.UTC(2026, 1, 28 - index)).toISOString().slice(0, 10),
    ...{ spend: 400, impressions: 20_000, clicks: 400, conversions: 20 },
    ...change(index + 1),
  }));
}
function look(some: readonly Day[], more: Record<string, unknown> = {}, metrics: Record<string, unknown> = {}) {
  const context = campaignContextSchema.parse({
    ...{ campaign_id: 'c', at, campaign_metrics: { campaign_id: 'c', days: some, ...metrics } },
    constraints: { status: 'active', current_bid: 2, daily_budget: 450, target_cpa: 30 },
    ...more,
  });
  return recommendationSchema.parse(reason(context).recommendation);
}

describe('input that says nothing', () => {
  it.each([
    [
      'no data at all',
      () => recommendationSchema.parse(reason(campaignContextSchema.parse({ campaign_id: 'c' })).recommendation),
      'not_enough_data',
      14,
    ],
    ['one day', () => look(days(1)), 'not_enough_data', 13],
    ['nine days', () => look(days(9)), 'not_enough_data', 5],
    [
      'all zeros',
      () => look(days(28, () => ({ spend: 0, impressions: 0, clicks: 0, conversions: 0 }))),
      'not_enough_data',
      14,
    ],
    [
      'a campaign that was off half of the time',
      () =>
        look(days(28, (ago) => (ago > 7 && ago < 14 ? { spend: 0, impressions: 0, clicks: 0, conversions: 0 } : {}))),
      'not_enough_data',
      4,
    ],
    ['a campaign that is paused', () => look(days(28), { constraints: { status: 'paused' } }), 'not_enough_data', 7],
    [
      'rows of one day that differ',
      () => look([...days(28), { dt: '2026-02-20', spend: 1, impressions: 1, clicks: 1, conversions: 0 }]),
      'measurement_fault',
      1,
    ],
    [
      'days in the future',
      () => look([...days(28), { dt: '2026-03-09', spend: 400, impressions: 20_000, clicks: 400, conversions: 20 }]),
      'measurement_fault',
      1,
    ],
    [
      'a currency that changed',
      () => look(days(28, (ago) => (ago <= 7 ? { spend: 60_000 } : {}))),
      'measurement_fault',
      14,
    ],
    [
      'a currency that is said to have changed',
      () => look(days(28), {}, { signals: ['currency_changed'] }),
      'measurement_fault',
      14,
    ],
  ] as const)('%s: a clear state, never an invented action', (_, answer, why, wait_days) => {
    const made = answer();
    expect([made.root_cause, made.action.kind]).toEqual(['insufficient_data', 'none']);
    expect(made.recommended_workflow).toBe('Continue Monitoring');
    expect(made.abstention).toEqual({ reason: why, wait_days });
    expect(made.reasoning.length).toBeGreaterThan(40);
  });

  it('the same row twice counts once', () => {
    const plain = days(28);
    expect(look([...plain, ...plain.slice(3, 6)])).toEqual(look(plain));
  });

  it('a steady campaign is left alone', () => {
    expect(look(days(28))).toMatchObject({ root_cause: 'no_change', abstention: { reason: 'no_change' } });
  });

  it('chance is told as chance, with the days it takes to tell', () => {
    const few = look(days(28, (ago) => ({ conversions: ago <= 7 ? 3 : 4 })));
    expect(few).toMatchObject({ root_cause: 'no_change', action: { kind: 'none' } });
    expect(few.abstention).toMatchObject({ reason: 'not_enough_data' });
    expect(few.abstention?.wait_days ?? 0).toBeGreaterThan(7);
    expect(few.reasoning).toContain('by chance');
  });
});

describe('measurement that cannot be believed', () => {
  const stopped = days(28, (ago) => (ago <= 2 ? { conversions: 0 } : {}));

  it('comes before any cause, and pauses', () => {
    const competitor_signals = { activity_change_pct: 60, avg_bid_increase_pct: 30 };
    expect(look(stopped, { competitor_signals })).toMatchObject({
      root_cause: 'tracking_break',
      action: { kind: 'pause' },
    });
  });

  it('never pauses a protected campaign', () => {
    expect(look(stopped, { constraints: { status: 'active', protected: true } })).toMatchObject({
      ...{ root_cause: 'tracking_break', action: { kind: 'none' }, recommended_workflow: 'Continue Monitoring' },
    });
  });

  it.each([
    ['a page that does not answer', { site_health: { landing_page_ok: false } }, 'tracking_break'],
    ['a silence of a day', { site_health: { last_conversion_at: '2026-02-28T01:00:00.000Z' } }, 'tracking_break'],
    ['a silent night', { site_health: { last_conversion_at: '2026-02-28T20:00:00.000Z' } }, 'no_change'],
    ['a tag that is not found though conversions are counted', { site_health: { tag_found: false } }, 'no_change'],
    [
      'ads that were all disapproved',
      { creative_metrics: [{ creative_id: 'x', disapproved: true }] },
      'tracking_break',
    ],
    [
      'one of two ads disapproved',
      { creative_metrics: [{ creative_id: 'x', disapproved: true }, { creative_id: 'y' }] },
      'no_change',
    ],
  ])('%s', (_, more, cause) => {
    expect(look(days(28), more).root_cause).toBe(cause);
  });

  it('is told from conversions that are only late', () => {
    const late = days(28, (ago) => ({
      conversions: Math.round(60 * ([0.3, 0.5, 0.66, 0.79, 0.89, 0.96][ago - 1] ?? 1)),
    }));
    expect(look(late)).toMatchObject({
      root_cause: 'conversion_lag',
      action: { kind: 'none' },
      abstention: { reason: 'not_enough_data' },
    });
  });
});
