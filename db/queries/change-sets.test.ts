import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { approvalRow, changeSetRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { insertApproval, moveApproval } from './approvals.ts';
import { readApprovalGrant, recordChangeSet, setChangeSetState } from './change-sets.ts';

describe('a granted change set', () => {
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
  const record = (more = {}) => inTenant((tx) => recordChangeSet(tx, changeSetRow(tenant, more)));
  const stored = () =>
    database.owner.sql`select change_set_id, state, plan_digest, step_id, iteration from change_sets
      where tenant_id = ${tenant.tenant_id} order by created_at`;

  it('is one row, however many workers record it at once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => record()));
    expect(new Set(ids).size).toBe(1);
    expect(await stored()).toMatchObject([{ change_set_id: ids[0], state: 'applying', plan_digest: 'd1' }]);
  });

  it.each([{ step_id: 'lower' }, { iteration: '1' }, { plan_digest: 'd2' }])('is another one for %j', async (other) => {
    expect(await record(other)).not.toBe(await record());
    expect(await stored()).toHaveLength(2);
  });

  it('keeps how it stands when it is recorded again', async () => {
    const change_set_id = await record();
    await inTenant((tx) => setChangeSetState(tx, change_set_id, 'partly_applied'));
    expect(await record()).toBe(change_set_id);
    expect(await stored()).toMatchObject([{ state: 'partly_applied' }]);
  });

  it.each(['applied', 'not_applied', 'partly_applied', 'needs_human'] as const)(
    'stands as %s, and no other set with it',
    async (state) => {
      const [first, second] = [await record(), await record({ plan_digest: 'd2' })];
      await inTenant((tx) => setChangeSetState(tx, first, state));
      const rows = await stored();
      expect(rows.find((row) => row.change_set_id === first)?.state).toBe(state);
      expect(rows.find((row) => row.change_set_id === second)?.state).toBe('applying');
    },
  );

  it('of one tenant is not moved by another that knows its id', async () => {
    const change_set_id = await record();
    const stranger = await insertTenantRows(database.owner);
    await inTenant((tx) => setChangeSetState(tx, change_set_id, 'applied'), stranger);
    expect(await stored()).toMatchObject([{ state: 'applying' }]);
  });

  it('belongs to an execution of the same tenant', async () => {
    const stranger = await insertTenantRows(database.owner);
    await expect(record({ execution_id: stranger.execution_id })).rejects.toMatchObject({ cause: { code: '23503' } });
  });

  it('is covered by an approval as it stands now: status, plan, execution and action', async () => {
    const approval = approvalRow(tenant);
    const { approval_id } = approval;
    await inTenant((tx) => insertApproval(tx, approval));
    const grant = () => inTenant((tx) => readApprovalGrant(tx, approval_id));
    const { execution_id, action_id, plan_digest } = approval;
    expect(await grant()).toEqual({ status: 'pending', execution_id, action_id, plan_digest, quorum: 1 });
    await inTenant((tx) => moveApproval(tx, { approval_id, status: 'approved', undo_until: null, final: true }));
    expect(await grant()).toMatchObject({ status: 'approved' });
  });

  it('is covered by no approval that does not exist, or is of another tenant', async () => {
    expect(await inTenant((tx) => readApprovalGrant(tx, randomUUID()))).toBeNull();
    const approval = approvalRow(tenant);
    await inTenant((tx) => insertApproval(tx, approval));
    const stranger = await insertTenantRows(database.owner);
    expect(await inTenant((tx) => readApprovalGrant(tx, approval.approval_id), stranger)).toBeNull();
  });
});
