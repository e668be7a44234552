import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { playbooks, playbookVersions } from '../schema/index.ts';
import { deployPlaybook, type PlaybookDeployment } from './deploy-playbook.ts';

describe('deploying a playbook', () => {
  let database: TestDatabase;
  let tenant: TenantRows;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await insertTenantRows(database.owner);
  });
  afterAll(() => database.drop());

  const deploy = (playbook_id: string, change: Partial<PlaybookDeployment> = {}) =>
    withTenant(database.app, tenant.tenant_id, (tx) =>
      deployPlaybook(tx, {
        slug: playbook_id.replaceAll('_', '-'),
        source: 'name: First',
        plan: { ...emptyPlan, playbook_id, name: 'First' },
        digest: 'digest-1',
        edited_by: tenant.user_id,
        ...change,
      }),
    );
  const stored = async (playbook_id: string) => {
    const of = <Row extends { playbook_id: string }>(rows: Row[]) =>
      rows.filter((row) => row.playbook_id === playbook_id);
    return withTenant(database.app, tenant.tenant_id, async (tx) => ({
      playbook: of(await tx.select().from(playbooks)).at(0),
      versions: of(await tx.select().from(playbookVersions).orderBy(playbookVersions.version)),
    }));
  };

  it('for the first time makes version 1 the active one', async () => {
    const deployed = await deploy('first_v1');
    expect(deployed).toMatchObject({ version: 1, added: true, plan: { playbook_id: 'first_v1' } });
    const { playbook, versions } = await stored('first_v1');
    expect(playbook).toMatchObject({
      slug: 'first-v1',
      name: 'First',
      active_version_id: deployed.playbook_version_id,
    });
    expect(versions.length).toBe(1);
  });

  it('again without a change adds nothing', async () => {
    const first = await deploy('same_v1');
    expect(await deploy('same_v1')).toMatchObject({ playbook_version_id: first.playbook_version_id, added: false });
    expect((await stored('same_v1')).versions.length).toBe(1);
  });

  it('with a change adds a version and leaves the older ones as they were', async () => {
    await deploy('grown_v1');
    const before = (await stored('grown_v1')).versions;
    const plan = { ...emptyPlan, playbook_id: 'grown_v1', name: 'Second' };
    const second = await deploy('grown_v1', { source: 'name: Second', digest: 'digest-2', plan });
    expect(second).toMatchObject({ version: 2, added: true });
    // A comment changes the text but not the plan: whoever reads the source must still see what was deployed.
    expect(await deploy('grown_v1', { source: 'name: Second # why', digest: 'digest-2', plan })).toMatchObject({
      version: 3,
    });
    const { playbook, versions } = await stored('grown_v1');
    expect(versions.slice(0, 1)).toEqual(before);
    expect(playbook).toMatchObject({ name: 'Second', active_version_id: versions.at(-1)?.playbook_version_id });
  });

  it('by several people at once gives each a version number of its own', async () => {
    const texts = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(texts.map((source) => deploy('busy_v1', { source, digest: `digest-${source}` })));
    const { versions } = await stored('busy_v1');
    expect(versions.map((row) => row.version)).toEqual([1, 2, 3, 4, 5]);
    expect(versions.map((row) => row.source).sort()).toEqual(texts);
  });

  it('under a slug that another playbook has is refused, and nothing is stored', async () => {
    await deploy('owner_v1', { slug: 'taken' });
    await expect(deploy('thief_v1', { slug: 'taken' })).rejects.toThrow();
    expect((await stored('thief_v1')).playbook).toBeUndefined();
  });
});
