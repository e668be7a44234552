import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { findOutcome, findPlannedOutcome, insertOutcome, recordOutcome } from './outcomes.ts';

describe('an outcome to be measured', () => {
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
  const planned = (more = {}) => ({
    ...{ outcome_id: randomUUID(), recommendation_id: null, execution_id: tenant.execution_id, campaign_id: '100' },
    ...{ metric: 'cpa_minor', direction: 'decrease', window_seconds: 604_800 },
    measure_at: new Date('2026-03-08T00:00:00Z'),
    ...more,
  });
  const measured = {
    ...{ before: 42, after: 36, effect_pct: -14.3, low_pct: -20, high_pct: -8, verdict: 'improved', method: 'its' },
    measured_at: new Date('2026-03-08T01:00:00Z'),
  };

  it('is planned once, however many attempts plan it', async () => {
    const plan = planned();
    const answers = await Promise.all(Array.from({ length: 5 }, () => inTenant((tx) => insertOutcome(tx, plan))));
    expect(answers.filter((first) => first)).toHaveLength(1);
    expect(await inTenant((tx) => findOutcome(tx, plan.outcome_id))).toMatchObject({ ...plan, status: 'planned' });
  });

  it('is not planned anew after it was measured', async () => {
    const plan = planned();
    await inTenant((tx) => insertOutcome(tx, plan));
    await inTenant((tx) => recordOutcome(tx, plan.outcome_id, measured));
    expect(await inTenant((tx) => insertOutcome(tx, { ...plan, metric: 'ctr' }))).toBe(false);
    expect(await inTenant((tx) => findOutcome(tx, plan.outcome_id))).toMatchObject({
      ...{ ...plan, ...measured, status: 'measured' },
    });
  });

  it('is found by the execution and the metric that it is about', async () => {
    const [cost, clicks] = [planned(), planned({ metric: 'ctr' })];
    for (const plan of [cost, clicks]) await inTenant((tx) => insertOutcome(tx, plan));
    const find = (metric: string, execution_id = tenant.execution_id) =>
      inTenant((tx) => findPlannedOutcome(tx, { execution_id, metric }));
    expect((await find('cpa_minor'))?.outcome_id).toBe(cost.outcome_id);
    expect((await find('ctr'))?.outcome_id).toBe(clicks.outcome_id);
    expect(await find('roas')).toBeNull();
    expect(await find('ctr', randomUUID())).toBeNull();
  });

  it('is measured alone: others stay planned', async () => {
    const [first, second] = [planned(), planned({ metric: 'ctr' })];
    for (const plan of [first, second]) await inTenant((tx) => insertOutcome(tx, plan));
    await inTenant((tx) => recordOutcome(tx, first.outcome_id, { ...measured, verdict: null, effect_pct: null }));
    expect(await inTenant((tx) => findOutcome(tx, first.outcome_id))).toMatchObject({
      verdict: null,
      status: 'measured',
    });
    expect(await inTenant((tx) => findOutcome(tx, second.outcome_id))).toMatchObject({
      status: 'planned',
      after: null,
    });
  });

  it('is neither seen nor measured by another tenant', async () => {
    const plan = planned();
    await inTenant((tx) => insertOutcome(tx, plan));
    const stranger = await insertTenantRows(database.owner);
    expect(await inTenant((tx) => findOutcome(tx, plan.outcome_id), stranger)).toBeNull();
    await inTenant((tx) => recordOutcome(tx, plan.outcome_id, measured), stranger);
    expect(await inTenant((tx) => findOutcome(tx, plan.outcome_id))).toMatchObject({ status: 'planned' });
  });

  it('belongs to an execution of the tenant', async () => {
    const orphan = inTenant((tx) => insertOutcome(tx, planned({ execution_id: randomUUID() })));
    await expect(orphan).rejects.toMatchObject({ cause: { code: '23503' } });
  });
});
