import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { deployPlaybook } from '../../db/queries/deploy-playbook.ts';
import { executions } from '../../db/schema/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';
import { personOf } from '../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../tests/harness/recording-temporal.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const source = (slug: string, limit: number, on_conflict: string) => `id: ${slug}_v1
name: ${slug}
scope: none
inputs:
  key: { type: string, required: true }
concurrency: { key: inputs.key, limit: ${limit}, on_conflict: ${on_conflict} }
steps:
  - id: note
    set: { seen: '{{inputs.key}}' }
`;

const temporal = recordingTemporal();
let api: TestApi;
let marketer: HttpClient;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  marketer = await api.as('marketer');
  const { user_id } = await personOf(api.database.owner, tenant_id, 'engineer');
  for (const [slug, limit, on_conflict] of [
    ['queued', 1, 'queue'],
    ['pairs', 2, 'queue'],
    ['newest', 1, 'cancel_running'],
  ] as const) {
    const yaml = source(slug, limit, on_conflict);
    const { plan, digest, diagnostics } = compilePlaybook(yaml, { file: slug, actions: actionCatalog });
    if (plan === null || digest === null) throw new Error(JSON.stringify(diagnostics));
    const deployment = { slug, source: yaml, plan, digest, edited_by: user_id };
    await withTenant(api.database.owner, tenant_id, (tx) => deployPlaybook(tx, deployment));
  }
});
afterAll(() => api.stop());

async function start(playbook: string, key: string): Promise<{ id: string; workflow_id: string }> {
  const answer = await marketer.post(`/v2/playbooks/${playbook}/execute`, { inputs: { key } });
  expect(answer.status).toBe(202);
  return { id: answer.text('execution_id'), workflow_id: answer.text('workflow_id') };
}

const end = (execution_id: string) =>
  withTenant(api.database.owner, tenant_id, (tx) =>
    tx.update(executions).set({ status: 'completed' }).where(eq(executions.execution_id, execution_id)),
  );
const hasStarted = (execution_id: string) => temporal.started.has(execution_id);

describe('the concurrency rule', () => {
  it('queues: the next one starts when the one before it has ended, in the order of arrival', async () => {
    const first = await start('queued', 'a');
    const second = await start('queued', 'a');
    const third = await start('queued', 'a');
    expect([first, second, third].map(({ id }) => hasStarted(id))).toEqual([true, false, false]);
    await end(first.id);
    await expect.poll(() => hasStarted(second.id), { timeout: 10_000 }).toBe(true);
    expect(hasStarted(third.id)).toBe(false);
    await end(second.id);
    await expect.poll(() => hasStarted(third.id), { timeout: 10_000 }).toBe(true);
  });

  it('counts by its own key: another key waits for nobody', async () => {
    expect(hasStarted((await start('queued', 'b')).id)).toBe(true);
    expect(hasStarted((await start('queued', 'c')).id)).toBe(true);
  });

  it('lets as many in as the limit says', async () => {
    const runs = [await start('pairs', 'a'), await start('pairs', 'a'), await start('pairs', 'a')];
    expect(runs.map(({ id }) => hasStarted(id))).toEqual([true, true, false]);
  });

  it('cancels the running one first when it says so, and starts only when that has ended', async () => {
    const first = await start('newest', 'a');
    const second = await start('newest', 'a');
    expect(temporal.cancelled).toContain(first.workflow_id);
    expect(hasStarted(second.id)).toBe(false);
    await end(first.id);
    await expect.poll(() => hasStarted(second.id), { timeout: 10_000 }).toBe(true);
  });
});
