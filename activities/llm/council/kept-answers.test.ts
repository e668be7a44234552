import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts';
import { insertTenantRows } from '../../../tests/harness/tenant-rows.ts';
import { findKept, keep } from './kept-answers.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const now = new Date('2026-06-01T12:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const answer = (text: string) => ({
  value: { text },
  answered_by: 'grok',
  votes: [],
  not_verified_because: null,
  cost_usd: 0.01,
});

it('an answer serves its tenant for a day, the first of the asked models first, and nobody else', async () => {
  const [own, other] = [await insertTenantRows(database.owner), await insertTenantRows(database.owner)];
  for (const name of ['one', 'two'])
    await keep(database.app, own.tenant_id, { cache_key: name, task: 'critique', answer: answer(name) }, now);
  const find = (tenant_id: string, keys: readonly string[], at: Date) => findKept(database.app, tenant_id, keys, at);
  expect(await find(own.tenant_id, ['none', 'two', 'one'], later(1))).toEqual(answer('two'));
  expect(await find(own.tenant_id, ['one'], later(23.9))).toEqual(answer('one'));
  expect(await find(own.tenant_id, ['one', 'two'], later(24.1))).toBeNull();
  expect(await find(own.tenant_id, ['none'], now)).toBeNull();
  expect(await find(other.tenant_id, ['one', 'two'], now)).toBeNull();
});
