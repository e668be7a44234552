import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { executionRow, turnPages } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { executions } from '../schema/index.ts';
import { readOutcomeContext } from './outcome-facts.ts';
import { findPlannedOutcome, insertOutcome, type MeasuredOutcome, recordOutcome } from './outcomes.ts';
import { listOutcomes, showOutcomeRow } from './outcomes-list.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const run = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(database.app, tenant.tenant_id, work);
const at = (hour: number) => new Date(Date.UTC(2026, 2, 10, hour));
async function execution() {
  const row = executionRow(tenant);
  await run((tx) => tx.insert(executions).values(row));
  return row.execution_id;
}

describe('outcomes', () => {
  const measured: MeasuredOutcome = {
    ...{ before: 10, after: 8, counterfactual: 10, effect_pct: -20, low_pct: -30, high_pct: -10, interval_level: 0.9 },
    ...{ verdict: 'positive', method: 'synthetic_control', evidence: { controls: 3 }, promise_kept: true },
    ...{ rollback_execution_id: null, measured_at: at(23) },
  };
  const plan = async (hour: number, more: Partial<Parameters<typeof insertOutcome>[1]> = {}) => {
    const outcome_id = randomUUID();
    const about = { execution_id: tenant.execution_id, campaign_id: '100', metric: `metric_${hour}` };
    const row = { outcome_id, recommendation_id: null, ...about, direction: 'decrease', window_seconds: 60 };
    await run((tx) => insertOutcome(tx, { ...row, measure_at: at(hour), ...more }));
    return outcome_id;
  };
  const any = { status: null, verdict: null, campaign_id: null, execution_id: null, promise_kept: null };
  const list = (filter: Partial<Parameters<typeof listOutcomes>[1]> = {}) =>
    run((tx) => turnPages((after) => listOutcomes(tx, { limit: 2, after, ...any, ...filter })));

  it('are listed newest first, each once, whatever the size of the pages', async () => {
    const ids: string[] = [];
    for (const hour of [1, 2, 3, 4, 5]) ids.unshift(await plan(hour));
    expect((await list()).map((row) => row.outcome_id)).toEqual(ids);
  });

  it('are narrowed by everything that a screen asks for', async () => {
    const outcome_id = await plan(1);
    const other = await execution();
    await plan(2, { execution_id: other });
    expect(await run((tx) => recordOutcome(tx, outcome_id, measured))).toBe(true);
    for (const filter of [{ status: 'measured' }, { verdict: 'positive' }, { promise_kept: true }] as const) {
      expect((await list(filter)).map((row) => row.outcome_id)).toEqual([outcome_id]);
    }
    expect(await list({ promise_kept: false })).toEqual([]);
    expect(await list({ status: 'planned' })).toMatchObject([{ execution_id: other }]);
    expect(await list({ execution_id: other })).toHaveLength(1);
    expect(await list({ campaign_id: '100' })).toHaveLength(2);
    expect(await list({ campaign_id: '999' })).toEqual([]);
  });

  it('are measured once: a second measurement changes nothing', async () => {
    const outcome_id = await plan(1);
    await run((tx) => recordOutcome(tx, outcome_id, measured));
    expect(await run((tx) => recordOutcome(tx, outcome_id, { ...measured, effect_pct: 99 }))).toBe(false);
    const row = await run((tx) => showOutcomeRow(tx, outcome_id));
    expect(row).toMatchObject({ effect_pct: -20, campaign_name: 'Campaign', playbook_id: 'quiet_v1' });
    expect(row).not.toHaveProperty('tenant_id');
    expect(await run((tx) => showOutcomeRow(tx, randomUUID()))).toBeNull();
  });

  it('know the clock and the money of their account, and go on without a campaign', async () => {
    const outcome_id = await plan(1);
    const context = () => run((tx) => readOutcomeContext(tx, outcome_id));
    expect(await context()).toMatchObject({ currency: 'USD', timezone: 'UTC', plan: { playbook_id: 'quiet_v1' } });
    const lost = await plan(2, { campaign_id: '999' });
    expect(await run((tx) => readOutcomeContext(tx, lost))).toMatchObject({ campaign_name: null, timezone: null });
    expect(await run((tx) => readOutcomeContext(tx, randomUUID()))).toBeNull();
  });

  it('of a set of changes are found for that set, and those of a whole execution for each', async () => {
    const change_set_id = randomUUID();
    const about = { ...tenant, metric: 'cpa_minor', campaign_id: '100' };
    const planned = (id: string | null) => run((tx) => findPlannedOutcome(tx, { ...about, change_set_id: id }));
    const outcome_id = await plan(1, { metric: 'cpa_minor', change_set_id });
    expect(await planned(change_set_id)).toMatchObject({ outcome_id });
    expect(await planned(randomUUID())).toBeNull();
    expect(await planned(null)).toMatchObject({ outcome_id });
    const whole = await plan(2, { metric: 'roas' });
    const ofRoas = await run((tx) => findPlannedOutcome(tx, { ...about, metric: 'roas', change_set_id }));
    expect(ofRoas).toMatchObject({ outcome_id: whole });
  });
});
