import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { executionRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { executions } from '../schema/index.ts';
import { holdingPauses, listLiveInScope, listPauses, openPause, type PausedScope, resumePause } from './pauses.ts';

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
  stranger = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>, whose = tenant) =>
  withTenant(database.app, whose.tenant_id, work);
const person = () => ({ user_id: tenant.user_id, email: tenant.email });
const pause = (scope: PausedScope['scope'], scope_id: string) =>
  inTenant((tx) => openPause(tx, { scope, scope_id, reason: 'Tracking is broken.', actor: person() }));
const holding = (more: { campaign_id?: string | null; playbook_id?: string; execution_id?: string } = {}) =>
  inTenant(async (tx) => {
    const { campaign_id, playbook_id } = tenant;
    return (await holdingPauses(tx, { campaign_id, playbook_id, ...more })).map((each) => each.scope);
  });
const live = async (scope: PausedScope['scope'], scope_id: string) =>
  (await inTenant((tx) => listLiveInScope(tx, { scope, scope_id }))).map((each) => each.execution_id).sort();

describe('a pause', () => {
  it('of each scope holds for the work inside it and for no other', async () => {
    const scopes = {
      tenant: '',
      brand: tenant.brand_id,
      platform: 'meta_ads',
      campaign: tenant.campaign_id,
      playbook: tenant.playbook_id,
    };
    const ours = executionRow(tenant, { campaign_id: tenant.campaign_id });
    await inTenant((tx) => tx.insert(executions).values(ours));
    const other = { brand: randomUUID(), platform: 'other_ads', campaign: '999', playbook: 'loud_v1' };
    for (const [scope, scope_id] of Object.entries(other)) await pause(asScope(scope), scope_id);
    expect(await holding()).toEqual([]);
    for (const [scope, scope_id] of Object.entries(scopes)) {
      const { pause: opened } = await pause(asScope(scope), scope_id);
      expect(await holding()).toEqual([scope]);
      expect(await live(asScope(scope), scope_id)).toContain(ours.execution_id);
      await inTenant((tx) => resumePause(tx, { pause_id: opened.pause_id, actor: person() }));
      expect(await holding()).toEqual([]);
    }
    for (const [scope, scope_id] of Object.entries(other)) expect(await live(asScope(scope), scope_id)).toEqual([]);
  });

  it('of the tenant holds for work without a campaign, and not for another tenant', async () => {
    await pause('tenant', '');
    await pause('campaign', '100');
    expect(await holding({ campaign_id: null })).toEqual(['tenant']);
    const theirs = await inTenant((tx) => holdingPauses(tx, { campaign_id: '100', playbook_id: 'quiet_v1' }), stranger);
    expect(theirs).toEqual([]);
  });

  it('of a playbook holds for what its executions started, however deep', async () => {
    const child = executionRow(tenant, { playbook_id: 'child_v1', parent_execution_id: tenant.execution_id });
    const grandchild = executionRow(tenant, { playbook_id: 'leaf_v1', parent_execution_id: child.execution_id });
    const ended = executionRow(tenant, { parent_execution_id: tenant.execution_id, status: 'completed' });
    const versionless = { playbook_version_id: null };
    await inTenant((tx) =>
      tx.insert(executions).values([{ ...child, ...versionless }, { ...grandchild, ...versionless }, ended]),
    );
    await pause('playbook', tenant.playbook_id);
    expect(await holding({ playbook_id: 'leaf_v1' })).toEqual([]);
    expect(await holding({ playbook_id: 'leaf_v1', execution_id: grandchild.execution_id })).toEqual(['playbook']);
    expect(await live('playbook', tenant.playbook_id)).toEqual(
      [tenant.execution_id, child.execution_id, grandchild.execution_id].sort(),
    );
  });

  it('asked for by twenty people at once is one pause, which one resume ends', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => pause('tenant', '')));
    expect(opened.filter((each) => each.opened)).toHaveLength(1);
    const [pause_id] = new Set(opened.map((each) => each.pause.pause_id));
    const resume = () => inTenant((tx) => resumePause(tx, { pause_id: pause_id ?? '', actor: person() }));
    expect((await Promise.all([resume(), resume()])).filter((each) => each?.resumed)).toHaveLength(1);
    expect(await holding()).toEqual([]);
    expect((await pause('tenant', '')).opened).toBe(true);
  });

  it('is listed by whether it holds, and is unknown to another tenant', async () => {
    const { pause: first } = await pause('campaign', '100');
    await inTenant((tx) => resumePause(tx, { pause_id: first.pause_id, actor: person() }));
    const { pause: second } = await pause('campaign', '100');
    const list = async (held: boolean | null, whose = tenant) =>
      (await inTenant((tx) => listPauses(tx, { limit: 10, after: null, holding: held }), whose)).rows.map(
        (row) => row.pause_id,
      );
    expect(await list(true)).toEqual([second.pause_id]);
    expect(await list(false)).toEqual([first.pause_id]);
    expect((await list(null)).length).toBe(2);
    expect(await list(null, stranger)).toEqual([]);
    const foreign = inTenant((tx) => resumePause(tx, { pause_id: second.pause_id, actor: person() }), stranger);
    expect(await foreign).toBeNull();
  });
});

function asScope(text: string): PausedScope['scope'] {
  const known = ['tenant', 'brand', 'platform', 'campaign', 'playbook'] as const;
  return known.find((each) => each === text) ?? 'tenant';
}
