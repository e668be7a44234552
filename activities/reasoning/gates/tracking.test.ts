import { describe, expect, it } from 'vitest';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { critiqueByRules, reason } from '../index.ts';

const at = '2026-03-01T09:00:00.000Z';
const analytics = (before: number, now: number) => ({
  ...{ analytics_source: 'ga4', previous_analytics_conversions: before, analytics_conversions: now },
});
type Parts = { site?: object | null; metrics?: object; constraints?: object; more?: object };

/** A campaign at 400 a day whose platform counts 35 of 140 conversions at the same clicks; a conversion may cost 30. */
function contextOf({ site = null, metrics = {}, constraints = {}, more = {} }: Parts = {}) {
  return campaignContextSchema.parse({
    ...{ campaign_id: 'c', at, site_health: site },
    campaign_metrics: {
      ...{ campaign_id: 'c', spend: 2800, previous_spend: 2800, clicks: 2800, impressions: 140_000 },
      ...{ conversions: 35, previous_conversions: 140, conversions_change_pct: -75, clicks_change_pct: 0 },
      ...{ cpa: 80, previous_cpa: 20, cpa_change_pct: 300, cpa_trend_days: 5, ...metrics },
    },
    constraints: { status: 'active', current_bid: 2, daily_budget: 450, target_cpa: 30, ...constraints },
    ...more,
  });
}
const look = (parts: Parts = {}) => recommendationSchema.parse(reason(contextOf(parts)).recommendation);

/** Full days up to yesterday, oldest first: 20 conversions a day, and what `newest` says of the last seven. */
const daysWith = (newest: (ago: number) => number) =>
  [...Array(28).keys()].reverse().map((index) => ({
    dt: new Date(Date.UTC(2026, 1, 28 - index)).toISOString().slice(0, 10),
    ...{ spend: 400, impressions: 20_000, clicks: 400, conversions: index < 7 ? newest(index + 1) : 20 },
  }));
const byDays = (newest: (ago: number) => number, site: object) =>
  look({
    ...{ site, metrics: { days: daysWith(newest), conversions: null, cpa: null, previous_cpa: null } },
  });

describe('conversions that web analytics counts and the platform does not', () => {
  it('are a tag that broke: surely so, and the spend goes on', () => {
    const made = look({ site: { landing_page_ok: true, tag_found: false, ...analytics(150, 148) } });
    expect(made).toMatchObject({
      ...{ root_cause: 'tracking_break', recommended_workflow: 'Continue Monitoring', action: { kind: 'none' } },
    });
    expect(made.confidence).toBeGreaterThanOrEqual(0.85);
    expect(made.reasoning).toContain('ga4 counts 148 against 150');
    expect(made.reasoning).toContain('Mend the conversion tag');
    expect(made.daily_cost_of_waiting_minor).toBeNull();
    expect(made.success_criteria).toMatchObject([{ metric: 'conversion_rate', comparator: 'above', primary: true }]);
  });

  it('tell even where the look at the page found everything in order', () => {
    const made = look({ site: { landing_page_ok: true, tag_found: true, ...analytics(150, 148) } });
    expect([made.root_cause, made.recommended_workflow]).toEqual(['tracking_break', 'Continue Monitoring']);
  });

  it('name the pause among the alternatives once, with what it would lose', () => {
    const made = look({ site: analytics(150, 148) });
    const pauses = made.alternative_actions.filter(({ workflow }) => workflow === 'Campaign Pause');
    // 148 conversions in seven days at 1.56 × 30 less 400 a day.
    expect(pauses).toHaveLength(1);
    expect(pauses[0]?.why_not_recommended).toContain('589.49');
  });

  it('are worth a pause all the same where they never earned what they cost', () => {
    // 1.56 × 12 × 148 ÷ 7 = 395.79 a day, of 400 that are spent.
    const [dear, fair] = [12, 12.2].map((target_cpa) =>
      look({ site: analytics(150, 148), constraints: { target_cpa } }),
    );
    expect(dear).toMatchObject({ root_cause: 'tracking_break', action: { kind: 'pause' } });
    expect(fair).toMatchObject({ root_cause: 'tracking_break', action: { kind: 'none' } });
  });

  it.each<[string, Parts]>([
    ['the page does not answer now', { site: { landing_page_ok: false, ...analytics(150, 148) } }],
    [
      'every ad is disapproved',
      { site: analytics(150, 148), more: { creative_metrics: [{ creative_id: 'x', disapproved: true }] } },
    ],
  ])('do not keep a campaign running when %s', (_, parts) => {
    expect(look(parts)).toMatchObject({ root_cause: 'tracking_break', action: { kind: 'pause' } });
  });

  it('are found by the days as well, and a stop of the newest days is no pause then', () => {
    const made = byDays((ago) => (ago <= 5 ? 0 : 20), analytics(150, 148));
    expect([made.root_cause, made.recommended_workflow]).toEqual(['tracking_break', 'Continue Monitoring']);
  });

  it('are no broken tag where they are only late', () => {
    const late = (ago: number) => 20 * ([0.05, 0.2, 0.4, 0.6, 0.8, 0.95][ago - 1] ?? 1);
    expect(byDays(late, analytics(150, 148)).root_cause).toBe('conversion_lag');
  });

  it('contradict no rule of the critique', () => {
    const context = contextOf({ site: analytics(150, 148) });
    const { recommendation } = reason(context);
    const broken = critiqueByRules(context, recommendation).filter(({ passed }) => !passed);
    expect(broken.filter(({ severity }) => severity === 'CRITICAL')).toEqual([]);
  });
});

describe('conversions that fell in web analytics as well', () => {
  const alike = analytics(150, 40);

  it('refute a tag that the look did not find: what fell is looked into instead', () => {
    const tag = { landing_page_ok: true, tag_found: false };
    expect(look({ site: tag }).root_cause).toBe('tracking_break');
    expect(look({ site: { ...tag, ...alike } }).root_cause).not.toBe('tracking_break');
  });

  it('leave a page that does not answer what it is', () => {
    const made = look({ site: { landing_page_ok: false, ...alike } });
    expect(made).toMatchObject({ root_cause: 'tracking_break', action: { kind: 'pause' } });
  });

  it('stand against a fault of counting where sales stopped, and a pause saves what is wasted', () => {
    const made = byDays((ago) => (ago <= 5 ? 0 : 20), analytics(150, 45));
    expect(made).toMatchObject({ root_cause: 'tracking_break', action: { kind: 'pause' } });
    expect(made.evidence.find(({ metric }) => metric === 'analytics_conversions')?.supports).toBe(false);
  });
});

describe('without web analytics', () => {
  it.each([null, {}, { landing_page_ok: true, tag_found: true }])('a fall is weighed as ever (%j)', (site) => {
    expect(look({ site }).root_cause).not.toBe('tracking_break');
  });

  it('nobody is surer of a broken count than with it', () => {
    const tag = { landing_page_ok: true, tag_found: false };
    const [whole, blind] = [look({ site: { ...tag, ...analytics(150, 148) } }), look({ site: tag })];
    expect(blind.root_cause).toBe(whole.root_cause);
    expect(blind.confidence).toBeLessThanOrEqual(whole.confidence);
  });
});
