import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenChildCall } from '../../contracts/activity-envelope.ts';
import { executionInputSchema } from '../../contracts/execution.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { type TenantTransaction, withTenant } from '../../db/connect.ts';
import { deployPlaybook } from '../../db/queries/deploy-playbook.ts';
import { listLiveInScope, openPause } from '../../db/queries/pauses.ts';
import { auditLog, executions } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { originOf } from '../../tests/harness/journal-calls.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { openChild, type WorkflowNaming } from './open-child.ts';

let database: TestDatabase;
let tenant: TenantRows;
const editor = randomUUID();
const naming: WorkflowNaming = {
  workflowIdOf: ({ playbook_id, entity_id, execution_id }) =>
    `pb.${playbook_id}.${entity_id ?? 'none'}.${execution_id}`,
  campaignOf: ({ entity }) => entity?.id ?? null,
};
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const days = { type: 'integer', description: null, required: false, default: 7 } as const;
const campaign = { type: 'string', description: null, required: true, default: null } as const;
const childPlan = (more: Partial<Plan> = {}): Plan => ({
  ...{ ...emptyPlan, playbook_id: 'child_v1', inputs: { campaign_id: campaign, days } },
  ...more,
});
const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.owner, tenant.tenant_id, work);
const deploy = (plan = childPlan(), digest = 'c1') =>
  inTenant((tx) => deployPlaybook(tx, { slug: 'child', source: digest, plan, digest, edited_by: editor }));
const open = (more: Partial<OpenChildCall> = {}) =>
  openChild(database.app, naming, {
    ...{ origin: originOf(tenant), playbook_id: 'child_v1', inputs: { campaign_id: '100' }, depth: 1 },
    ...{ excluded_user_ids: [tenant.user_id], ...more },
  });
const rowOf = async (execution_id: string) =>
  (await inTenant((tx) => tx.select().from(executions).where(eq(executions.execution_id, execution_id))))[0];

describe('a child execution', () => {
  it('takes mode, requester and excluded people from its parent, and its plan and inputs from the deployed playbook', async () => {
    const version = await deploy();
    const { input, workflow_id } = await open();
    expect(executionInputSchema.parse(input)).toEqual(input);
    expect(input).toMatchObject({
      ...{ tenant_id: tenant.tenant_id, playbook_digest: 'c1', inputs: { campaign_id: '100', days: 7 }, mode: 'live' },
      ...{ entity: { type: 'campaign', id: '100', name: 'Campaign' }, context: { platform: 'meta_ads' } },
      requested_by: { user_id: tenant.user_id },
      excluded_user_ids: [tenant.user_id, editor],
      parent: { execution_id: tenant.execution_id, step_id: 'raise', depth: 1 },
    });
    expect(input.paused_by).toBeUndefined();
    expect(workflow_id).toBe(`pb.child_v1.100.${input.execution_id}`);
    expect(await rowOf(input.execution_id)).toMatchObject({
      ...{ status: 'queued', workflow_id, campaign_id: '100', parent_execution_id: tenant.execution_id },
      ...{ parent_step_id: 'raise', playbook_version_id: version.playbook_version_id, requested_by: tenant.user_id },
    });
  });

  it('opened again, also many times at once or after a new version, is the same child', async () => {
    await deploy();
    const first = await open();
    await deploy(childPlan({ name: 'Newer' }), 'c2');
    const again = await Promise.all(Array.from({ length: 8 }, () => open()));
    for (const each of again) expect(each).toEqual(first);
    const audited = await inTenant((tx) =>
      tx.select().from(auditLog).where(eq(auditLog.entity_id, first.input.execution_id)),
    );
    expect(audited).toHaveLength(1);
  });

  it('of another round or step is another child', async () => {
    await deploy();
    const key = (idempotency_key: string) => open({ origin: originOf(tenant, { idempotency_key }) });
    const ids = [await key('e/raise/0'), await key('e/raise/1'), await key('e/lower/')];
    expect(new Set(ids.map((each) => each.input.execution_id)).size).toBe(3);
  });

  it('raced by eight attempts at its first opening is written once', async () => {
    await deploy();
    const opened = await Promise.allSettled(Array.from({ length: 8 }, () => open()));
    const good = opened.filter((each) => each.status === 'fulfilled');
    expect(good.length).toBeGreaterThan(0);
    expect(new Set(good.map((each) => each.value.input.execution_id)).size).toBe(1);
  });

  it('does not write in a shadow run, nor when its own playbook is in shadow', async () => {
    await deploy();
    expect((await open({ origin: originOf(tenant, { mode: 'dry_run' }) })).input.mode).toBe('dry_run');
    await deploy(childPlan({ guardrails: { ...emptyPlan.guardrails, autonomy: 'shadow' } }), 'c3');
    const origin = originOf(tenant, { idempotency_key: 'other' });
    expect((await open({ origin })).input.mode).toBe('shadow');
  });

  it('starts parked when a pause holds for it, and is found by the resume', async () => {
    await deploy();
    const actor = { user_id: tenant.user_id, email: tenant.email };
    const { pause } = await inTenant((tx) =>
      openPause(tx, { scope: 'playbook', scope_id: 'child_v1', reason: 'x', actor }),
    );
    const { input } = await open();
    expect(input.paused_by).toEqual([pause.pause_id]);
    const live = await inTenant((tx) => listLiveInScope(tx, pause));
    expect(live.map((each) => each.execution_id)).toEqual([input.execution_id]);
  });

  it.each([
    ['a depth over the limit', { depth: 6 }, 'PLAYBOOK_DEPTH_EXCEEDED'],
    ['a playbook that is not deployed', { playbook_id: 'none_v1' }, 'PLAYBOOK_NOT_FOUND'],
    ['an input of the wrong type', { inputs: { campaign_id: '100', days: 'many' } }, 'EXECUTION_INPUT_INVALID'],
    ['a missing campaign', { inputs: {} }, 'EXECUTION_INPUT_INVALID'],
    ['a campaign of nobody', { inputs: { campaign_id: '999' } }, 'CAMPAIGN_NOT_FOUND'],
  ])('is refused for %s, and nothing is written', async (_why, more, code) => {
    await deploy();
    await expect(open(more)).rejects.toMatchObject({ code });
    const written = await withTenant(database.app, tenant.tenant_id, (tx) => tx.select().from(executions));
    expect(written).toHaveLength(1);
  });
});
