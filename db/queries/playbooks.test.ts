import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { deployPlaybook } from './deploy-playbook.ts';
import { findPlaybook, listPlaybooks, listPlaybookVersions } from './playbooks.ts';

describe('deployed playbooks', () => {
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
  const deploy = (playbook_id: string, source = 'one') =>
    inTenant((tx) =>
      deployPlaybook(tx, {
        ...{ slug: playbook_id.replaceAll('_', '-'), source, digest: `digest of ${source}`, edited_by: tenant.user_id },
        plan: { ...emptyPlan, playbook_id },
      }),
    );
  const list = (limit: number, after_id: string | null = null, of = tenant) =>
    inTenant((tx) => listPlaybooks(tx, { limit, after_id }), of);

  it('are listed once each, in alphabetical order, page by page', async () => {
    for (const id of ['c_v1', 'a_v1', 'e_v1', 'b_v1', 'd_v1']) await deploy(id);
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { rows, next }: Awaited<ReturnType<typeof list>> = await list(2, after);
      seen.push(...rows.map((row) => row.playbook_id));
      if (next === null) break;
      after = next;
    }
    expect(seen).toEqual(['a_v1', 'b_v1', 'c_v1', 'd_v1', 'e_v1']);
    expect((await list(5)).next).toBeNull();
    expect((await list(4)).next).toBe('d_v1');
  });

  it('are not listed while none of their versions is active', async () => {
    expect((await list(10)).rows).toEqual([]);
    expect(await inTenant((tx) => findPlaybook(tx, 'quiet_v1'))).toBeNull();
  });

  it('are found by id and by slug with source, plan and editor of the newest version', async () => {
    await deploy('a_v1');
    await deploy('a_v1', 'two');
    const found = { playbook_id: 'a_v1', slug: 'a-v1', version: 2, source: 'two', edited_by_email: tenant.email };
    expect(await inTenant((tx) => findPlaybook(tx, 'a_v1'))).toMatchObject(found);
    expect(await inTenant((tx) => findPlaybook(tx, 'a-v1'))).toMatchObject(found);
    expect(await inTenant((tx) => findPlaybook(tx, 'a'))).toBeNull();
    expect((await list(10)).rows[0]).not.toHaveProperty('source');
  });

  it('keep their versions, newest first and without their texts, at most fifty of them', async () => {
    for (let index = 1; index <= 51; index += 1) await deploy('a_v1', `source ${index}`);
    const versions = await inTenant((tx) => listPlaybookVersions(tx, 'a_v1'));
    expect(versions.map((each) => each.version)).toEqual([...Array(50).keys()].map((index) => 51 - index));
    expect(versions[0]).toEqual({
      ...{ playbook_version_id: expect.any(String), version: 51, digest: 'digest of source 51' },
      ...{ edited_by: tenant.user_id, created_at: expect.any(Date) },
    });
  });

  it('of one id in two tenants have versions of their own', async () => {
    await deploy('a_v1');
    const stranger = await insertTenantRows(database.owner);
    expect((await list(10, null, stranger)).rows).toEqual([]);
    expect(await inTenant((tx) => listPlaybookVersions(tx, 'a_v1'), stranger)).toEqual([]);
  });
});
