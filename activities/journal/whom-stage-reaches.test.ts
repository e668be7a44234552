import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withTenant } from '../../db/connect.ts';
import { saveAgentSettings } from '../../db/queries/agent-settings.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertRecommended } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { whomStageReaches } from './whom-stage-reaches.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const person = (email: string) => ({ user_id: randomUUID(), email, roles: ['approver' as const] });
const [ann, bob] = [person('Ann@example.com'), person('bob@example.com')];
const reached = (execution_id: string) =>
  withTenant(database.app, tenant.tenant_id, (tx) => whomStageReaches(tx, { execution_id }, [ann, bob]));

it('in the internal beta its members alone are asked about a recommendation, and everybody about all else', async () => {
  const execution_id = await insertRecommended(database.owner, tenant);
  expect(await reached(execution_id)).toEqual([ann, bob]);
  const stage = { rollout_stage: 'internal_beta' as const, beta_emails: ['ann@example.com'] };
  await withTenant(database.app, tenant.tenant_id, (tx) => saveAgentSettings(tx, stage, 'a@example.com'));
  expect(await reached(execution_id)).toEqual([ann]);
  expect(await reached(tenant.execution_id)).toEqual([ann, bob]);
});
