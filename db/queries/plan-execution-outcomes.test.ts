import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../contracts/change-set.ts';
import type { ExecutionStatus } from '../../contracts/execution.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { budgetStep, changeSetRow } from '../../tests/harness/spine-rows.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { executions, outcomes, playbookVersions, receipts, writeIntents } from '../schema/index.ts';
import { recordChangeSet } from './change-sets.ts';
import { planExecutionOutcomes } from './plan-execution-outcomes.ts';
import { planOutcome } from './plan-outcome.ts';

describe('what an execution applied', () => {
  let database: TestDatabase;
  let tenant: TenantRows;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    tenant = await insertTenantRows(database.owner);
    await ended('completed');
  });
  afterAll(() => database.drop());

  const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
    withTenant(database.app, tenant.tenant_id, work);
  const asOwner = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
    withTenant(database.owner, tenant.tenant_id, work);
  const promise = { metric: 'ctr', direction: 'increase', window_seconds: 259_200, minimum_effect_pct: 5 } as const;
  const promised = () =>
    asOwner((tx) =>
      tx
        .update(playbookVersions)
        .set({ plan: { ...emptyPlan, outcome: promise } })
        .where(eq(playbookVersions.tenant_id, tenant.tenant_id)),
    );
  const ended = (status: ExecutionStatus, mode: 'live' | 'dry_run' = 'live') =>
    asOwner((tx) => tx.update(executions).set({ status, mode }).where(eq(executions.tenant_id, tenant.tenant_id)));
  const noon = '2026-03-01T12:00:00Z';
  let steps = 0;
  async function applied(more: Partial<Change> = {}, at = noon, undone_by_execution_id: string | null = null) {
    steps += 1;
    const change = budgetStep(tenant.campaign_id, more);
    return asOwner(async (tx) => {
      const change_set_id = await recordChangeSet(tx, changeSetRow(tenant, { step_id: `step_${steps}` }));
      const intent_id = randomUUID();
      const campaign_id = change.campaign_id;
      const idempotency_key = intent_id;
      await tx.insert(writeIntents).values({ intent_id, change_set_id, campaign_id, change, idempotency_key });
      const settled = { settled_by: 'answer_and_read_back', applied_at: new Date(at), undone_by_execution_id } as const;
      const { execution_id } = tenant;
      await tx
        .insert(receipts)
        .values({ intent_id, change_set_id, execution_id, change, inverse: change, campaign_id, ...settled });
      return change_set_id;
    });
  }
  const plan = () => inTenant((tx) => planExecutionOutcomes(tx, { execution_id: tenant.execution_id, lagOf: () => 7 }));
  const rows = () => inTenant((tx) => tx.select().from(outcomes).orderBy(asc(outcomes.measure_at)));

  it('is measured by the promise of its playbook, once, from the moment it was applied', async () => {
    await promised();
    const change_set_id = await applied();
    await plan();
    await plan();
    expect(await rows()).toMatchObject([
      {
        ...{ ...promise, campaign_id: '100', recommendation_id: null, status: 'planned', change_set_id },
        measure_at: new Date('2026-03-05T13:00:00Z'),
      },
    ]);
  });

  it.each<[string, Partial<Change>, string, string]>([
    ['more money', { before: 100, after: 200 }, 'conversions', 'increase'],
    ['less money', { before: 200, after: 100 }, 'cpa', 'decrease'],
    ['a bid', { entity_type: 'ad_set', field: 'bid_amount_minor', before: 100, after: 200 }, 'cpa', 'decrease'],
    ['a pause', { field: 'status', before: 'active', after: 'paused' }, 'spend', 'decrease'],
    ['a resumption', { field: 'status', before: 'paused', after: 'active' }, 'conversions', 'increase'],
    ['a paused ad', { entity_type: 'ad', field: 'status', before: 'active', after: 'paused' }, 'cpa', 'decrease'],
  ])('without a promise: %s is measured by what it is for', async (_name, change, metric, direction) => {
    await applied(change);
    await plan();
    expect(await rows()).toMatchObject([{ metric, direction, window_seconds: 604_800, minimum_effect_pct: 0 }]);
  });

  it('shows nowhere while no ad uses it: a new creative is not measured', async () => {
    await applied({ entity_type: 'creative', field: 'content_digest', before: null, after: 'abc' });
    await plan();
    expect(await rows()).toEqual([]);
  });

  it.each(['completed', 'failed', 'cancelled', 'rejected', 'expired'] as const)(
    'is measured when the execution is %s',
    async (status) => {
      await ended(status);
      await applied();
      await plan();
      expect(await rows()).toHaveLength(1);
    },
  );

  it('is not measured yet while the execution runs, and is when a receipt comes after its end', async () => {
    await ended('running');
    await applied();
    await plan();
    expect(await rows()).toEqual([]);
    await ended('failed');
    await plan();
    expect(await rows()).toHaveLength(1);
  });

  it('on one day is one outcome, and on several days one for each set', async () => {
    const [first, second] = [await applied(), await applied({ field: 'bid_amount_minor', entity_type: 'ad_set' })];
    await plan();
    expect(await rows()).toMatchObject([{ change_set_id: null }]);
    await asOwner((tx) => tx.delete(outcomes).where(eq(outcomes.tenant_id, tenant.tenant_id)));
    const third = await applied({ before: 300, after: 400 }, '2026-03-04T12:00:00Z');
    await plan();
    const sets = (await rows()).map((row) => row.change_set_id);
    expect(new Set(sets)).toEqual(new Set([first, second, third]));
  });

  it('is left to the step that has planned it already', async () => {
    await applied();
    const { tenant_id, execution_id, campaign_id, playbook_id, user_id, email } = tenant;
    await inTenant((tx) =>
      planOutcome(tx, {
        ...{ tenant_id, execution_id, campaign_id, playbook_id, recommendation_id: null, change_set_id: null },
        ...{ metric: 'cpc', direction: 'decrease', window_seconds: 86_400, minimum_effect_pct: 0, by: 'step' },
        requested_by: { user_id, email, api_key_id: null },
        ...{ at: new Date(noon), lagOf: () => 0 },
      }),
    );
    await plan();
    expect((await rows()).map((row) => row.metric)).toEqual(['cpc']);
    await promised();
    await plan();
    expect((await rows()).map((row) => row.metric).sort()).toEqual(['cpc', 'ctr'].sort());
  });

  it('is not measured when nothing was applied, when it was taken back, or in a dry run', async () => {
    await promised();
    await plan();
    await applied({}, noon, randomUUID());
    await plan();
    await ended('completed', 'dry_run');
    await applied();
    await plan();
    expect(await rows()).toEqual([]);
  });
});
