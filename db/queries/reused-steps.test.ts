import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { appendEvent } from './execution-events.ts';
import { listReusedSteps } from './reused-steps.ts';

let database: TestDatabase;
let own: TenantRows;
let other: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  own = await insertTenantRows(database.owner);
  other = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

it('names what was taken over, each once and in order, and nothing that ran; nobody else sees it', async () => {
  const { tenant_id, execution_id } = own;
  await withTenant(database.app, tenant_id, async (tx) => {
    const tell = (step_id: string, iteration: string, more: { readonly reused?: true }) =>
      appendEvent(tx, {
        execution_id,
        type: 'step.completed',
        data: { step_id, iteration, status: 'completed', ...more },
      });
    await tell('read', '', { reused: true });
    await tell('raise', '0', { reused: true });
    await tell('read', '', { reused: true });
    await tell('raise', '1', {});
  });
  const seenBy = (tenant: string) => withTenant(database.app, tenant, (tx) => listReusedSteps(tx, execution_id));
  expect(await seenBy(tenant_id)).toEqual(['read/', 'raise/0']);
  expect(await seenBy(other.tenant_id)).toEqual([]);
});
