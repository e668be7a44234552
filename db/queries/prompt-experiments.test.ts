import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { promptVersions } from '../schema/index.ts';
import { endExperiment, listExperiments, readDecidingExperiment, startExperiment } from './prompt-experiments.ts';
import { keepPromptVersion } from './prompt-versions.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.app, tenant.tenant_id, work);
const begin = (version_b: string, prompt_name = 'critique') =>
  inTenant((tx) =>
    startExperiment(tx, {
      prompt_name,
      version_a: '1.0',
      version_b,
      share_b_pct: 50,
      started_by_email: 'a@example.com',
    }),
  );
let hour = 0;
const end = (prompt_experiment_id: string | undefined, status: 'stopped' | 'promoted') => {
  hour += 1;
  const now = new Date(Date.UTC(2026, 2, 10, hour));
  const by = { prompt_experiment_id: prompt_experiment_id ?? randomUUID(), ended_by_email: 'b@example.com' };
  return inTenant((tx) => endExperiment(tx, { ...by, status, now }));
};
const deciding = async (prompt = 'critique') =>
  (await inTenant((tx) => readDecidingExperiment(tx, prompt)))?.version_b ?? null;

describe('an experiment with two versions of a prompt', () => {
  it('is the only one of its prompt while it runs, even when many start at once', async () => {
    const started = await Promise.all(['1.1', '1.2', '1.3', '1.4'].map((version) => begin(version)));
    expect(started.filter((each) => each !== null)).toHaveLength(1);
    expect(await begin('1.1', 'judge')).toMatchObject({ status: 'running' });
    expect(await inTenant(listExperiments)).toHaveLength(2);
  });

  it('decides while it runs, before whatever was promoted earlier', async () => {
    expect(await deciding()).toBeNull();
    const first = await begin('1.1');
    expect(await deciding()).toBe('1.1');
    await end(first?.prompt_experiment_id, 'promoted');
    expect(await deciding()).toBe('1.1');
    const second = await begin('1.2');
    expect(await deciding()).toBe('1.2');
    await end(second?.prompt_experiment_id, 'promoted');
    expect(await deciding()).toBe('1.2');
    expect(await deciding('judge')).toBeNull();
  });

  it('that is stopped, also after a promotion, leaves what was in use before', async () => {
    const first = await begin('1.1');
    await end(first?.prompt_experiment_id, 'promoted');
    const second = await begin('1.2');
    await end(second?.prompt_experiment_id, 'promoted');
    const third = await begin('1.3');
    await end(third?.prompt_experiment_id, 'stopped');
    expect(await deciding()).toBe('1.2');
    expect(await end(second?.prompt_experiment_id, 'stopped')).toMatchObject({ status: 'stopped' });
    expect(await deciding()).toBe('1.1');
    await end(first?.prompt_experiment_id, 'stopped');
    expect(await deciding()).toBeNull();
  });

  it.each([
    ['stopped', 'promoted'],
    ['stopped', 'stopped'],
    ['promoted', 'promoted'],
  ] as const)('that was %s cannot be %s, and keeps who ended it and when', async (before, after) => {
    const experiment = await begin('1.1');
    const ended = await end(experiment?.prompt_experiment_id, before);
    expect(await end(experiment?.prompt_experiment_id, after)).toBeNull();
    expect(await inTenant(listExperiments)).toEqual([ended]);
    expect(await end(undefined, after)).toBeNull();
  });
});

describe('a version of a prompt that was used', () => {
  it('is kept once by its digest, as it was the first time', async () => {
    const keep = (content: string) =>
      inTenant((tx) => keepPromptVersion(tx, { digest: 'd1', name: 'critique', version: '1.0', content: { content } }));
    await keep('first');
    await keep('second');
    const rows = await inTenant((tx) => tx.select().from(promptVersions));
    expect(rows).toMatchObject([{ digest: 'd1', content: { content: 'first' } }]);
  });
});
