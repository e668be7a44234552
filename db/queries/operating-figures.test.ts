import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertRecommended } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import {
  agentExecutions,
  fctAdMetricDaily,
  fxRates,
  outcomes,
  playbookVersions,
  promptVersions,
} from '../schema/index.ts';
import { readOperatingFigures } from './operating-figures.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

type Work = Parameters<typeof withTenant<unknown>>[2];
const put = (work: Work) => withTenant(database.owner, tenant.tenant_id, work);
const inside = new Date('2026-03-05T12:00:00Z');
const period = { since: new Date('2026-03-01T00:00:00Z'), until: new Date('2026-03-16T00:00:00Z') };
const figures = (cost = 0, of = tenant) =>
  withTenant(database.app, of.tenant_id, (tx) => readOperatingFigures(tx, period, cost));

describe('uptime', () => {
  const ended = (status: 'success' | 'error' | 'timeout', error_message: string | null, executed_at = inside) =>
    put((tx) =>
      tx.insert(agentExecutions).values({
        ...{ execution_id: randomUUID(), campaign_id: '100', workflow_state: {}, status, error_message, executed_at },
      }),
    );

  it.each([
    ['a success is none', 'success', null, 1],
    ['what nobody foresaw', 'error', 'INTERNAL: It broke.', 0.5],
    ['a time-out', 'timeout', 'ACTIVITY_TIMED_OUT: Too slow.', 0.5],
    ['an outage that it did not survive', 'error', 'PLATFORM_UNAVAILABLE: Down.', 0.5],
    ['an unknown code', 'error', 'SOMETHING_ELSE: What?', 0.5],
    ['an error without words', 'error', null, 0.5],
    ['a campaign that is not there is none', 'error', 'NOT_FOUND: No such campaign.', 1],
    ['an account that is not let in is none', 'error', 'PLATFORM_UNAUTHORIZED: The token ran out.', 1],
  ] as const)('counts faults of ours: %s', async (_name, status, message, uptime) => {
    await ended('success', null);
    await ended(status, message);
    expect((await figures()).uptime).toBe(uptime);
  });

  it('is of the period and of the tenant, and unknown where no analysis ended', async () => {
    await ended('error', 'INTERNAL: Before.', new Date('2026-02-28T23:59:59Z'));
    await ended('error', 'INTERNAL: After.', period.until);
    expect((await figures()).uptime).toBeNull();
    await ended('success', null, period.since);
    expect([(await figures()).uptime, (await figures(0, await insertTenantRows(database.owner))).uptime]).toEqual([
      1,
      null,
    ]);
  });
});

describe('the measured value', () => {
  type Measured = Partial<typeof outcomes.$inferInsert>;
  const approved = { status: 'approved', human_decision: 'approved' };

  /** A change of the 2nd, measured over the two days after it, on each of which 90.00 was spent. */
  async function measure(more: Measured = {}, set: object = approved) {
    const recommendation_id = await insertRecommended(database.owner, tenant, { set });
    await also(recommendation_id, more);
    const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'].map((dt) => ({
      ...{ campaign_id: '100', dt, channel: 'meta_ads', currency: 'USD', source: 'test', spend_minor: 9_000 },
      ...{ impressions: 1_000, clicks: 10, conversions: 1, revenue_minor: 0 },
    }));
    await put((tx) => tx.insert(fctAdMetricDaily).values(days).onConflictDoNothing());
    return recommendation_id;
  }
  const also = (recommendation_id: string, more: Measured = {}) =>
    put((tx) =>
      tx.insert(outcomes).values({
        ...{ recommendation_id, execution_id: tenant.execution_id, campaign_id: '100', metric: 'cpa' },
        ...{ direction: 'decrease', window_seconds: 2 * 86_400, measure_at: inside, measured_at: inside },
        ...{ status: 'measured', effect_pct: -10 },
        evidence: { planned: { applied_at: '2026-03-02T15:00:00.000Z', conversion_lag_days: 0, by: 'person' } },
        ...more,
      }),
    );

  it('is what the same results would have cost, less what they did; ROI sets it against the cost of models', async () => {
    await measure();
    // 180.00 at a cost that is 10 % lower would have been 200.00.
    expect(await figures(5)).toMatchObject({ measured_value_usd: 20, roi: 3 });
    expect(await figures(40)).toMatchObject({ measured_value_usd: 20, roi: -0.5 });
    expect(await figures(0)).toMatchObject({ measured_value_usd: 20, roi: null });
  });

  it.each([
    ['harm against it', { effect_pct: 20 }, approved, -30],
    ['what the rule approved too', {}, { status: 'approved', auto_approved: true }, 20],
    ['nothing that was rejected', {}, { status: 'rejected', human_decision: 'rejected' }, null],
    ['nothing that nobody decided', {}, {}, null],
    ['nothing that is still planned', { status: 'planned', effect_pct: null }, approved, null],
    ['nothing that nobody can tell', { effect_pct: null }, approved, null],
    ['no share of clicks, which has no price', { metric: 'ctr', effect_pct: 10 }, approved, null],
    ['nothing measured before', { measured_at: new Date('2026-02-28T00:00:00Z') }, approved, null],
    ['nothing that was shown to nobody', {}, { ...approved, mode: 'shadow' }, null],
  ] as const)('counts %s', async (_name, more, set, value) => {
    await measure(more, set);
    const read = await figures(1);
    expect([read.measured_value_usd, read.roi]).toEqual([value, value === null ? null : value - 1]);
  });

  it('counts a recommendation once, by what is nearest to money', async () => {
    const id = await measure({ metric: 'cpm', effect_pct: -50 });
    await also(id);
    await also(id, { metric: 'cpc', effect_pct: -40 });
    expect((await figures()).measured_value_usd).toBe(20);
  });

  it('adds up recommendations, also of one campaign with one effect on the same days', async () => {
    await measure();
    await measure();
    expect((await figures()).measured_value_usd).toBe(40);
  });

  it('is in US dollars at the tenant’s rates, and leaves out what has none', async () => {
    tenant = await insertTenantRows(database.owner, { currency: 'EUR' });
    await measure();
    expect((await figures()).measured_value_usd).toBeNull();
    const rate = { currency: 'EUR', base_currency: 'USD', as_of: '2026-03-01', rate: 1.5 };
    await put((tx) => tx.insert(fxRates).values({ ...rate, source: 'test', entered_by_email: 'a@example.com' }));
    expect((await figures()).measured_value_usd).toBe(30);
  });
});

describe('the return on ad spend', () => {
  type Measured = Partial<typeof outcomes.$inferInsert>;
  const approved = { status: 'approved', human_decision: 'approved' };
  const planned = { applied_at: '2026-03-05T15:00:00.000Z', conversion_lag_days: 0, by: 'person' };

  /** A change of the 5th, measured over the two days after it. Each day of the 1st to the 8th cost and earned something. */
  async function measure(more: Measured = {}, set: object = approved, { earned = [200, 300], factor = 1 } = {}) {
    const recommendation_id = await insertRecommended(database.owner, tenant, { set });
    const days = [1, 2, 3, 4, 5, 6, 7, 8].map((day) => ({
      ...{ campaign_id: '100', dt: `2026-03-0${day}`, channel: 'meta_ads', currency: 'USD', source: 'test' },
      ...{ spend_minor: 10_000 * factor, impressions: 1_000, clicks: 10, conversions: 1 },
      revenue_minor: (earned[day <= 5 ? 0 : 1] ?? 0) * 100,
    }));
    await put(async (tx) => {
      await tx.insert(fctAdMetricDaily).values(days).onConflictDoNothing();
      await tx.insert(outcomes).values({
        ...{ recommendation_id, execution_id: tenant.execution_id, campaign_id: '100', metric: 'roas' },
        ...{ direction: 'increase', window_seconds: 2 * 86_400, measure_at: inside, measured_at: inside },
        ...{ status: 'measured', effect_pct: 30, low_pct: 10, high_pct: 60, evidence: { planned } },
        ...more,
      });
    });
    return recommendation_id;
  }
  const nothing = { ad_return_change_pct: null, ad_return_low_pct: null, ad_return_high_pct: null };

  it('is the measured effect with its interval, beside what was counted before and after', async () => {
    await measure();
    expect(await figures()).toMatchObject({
      ...{ ad_return_change_pct: 30, ad_return_low_pct: 10, ad_return_high_pct: 60 },
      // As counted it rose by half: the rest would have come anyway.
      ...{ ad_return_before: 2, ad_return_after: 3, ad_return_measured: 1, ad_return_unmeasured: 0 },
    });
  });

  it('follows from the cost per result where only that was measured, and its interval turns round', async () => {
    await measure({ metric: 'cpa', direction: 'decrease', effect_pct: -20, low_pct: -50, high_pct: 25 });
    expect(await figures()).toMatchObject({
      ...{ ad_return_change_pct: 25, ad_return_low_pct: -20, ad_return_high_pct: 100 },
    });
  });

  it('prefers what was measured of the return itself', async () => {
    const recommendation_id = await measure({ metric: 'cpa', effect_pct: -50, low_pct: -60, high_pct: -40 });
    await put((tx) =>
      tx.insert(outcomes).values({
        ...{ recommendation_id, execution_id: tenant.execution_id, campaign_id: '100', metric: 'roas' },
        ...{ direction: 'increase', window_seconds: 2 * 86_400, measure_at: inside, measured_at: inside },
        ...{ status: 'measured', effect_pct: 5, low_pct: 0, high_pct: 10, evidence: { planned } },
      }),
    );
    expect(await figures()).toMatchObject({ ad_return_change_pct: 5, ad_return_measured: 1, ad_return_unmeasured: 0 });
  });

  it('of several is the mean, and surer than each of them', async () => {
    for (const [low_pct, high_pct] of [
      [10, 40],
      [16, 48],
    ])
      await measure({ effect_pct: 20, low_pct, high_pct });
    // Half of the square root of 10² + 4², and of 20² + 28².
    expect(await figures()).toMatchObject({
      ...{ ad_return_change_pct: 20, ad_return_low_pct: 14.61, ad_return_high_pct: 37.2, ad_return_measured: 2 },
    });
  });

  it.each([
    ['harm', { effect_pct: -40, low_pct: -60, high_pct: -20 }, approved, -40, 0],
    ['what the rule approved', {}, { status: 'approved', auto_approved: true }, 30, 0],
    [
      'an effect that nobody can tell as not measured',
      { effect_pct: null, low_pct: null, high_pct: null },
      approved,
      null,
      1,
    ],
    ['an effect without an interval as not measured', { low_pct: null }, approved, null, 1],
    ['another metric as not measured', { metric: 'ctr' }, approved, null, 1],
    ['a cost that may have fallen to nothing as not measured', { metric: 'cpa', low_pct: -100 }, approved, null, 1],
    ['nothing of what is still planned', { status: 'planned', effect_pct: null }, approved, null, 0],
    ['nothing of what was rejected', {}, { status: 'rejected', human_decision: 'rejected' }, null, 0],
    ['nothing of another period', { measured_at: new Date('2026-02-28T00:00:00Z') }, approved, null, 0],
    ['nothing that was shown to nobody', {}, { ...approved, mode: 'shadow' }, null, 0],
  ] as const)('counts %s', async (_name, more, set, change, unmeasured) => {
    await measure(more, set);
    expect(await figures()).toMatchObject({
      ...(change === null ? nothing : {}),
      ...{
        ad_return_change_pct: change,
        ad_return_unmeasured: unmeasured,
        ad_return_measured: change === null ? 0 : 1,
      },
    });
  });

  it.each([
    ['before', [0, 300]],
    ['after', [200, 0]],
  ])('is not set beside a revenue that was not told %s', async (_name, earned) => {
    await measure({}, approved, { earned });
    expect(await figures()).toMatchObject({ ad_return_before: null, ad_return_after: null, ad_return_change_pct: 30 });
  });

  it('of days on which nothing was spent, and of another tenant, is not measured', async () => {
    await measure({}, approved, { factor: 0 });
    expect(await figures()).toMatchObject({ ...nothing, ad_return_measured: 0, ad_return_unmeasured: 1 });
    const other = await insertTenantRows(database.owner);
    expect(await figures(0, other)).toMatchObject({ ...nothing, ad_return_measured: 0, ad_return_unmeasured: 0 });
  });
});

describe('deployments', () => {
  it('are new versions of playbooks and of prompts, per 30 days', async () => {
    const version = { playbook_id: tenant.playbook_id, source: 's', edited_by: tenant.user_id };
    await put(async (tx) => {
      const [held] = await tx.select().from(playbookVersions);
      if (held === undefined) throw new Error('The tenant has no playbook.');
      const { plan } = held;
      await tx.insert(playbookVersions).values([
        { ...version, plan, version: 2, digest: 'd2', created_at: inside },
        { ...version, plan, version: 3, digest: 'd3', created_at: new Date('2026-02-01T00:00:00Z') },
      ]);
      const prompt = { name: 'critique', version: '2.0', content: {} };
      await tx.insert(promptVersions).values({ ...prompt, digest: 'p2', first_used_at: inside });
    });
    // Two in 15 days.
    expect((await figures()).deployments_per_30_days).toBe(4);
    expect((await figures(0, await insertTenantRows(database.owner))).deployments_per_30_days).toBe(0);
  });
});
