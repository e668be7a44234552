import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { outbox } from '../schema/index.ts';
import { findOutcome, recordOutcome } from './outcomes.ts';
import { type OutcomePlan, planOutcome } from './plan-outcome.ts';

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
  const planned = (more: Partial<OutcomePlan> = {}): OutcomePlan => ({
    ...{ tenant_id: tenant.tenant_id, recommendation_id: null, execution_id: tenant.execution_id, campaign_id: '100' },
    ...{
      metric: 'cpa',
      direction: 'decrease',
      window_seconds: 604_800,
      minimum_effect_pct: 5,
      playbook_id: 'quiet_v1',
    },
    ...{ requested_by: { user_id: tenant.user_id, email: 'a@example.com', api_key_id: null } },
    ...{ at: new Date('2026-03-01T00:00:00Z'), change_set_id: null, lagOf: () => 28, by: 'step' },
    ...more,
  });
  const plan = async (more: Partial<OutcomePlan> = {}) =>
    (await inTenant((tx) => planOutcome(tx, planned(more)))).outcome_id;
  const messages = () =>
    inTenant(async (tx) => (await tx.select().from(outbox)).filter((each) => each.kind === 'track_outcome'));
  const measured = {
    ...{ before: 42, after: 36, effect_pct: -14.3, low_pct: -20, high_pct: -8, verdict: 'positive', method: 'its' },
    ...{ counterfactual: 42, evidence: { reason: null }, interval_level: 0.9, promise_kept: true },
    ...{ rollback_execution_id: null, measured_at: new Date('2026-03-08T01:00:00Z') },
  };

  it('is planned once, with the message that waits for it, however often it is planned', async () => {
    const ids = [await plan(), await plan(), await plan({ metric: 'ctr' })];
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(await inTenant((tx) => findOutcome(tx, ids[0] ?? ''))).toMatchObject({
      ...{ status: 'planned', metric: 'cpa', minimum_effect_pct: 5 },
      // Seven full days, the day of the change before them, an hour for the last day to be complete, and the 28 days in
      // which the platform may still count conversions of these days.
      measure_at: new Date('2026-04-06T01:00:00Z'),
      evidence: { planned: { applied_at: '2026-03-01T00:00:00.000Z', conversion_lag_days: 28, by: 'step' } },
    });
    const sent = await messages();
    expect(sent).toHaveLength(2);
    // It is looked at as soon as the window is over.
    expect(sent[0]?.payload).toMatchObject({ measure_at_ms: Date.parse('2026-03-09T01:00:00Z') });
  });

  it('that does not fill up late is measured when its window is over', async () => {
    const outcome_id = await plan({ metric: 'ctr' });
    expect(await inTenant((tx) => findOutcome(tx, outcome_id))).toMatchObject({
      measure_at: new Date('2026-03-09T01:00:00Z'),
      evidence: { planned: { conversion_lag_days: 0 } },
    });
  });

  it('is one for each set of changes, and none besides one that is about everything', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const ids = [await plan({ change_set_id: one }), await plan({ change_set_id: other })];
    expect(new Set(ids).size).toBe(2);
    expect(await plan({ change_set_id: one })).toBe(ids[0]);
    const whole = await plan({ metric: 'ctr' });
    expect(await plan({ metric: 'ctr', change_set_id: one })).toBe(whole);
  });

  it('is not planned anew after it was measured', async () => {
    const outcome_id = await plan();
    await inTenant((tx) => recordOutcome(tx, outcome_id, measured));
    expect(await plan()).toBe(outcome_id);
    expect(await inTenant((tx) => findOutcome(tx, outcome_id))).toMatchObject({ ...measured, status: 'measured' });
  });

  it('is measured alone: others stay planned', async () => {
    const [first, second] = [await plan(), await plan({ metric: 'ctr' })];
    await inTenant((tx) => recordOutcome(tx, first, { ...measured, verdict: null, effect_pct: null }));
    expect(await inTenant((tx) => findOutcome(tx, first))).toMatchObject({
      verdict: null,
      status: 'measured',
    });
    expect(await inTenant((tx) => findOutcome(tx, second))).toMatchObject({
      status: 'planned',
      after: null,
    });
  });

  it('is measured once: what is written later changes nothing', async () => {
    const outcome_id = await plan();
    const record = (verdict: string) => inTenant((tx) => recordOutcome(tx, outcome_id, { ...measured, verdict }));
    expect([await record('positive'), await record('negative')]).toEqual([true, false]);
    expect(await inTenant((tx) => findOutcome(tx, outcome_id))).toMatchObject({ verdict: 'positive' });
  });

  it('is neither seen nor measured by another tenant', async () => {
    const outcome_id = await plan();
    const stranger = await insertTenantRows(database.owner);
    expect(await inTenant((tx) => findOutcome(tx, outcome_id), stranger)).toBeNull();
    await inTenant((tx) => recordOutcome(tx, outcome_id, measured), stranger);
    expect(await inTenant((tx) => findOutcome(tx, outcome_id))).toMatchObject({ status: 'planned' });
  });

  it('belongs to an execution of the tenant', async () => {
    const orphan = plan({ execution_id: randomUUID() });
    await expect(orphan).rejects.toMatchObject({ cause: { code: '23503' } });
  });
});
