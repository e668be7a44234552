import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeSetOf } from '../../../contracts/change-arithmetic.ts';
import type { Change } from '../../../contracts/change-set.ts';
import { withTenant } from '../../../db/connect.ts';
import { addRate } from '../../../db/queries/fx-rates.ts';
import { upsertDailyInsights } from '../../../db/queries/metrics-sync.ts';
import { adAccounts, campaigns, writeIntents } from '../../../db/schema/index.ts';
import { openStage, type Stage } from '../../../tests/ad-platforms/stage.ts';
import { dayIn, daysBefore } from '../account-day.ts';
import { readGuardrailFacts } from './guardrail-facts.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const today = dayIn('UTC', new Date());

/** The facts for raising the budget of a campaign from where it is by ten percent. */
async function factsFor(campaign_id: string, settings: { exclude_last_days?: number } = {}) {
  const origin = await stage.startExecution();
  const { change_set } = await stage.plan(origin, 'set_daily_budget', { campaign_id, daily_budget_minor: 44_000 });
  return stage.inTenant((tx) =>
    readGuardrailFacts(tx, {
      change_set,
      idempotency_key: origin.idempotency_key,
      exclude_last_days: settings.exclude_last_days ?? 0,
      in_learning: true,
    }),
  );
}

/** Moves what was applied to a campaign back in time. */
const age = (campaign_id: string, hours: number) =>
  stage.inTenant((tx) =>
    tx
      .update(writeIntents)
      .set({ applied_at: sql`${writeIntents.applied_at} - make_interval(hours => ${hours}::int)` })
      .where(eq(writeIntents.campaign_id, campaign_id)),
  );

describe('the rolling window', () => {
  it('holds what was applied within 24 hours and forgets what is older', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.write('set_daily_budget', { campaign_id, daily_budget_minor: 40_400 });
    await stage.write('set_daily_budget', { campaign_id, daily_budget_minor: 40_000 });
    await age(campaign_id, 23);
    expect((await factsFor(campaign_id)).budget_change_pct_window).toBeGreaterThan(11.9);
    await age(campaign_id, 2);
    const old = await factsFor(campaign_id);
    expect(old.budget_change_pct_window).toBe(10);
    expect(old.changes_today).toBe(1);
    expect(old.hours_since_last_change).toBeCloseTo(25, 1);
  });
  it('counts what is on its way, because it may still be applied, and not what failed', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.write('set_daily_budget', { campaign_id, daily_budget_minor: 42_000 });
    const set = (state: 'armed' | 'not_applied') =>
      stage.inTenant((tx) =>
        tx.update(writeIntents).set({ state, applied_at: null }).where(eq(writeIntents.campaign_id, campaign_id)),
      );
    await set('armed');
    expect((await factsFor(campaign_id)).changes_today).toBe(2);
    await set('not_applied');
    const free = await factsFor(campaign_id);
    expect(free).toMatchObject({ changes_today: 1, hours_since_last_change: null });
    expect(free.budget_change_pct_window).toBeLessThan(10);
  });
  it('of the account adds up over its campaigns', async () => {
    const one = await stage.addCampaign();
    const other = await stage.addCampaign();
    const before = (await factsFor(other.campaign_id)).total_change_window_minor ?? 0;
    await stage.write('set_daily_budget', { campaign_id: one.campaign_id, daily_budget_minor: 43_000 });
    expect((await factsFor(other.campaign_id)).total_change_window_minor).toBe(before + 3_000);
  });
});

describe('spend and conversions', () => {
  it('are of the last seven full days before the excluded ones', async () => {
    const { campaign_id } = await stage.addCampaign();
    const rows = Array.from({ length: 12 }, (_, days) => ({
      ...{ entity_id: campaign_id, hour: null, impressions: 1_000, clicks: 10, revenue_minor: 0, reach: null },
      date: daysBefore(today, days),
      spend_minor: 10 ** Math.min(days, 3),
      conversions: days,
      frequency: null,
    }));
    const owner = { campaign_id, platform: 'meta_ads', currency: 'USD' } as const;
    await stage.inTenant((tx) => upsertDailyInsights(tx, owner, rows));
    expect(await factsFor(campaign_id)).toMatchObject({ spend_minor: 5_110, conversions: 28, in_learning: true });
    expect(await factsFor(campaign_id, { exclude_last_days: 3 })).toMatchObject({
      spend_minor: 7_000,
      conversions: 49,
    });
  });
  it('are unknown without a single day of data, which is not the same as nothing', async () => {
    const { campaign_id } = await stage.addCampaign();
    expect(await factsFor(campaign_id)).toMatchObject({ spend_minor: null, conversions: null });
  });
});

describe('a plan over accounts that count differently', () => {
  /** A campaign on an account of its own, as stored here alone: far in the east or in the west, in its own currency. */
  async function elsewhere(timezone: string, currency: string) {
    const { campaign_id } = await stage.addCampaign();
    const ad_account_id = randomUUID();
    const account_id = `act_${ad_account_id}`;
    await withTenant(stage.database.owner, stage.tenant.tenant_id, async (tx) => {
      const [own] = await tx.select().from(campaigns).where(eq(campaigns.campaign_id, campaign_id));
      const place = { ad_account_id, brand_id: own?.brand_id ?? '', platform: 'meta_ads' as const };
      await tx.insert(adAccounts).values({ ...place, external_id: account_id, name: timezone, currency, timezone });
    });
    const change: Change = {
      ...{ platform: 'meta_ads', account_id, campaign_id, entity_type: 'campaign', entity_id: campaign_id },
      ...{ entity_name: timezone, field: 'daily_budget_minor', before: 40_000, after: 44_000, change_pct: 10 },
      money_moved_minor: 4_000,
    };
    return { campaign_id, change };
  }
  /** Facts for one plan over all of them, in dollars, in whichever order they are named. */
  async function factsOver(changes: readonly Change[]) {
    const { idempotency_key } = await stage.startExecution();
    const change_set = { ...changeSetOf(changes, 'USD') };
    const plan = { change_set, idempotency_key, exclude_last_days: 0, in_learning: false };
    return stage.inTenant((tx) => readGuardrailFacts(tx, plan));
  }

  it('counts the changes of a day in the days of each account, whichever is named first', async () => {
    const hourOf = ({ change }: { readonly change: Change }) =>
      Number(
        new Intl.DateTimeFormat('en', { timeZone: change.entity_name, hour: 'numeric', hourCycle: 'h23' }).format(),
      );
    const both = await Promise.all(['Pacific/Kiritimati', 'Pacific/Niue'].map((zone) => elsewhere(zone, 'USD')));
    const [later, earlier] = both.sort((one, other) => hourOf(other) - hourOf(one));
    if (later === undefined || earlier === undefined) throw new Error('There are two.');
    await stage.write('set_daily_budget', { campaign_id: later.campaign_id, daily_budget_minor: 40_400 });
    // In the first hour of today there, which was yesterday where it is an hour earlier.
    await age(later.campaign_id, hourOf(later));
    expect((await factsOver([later.change, earlier.change])).changes_today).toBe(2);
    expect((await factsOver([earlier.change, later.change])).changes_today).toBe(2);
    expect((await factsOver([earlier.change])).changes_today).toBe(1);
  });

  it('adds spend up in the currency of the plan, and does not know it without a rate', async () => {
    const [yen, dollars] = await Promise.all([elsewhere('Asia/Tokyo', 'JPY'), elsewhere('UTC', 'USD')]);
    for (const { campaign_id } of [yen, dollars]) {
      const row = {
        ...{ entity_id: campaign_id, hour: null, impressions: 1_000, clicks: 10, revenue_minor: 0, reach: null },
        ...{ date: daysBefore(today, 3), spend_minor: 10_000, conversions: 5, frequency: null },
      };
      const owner = { campaign_id, platform: 'meta_ads', currency: 'USD' } as const;
      await stage.inTenant((tx) => upsertDailyInsights(tx, owner, [row]));
    }
    const changes = [dollars.change, yen.change];
    expect(await factsOver(changes)).toMatchObject({ spend_minor: null, total_change_window_minor: null });
    const rate = { currency: 'JPY', base_currency: 'USD', as_of: '2026-01-01', rate: 0.007, source: 'A test' };
    await stage.inTenant((tx) => addRate(tx, { ...rate, entered_by_email: 'a@example.com' }));
    // 10 000 yen are 70 dollars, 7 000 cents.
    expect(await factsOver(changes)).toMatchObject({ spend_minor: 17_000, conversions: 10 });
  });
});

describe('the learning phase of a platform that does not tell', () => {
  const learning = async (platform: string, in_learning: boolean | null, campaign_id: string) => {
    const origin = await stage.startExecution();
    const { change_set } = await stage.plan(origin, 'set_daily_budget', { campaign_id, daily_budget_minor: 44_000 });
    const changes = change_set.changes.map((change) => ({ ...change, platform }));
    const facts = await stage.inTenant((tx) =>
      readGuardrailFacts(tx, {
        ...{ change_set: { ...change_set, changes }, exclude_last_days: 0, in_learning },
        idempotency_key: origin.idempotency_key,
      }),
    );
    return facts.in_learning;
  };

  it.each([
    ['a bid', 'set_bid', { bid_amount_minor: 300 }, true],
    ['a budget by a fifth', 'set_daily_budget', { daily_budget_minor: 48_000 }, true],
    ['a budget by less', 'set_daily_budget', { daily_budget_minor: 47_900 }, false],
    ['a pause', 'pause', {}, false],
  ])('is taken from our own record of seven days: after %s', async (_what, action, params, learns) => {
    const { campaign_id } = await stage.addCampaign();
    expect(await learning('google_ads', null, campaign_id)).toBe(false);
    await stage.write(action, { campaign_id, ...params });
    expect(await learning('google_ads', null, campaign_id)).toBe(learns);
    await age(campaign_id, 24 * 7 + 1);
    expect(await learning('google_ads', null, campaign_id)).toBe(false);
  });

  it('is what the platform says, where it says it, and stays unknown where it should have said it', async () => {
    const { campaign_id } = await stage.addCampaign();
    await stage.write('set_bid', { campaign_id, bid_amount_minor: 300 });
    expect(await learning('google_ads', false, campaign_id)).toBe(false);
    expect(await learning('meta_ads', null, campaign_id)).toBeNull();
  });
});
