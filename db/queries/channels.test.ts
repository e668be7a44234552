import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApproval } from '../../activities/journal/open-approval.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { openCall } from '../../tests/harness/journal-calls.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { findChannelPerson, listChannelIdentities, putChannelIdentity } from './channel-identities.ts';
import { createDecisionLink, findDecisionLink, releaseDecisionLink, useDecisionLink } from './decision-links.ts';
import { claimDelivery, findDelivery, settleDelivery } from './deliveries.ts';
import { notifyOnce } from './notify-once.ts';

let database: TestDatabase;
let tenant: TenantRows;
let other: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  [tenant, other] = await Promise.all([insertTenantRows(database.owner), insertTenantRows(database.owner)]);
});
afterAll(() => database.drop());

const as = <T>(who: TenantRows, work: (tx: TenantTransaction) => Promise<T>) =>
  withTenant(database.app, who.tenant_id, work);

describe('a delivery', () => {
  const delivery = { channel: 'slack' as const, target: 'C1', kind: 'approval', approval_id: null, dedupe_key: 'k' };

  it('is claimed by one of many at once, and again only after it was put off', async () => {
    const claims = await Promise.all(
      ['a', 'b', 'c', 'd'].map((sender) => as(tenant, (tx) => claimDelivery(tx, delivery, sender))),
    );
    expect(claims.filter((claim) => claim.claimed)).toHaveLength(1);
    await as(tenant, (tx) => settleDelivery(tx, 'k', { status: 'deferred', external_ref: null, last_error: 'x' }));
    const again = await Promise.all(
      ['e', 'f'].map((sender) => as(tenant, (tx) => claimDelivery(tx, delivery, sender))),
    );
    expect(again.filter((claim) => claim.claimed)).toHaveLength(1);
    expect(await as(tenant, (tx) => findDelivery(tx, 'k'))).toMatchObject({ status: 'sending', attempts: 2 });
    await as(tenant, (tx) => settleDelivery(tx, 'k', { status: 'sent', external_ref: 'C1/1' }));
    expect(await as(tenant, (tx) => claimDelivery(tx, delivery, 'g'))).toMatchObject({ claimed: false });
  });

  it('of one tenant says nothing about another', async () => {
    await as(tenant, (tx) => claimDelivery(tx, delivery, 'a'));
    expect(await as(other, (tx) => findDelivery(tx, 'k'))).toBeNull();
    expect(await as(other, (tx) => claimDelivery(tx, delivery, 'a'))).toEqual({ claimed: true });
  });
});

describe('a decision link', () => {
  const link = async () => {
    const call = openCall(tenant);
    await openApproval(database.app, call);
    const { user_id } = tenant;
    const values = { approval_id: call.approval_id, user_id, expires_at: new Date(call.expires_at_ms) };
    return as(tenant, (tx) => createDecisionLink(tx, values));
  };

  it('is used by one of many at once, and again only when it was given back', async () => {
    const { token } = await link();
    const use = () => as(tenant, (tx) => useDecisionLink(tx, token));
    expect((await Promise.all([use(), use(), use()])).filter(Boolean)).toHaveLength(1);
    await as(tenant, (tx) => releaseDecisionLink(tx, token));
    expect([await use(), await use()]).toEqual([true, false]);
  });

  it('opens in its own tenant alone', async () => {
    const { token } = await link();
    expect(await as(tenant, (tx) => findDecisionLink(tx, token))).toMatchObject({ used_at: null });
    expect(await as(other, (tx) => findDecisionLink(tx, token))).toBeNull();
    expect(await as(other, (tx) => useDecisionLink(tx, token))).toBe(false);
  });
});

describe('an identity', () => {
  const put = (who: TenantRows, email: string, external_id: string | null) =>
    as(who, (tx) => putChannelIdentity(tx, { channel: 'slack', email, external_id }));

  it('is one person in each tenant, and nobody in a tenant that did not say so', async () => {
    expect(await put(tenant, tenant.email.toUpperCase(), 'U1')).toEqual({ user_id: tenant.user_id });
    expect(await put(tenant, other.email, 'U2')).toBe('unknown_person');
    const find = (who: TenantRows) => as(who, (tx) => findChannelPerson(tx, { channel: 'slack', external_id: 'U1' }));
    expect([await find(tenant), await find(other)]).toEqual([{ user_id: tenant.user_id }, null]);
    await put(tenant, tenant.email, 'U3');
    expect(await as(tenant, listChannelIdentities)).toMatchObject([{ external_id: 'U3', email: tenant.email }]);
    await put(tenant, tenant.email, null);
    expect(await as(tenant, listChannelIdentities)).toEqual([]);
  });
});

it('a notice is written once for each key and person', async () => {
  const message = { kind: 'digest', title: 'T', body: 'B', link: null };
  const tell = (key: string) => as(tenant, (tx) => notifyOnce(tx, key, [tenant.user_id], message));
  const key = randomUUID();
  expect([await tell(key), await tell(key), await tell(randomUUID())]).toEqual([1, 0, 1]);
  expect(await as(tenant, (tx) => notifyOnce(tx, key, [], message))).toBe(0);
});
