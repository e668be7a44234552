import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BudgetScope, defaultBudgets } from '../../contracts/model-cost.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { putBudget, readBudgets } from './llm-budgets.ts';
import { readBudgetUse, reserveBudget, settleReservation } from './llm-reservations.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, of = tenant) =>
  withTenant(database.app, of.tenant_id, work);
const noon = new Date('2026-03-10T12:00:00Z');
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);
const budget = (scope: BudgetScope, limit_micro_usd: number, alert_at_pct = 100) =>
  inTenant((tx) => putBudget(tx, { scope, limit_micro_usd, alert_at_pct, updated_by_email: 'ann@example.com' }));
const reserve = (micro_usd: number, more: Partial<Parameters<typeof reserveBudget>[1]> = {}) =>
  inTenant((tx) =>
    reserveBudget(tx, {
      ...{ run_key: 'r1', task: 'critique', model: 'm', micro_usd, now: noon, stands_for_ms: 60_000, ...more },
    }),
  );
const settle = (reservation_id: string | null, micro_usd: number) =>
  inTenant((tx) => settleReservation(tx, { reservation_id: reservation_id ?? '', micro_usd, now: noon }));
const used = (run_key = 'r1', day = '2026-03-10') => inTenant((tx) => readBudgetUse(tx, run_key, day));

describe('the budgets of a tenant', () => {
  it('are the defaults until somebody sets one, and the one that was set last from then on', async () => {
    const usual = await inTenant(readBudgets);
    expect(usual.map(({ scope }) => scope)).toEqual(['run', 'day', 'month']);
    for (const { scope, ...rest } of usual) {
      expect(rest).toEqual({ ...defaultBudgets[scope], updated_by_email: null, updated_at: null });
    }
    await budget('day', 5, 50);
    await budget('day', 7, 60);
    const [run, day] = await inTenant(readBudgets);
    expect(run?.updated_by_email).toBeNull();
    expect(day).toMatchObject({ limit_micro_usd: 7, alert_at_pct: 60, updated_by_email: 'ann@example.com' });
  });
});

describe('money set aside for a call', () => {
  it('may reach a limit to the last millionth and never go past it', async () => {
    await budget('day', 100);
    expect((await reserve(100)).reservation_id).not.toBeNull();
    expect(await reserve(1)).toEqual({ reservation_id: null, scope: 'day', limit_micro_usd: 100 });
    expect((await reserve(0)).reservation_id).not.toBeNull();
  });

  it.each([
    ['run', { run_key: 'r2' }],
    ['day', { now: new Date('2026-03-11T00:00:00Z') }],
    ['month', { now: new Date('2026-04-01T00:00:00Z') }],
  ] as const)('of the %s is free again in the next one, and not before', async (scope, next) => {
    await budget(scope, 100);
    await reserve(100);
    expect(await reserve(1)).toMatchObject({ reservation_id: null, scope });
    expect((await reserve(100, next)).reservation_id).not.toBeNull();
  });

  it('names the smallest scope that is short, and a refusal costs nothing', async () => {
    await budget('run', 10);
    await budget('month', 10);
    expect(await reserve(11)).toMatchObject({ reservation_id: null, scope: 'run' });
    expect(await used()).toEqual({ run: 0, day: 0, month: 0 });
  });

  it('asked for by many at once is given out once', async () => {
    await budget('run', 100);
    const answers = await Promise.all(Array.from({ length: 8 }, () => reserve(40)));
    expect(answers.filter((each) => each.reservation_id !== null)).toHaveLength(2);
    expect(await used()).toMatchObject({ run: 80 });
  });

  it('of another tenant is not touched', async () => {
    await reserve(500);
    const stranger = await insertTenantRows(database.owner);
    expect(await inTenant((tx) => readBudgetUse(tx, 'r1', '2026-03-10'), stranger)).toEqual({
      ...{ run: 0, day: 0, month: 0 },
    });
  });
});

describe('what a call has cost', () => {
  it('takes the place of what was set aside, once', async () => {
    const { reservation_id } = await reserve(100);
    expect(await used()).toEqual({ run: 100, day: 100, month: 100 });
    await settle(reservation_id, 30);
    await settle(reservation_id, 0);
    expect(await used()).toEqual({ run: 30, day: 30, month: 30 });
  });

  it('counts in its own run, day and month alone', async () => {
    await reserve(1, { run_key: 'r1', now: new Date('2026-02-28T23:59:59Z') });
    await reserve(10, { run_key: 'r2', now: new Date('2026-03-01T00:00:00Z') });
    await reserve(100, { run_key: 'r1', now: new Date('2026-03-31T23:59:59Z') });
    await reserve(1_000, { run_key: 'r3', now: new Date('2026-04-01T00:00:00Z') });
    expect(await used('r1', '2026-03-31')).toEqual({ run: 101, day: 100, month: 110 });
    expect(await used('r4', '2026-02-01')).toEqual({ run: 0, day: 0, month: 1 });
  });

  it('is all that was set aside when nobody said so in time; a later word changes nothing', async () => {
    const { reservation_id } = await reserve(100);
    await reserve(1, { now: minutes(2) });
    await settle(reservation_id, 5);
    expect(await used()).toMatchObject({ run: 101 });
    const kept = await reserve(7, { now: minutes(3), stands_for_ms: 600_000 });
    await reserve(1, { now: minutes(4) });
    await settle(kept.reservation_id, 2);
    expect(await used()).toMatchObject({ run: 104 });
  });
});

describe('an alert', () => {
  it('comes with the one reservation that reaches its share', async () => {
    await budget('day', 100, 80);
    const crossed = async (micro_usd: number) => {
      const answer = await reserve(micro_usd);
      return answer.reservation_id === null ? null : answer.crossed.map(({ scope }) => scope);
    };
    expect([await crossed(79), await crossed(1), await crossed(5), await crossed(100)]).toEqual([
      [],
      ['day'],
      [],
      null,
    ]);
  });
});

it('never lets a run spend more than its limit, whatever is asked and settled in whatever order', async () => {
  await budget('run', 1_000);
  const call = fc.record({ micro_usd: fc.nat(600), cost_pct: fc.option(fc.nat(100)) });
  let runs = 0;
  const law = fc.asyncProperty(fc.array(call, { maxLength: 8 }), (calls) =>
    inTenant(async (tx) => {
      runs += 1;
      const run_key = `run-${runs}`;
      const facts = { run_key, task: 'critique', model: 'm', now: noon, stands_for_ms: 60_000 };
      for (const { micro_usd, cost_pct } of calls) {
        const { reservation_id } = await reserveBudget(tx, { ...facts, micro_usd });
        if (reservation_id === null || cost_pct === null) continue;
        await settleReservation(tx, { reservation_id, micro_usd: Math.floor((micro_usd * cost_pct) / 100), now: noon });
      }
      expect((await readBudgetUse(tx, run_key, '2026-03-10')).run).toBeLessThanOrEqual(1_000);
    }),
  );
  await fc.assert(law, { numRuns: 20 });
});
