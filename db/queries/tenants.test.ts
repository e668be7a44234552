import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { listTenants, tenantOfWorkflow } from './tenants.ts';

describe('what is known across tenants', () => {
  let database: TestDatabase;
  let alder: TenantRows;
  let lumen: TenantRows;

  beforeAll(async () => {
    database = await createTestDatabase();
    alder = await insertTenantRows(database.owner);
    lumen = await insertTenantRows(database.owner);
  });
  afterAll(() => database.drop());

  it('is which tenants there are, by name', async () => {
    const expected = [alder, lumen].map(({ tenant_id }) => ({ tenant_id, name: `Tenant ${tenant_id}` }));
    expect(await listTenants(database.app)).toEqual(expected.sort((left, right) => (left.name < right.name ? -1 : 1)));
  });

  it('is whose execution a workflow carries, and null for nobody’s', async () => {
    expect(await tenantOfWorkflow(database.app, alder.execution_id)).toBe(alder.tenant_id);
    expect(await tenantOfWorkflow(database.app, lumen.execution_id)).toBe(lumen.tenant_id);
    expect(await tenantOfWorkflow(database.app, randomUUID())).toBeNull();
  });
});
