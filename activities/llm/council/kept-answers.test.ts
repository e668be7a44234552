import { afterAll, beforeAll, expect, it } from 'vitest';
import { withTenant } from '../../../db/connect.ts';
import { keepAnswer } from '../../../db/queries/llm-answers.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts';
import { insertTenantRows } from '../../../tests/harness/tenant-rows.ts';
import { standInModel } from '../../../tests/llm/council-stage.ts';
import { findKept, keep } from './kept-answers.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const model = standInModel('xai');
const named = (keys: readonly string[]) => keys.map((key) => ({ key, model }));
const found = (text: string) => ({ kept: answer(text), model });
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
  const find = (tenant_id: string, keys: readonly string[], at: Date) =>
    findKept(database.app, tenant_id, named(keys), at);
  expect(await find(own.tenant_id, ['none', 'two', 'one'], later(1))).toEqual(found('two'));
  expect(await find(own.tenant_id, ['one'], later(23.9))).toEqual(found('one'));
  expect(await find(own.tenant_id, ['one', 'two'], later(24.1))).toBeNull();
  expect(await find(own.tenant_id, ['none'], now)).toBeNull();
  expect(await find(other.tenant_id, ['one', 'two'], now)).toBeNull();
});

it('an answer serves for an hour under the name of what it analyses, and for the whole day under its own', async () => {
  const own = await insertTenantRows(database.owner);
  const kept = { cache_key: 'exact', reuse_key: 'similar', task: 'critique', answer: answer('said') };
  await keep(database.app, own.tenant_id, kept, now);
  const find = (key: string, at: Date) => findKept(database.app, own.tenant_id, named([key]), at);
  expect([await find('exact', later(0.99)), await find('similar', later(0.99))]).toEqual([
    found('said'),
    found('said'),
  ]);
  expect([await find('exact', later(1.01)), await find('similar', later(1.01))]).toEqual([found('said'), null]);
});

it('an answer of the time before costs were kept serves, and saves nothing', async () => {
  const own = await insertTenantRows(database.owner);
  const { cost_usd: _cost, ...older } = answer('old');
  const row = { cache_key: 'old', task: 'critique', model: 'grok', answer: older, expires_at: later(5) };
  await withTenant(database.app, own.tenant_id, (tx) => keepAnswer(tx, row, now));
  expect(await findKept(database.app, own.tenant_id, named(['old']), now)).toEqual({
    kept: { ...older, cost_usd: 0 },
    model,
  });
});
