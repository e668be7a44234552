import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { budgetStep, changeSetRow } from '../../tests/harness/spine-rows.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { executions, outbox, outcomes, playbookVersions, receipts } from '../schema/index.ts';
import { recordChangeSet } from './change-sets.ts';
import { findOutcome, recordOutcome } from './outcomes.ts';
import { type OutcomePlan, planOutcome, planPromisedOutcomes } from './plan-outcome.ts';
import { recordIntents } from './write-intents.ts';

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
    at: new Date('2026-03-01T00:00:00Z'),
    ...more,
  });
  const plan = async (more: Partial<OutcomePlan> = {}) =>
    (await inTenant((tx) => planOutcome(tx, planned(more)))).outcome_id;
  const messages = () =>
    inTenant(async (tx) => (await tx.select().from(outbox)).filter((each) => each.kind === 'track_outcome'));
  const measured = {
    ...{ before: 42, after: 36, effect_pct: -14.3, low_pct: -20, high_pct: -8, verdict: 'improved', method: 'its' },
    measured_at: new Date('2026-03-08T01:00:00Z'),
  };

  it('is planned once, with the message that waits for it, however often it is planned', async () => {
    const ids = [await plan(), await plan(), await plan({ metric: 'ctr' })];
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(await inTenant((tx) => findOutcome(tx, ids[0] ?? ''))).toMatchObject({
      ...{ status: 'planned', metric: 'cpa', minimum_effect_pct: 5 },
      // Seven full days, the day of the change before them, and an hour for the last day to be complete.
      measure_at: new Date('2026-03-09T01:00:00Z'),
    });
    expect(await messages()).toHaveLength(2);
  });

  it('is not planned anew after it was measured', async () => {
    const outcome_id = await plan();
    await inTenant((tx) => recordOutcome(tx, outcome_id, measured));
    expect(await plan()).toBe(outcome_id);
    expect(await inTenant((tx) => findOutcome(tx, outcome_id))).toMatchObject({ ...measured, status: 'measured' });
  });

  describe('that the playbook itself promises', () => {
    const promise = { metric: 'cpa', direction: 'decrease', window_seconds: 259_200, minimum_effect_pct: 5 } as const;
    const at = new Date('2026-03-01T00:00:00Z');
    const keep = () => inTenant((tx) => planPromisedOutcomes(tx, { execution_id: tenant.execution_id, at }));
    const rows = () => inTenant((tx) => tx.select().from(outcomes));
    const promised = (mode: 'live' | 'dry_run' = 'live') =>
      withTenant(database.owner, tenant.tenant_id, async (tx) => {
        const { tenant_id } = tenant;
        const plan = { ...emptyPlan, outcome: promise };
        await tx.update(playbookVersions).set({ plan }).where(eq(playbookVersions.tenant_id, tenant_id));
        await tx.update(executions).set({ mode }).where(eq(executions.tenant_id, tenant_id));
      });
    const applied = (undone_by_execution_id: string | null = null) =>
      withTenant(database.owner, tenant.tenant_id, async (tx) => {
        const change_set_id = await recordChangeSet(tx, changeSetRow(tenant));
        const change = budgetStep(tenant.campaign_id, { entity_id: randomUUID() });
        const [intent] = await recordIntents(tx, change_set_id, [{ idempotency_key: randomUUID(), change }]);
        await tx.insert(receipts).values({
          ...{
            intent_id: intent?.intent_id ?? '',
            change_set_id,
            execution_id: tenant.execution_id,
            change,
            inverse: change,
          },
          ...{
            campaign_id: tenant.campaign_id,
            settled_by: 'answer_and_read_back',
            applied_at: at,
            undone_by_execution_id,
          },
        });
      });

    it('is planned for each campaign that was changed, once', async () => {
      await promised();
      await applied();
      await keep();
      await keep();
      expect(await rows()).toMatchObject([
        { ...promise, campaign_id: '100', recommendation_id: null, status: 'planned' },
      ]);
    });

    it('is left to the step that has planned it already', async () => {
      await promised();
      await applied();
      const outcome_id = await plan();
      await keep();
      expect((await rows()).map((row) => row.outcome_id)).toEqual([outcome_id]);
    });

    it('is not planned when nothing was applied, when it was taken back, or in a dry run', async () => {
      await promised();
      await keep();
      await applied(randomUUID());
      await keep();
      await promised('dry_run');
      await applied();
      await keep();
      expect(await rows()).toEqual([]);
    });

    it('is nothing where the playbook promises nothing', async () => {
      await applied();
      await keep();
      expect(await rows()).toEqual([]);
    });
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
