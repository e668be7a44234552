import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { executions } from '../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';
import { runMbi } from '../../tests/harness/command-line.ts';
import { personOf } from '../../tests/harness/decision-rows.ts';
import { recordingTemporal } from '../../tests/harness/recording-temporal.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
const temporal = recordingTemporal();
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
});
afterAll(() => api.stop());

/** Runs a command as whoever is on call, against the real API. */
async function mbi(...words: readonly string[]) {
  const environment = { MBI_API_URL: api.api_url, MBI_PASSWORD: 'demo-password-of-the-tests' };
  const { code, out, err } = await runMbi([...words, '--as', `oncall@${tenant?.email_domain}`], { environment });
  return { code, stdout: out, stderr: err };
}

async function failedExecution(): Promise<string> {
  const execution_id = randomUUID();
  const person = await personOf(api.database.owner, tenant_id, 'marketer');
  const [row] = await api.database.owner.sql`
    select active_version_id from playbooks where tenant_id = ${tenant_id} and playbook_id = 'sync_insights_v1'`;
  await withTenant(api.database.owner, tenant_id, (tx) =>
    tx.insert(executions).values({
      ...{ execution_id, playbook_id: 'sync_insights_v1', playbook_version_id: row?.active_version_id, campaign_id },
      ...{ workflow_id: `w/${execution_id}`, status: 'failed', error_code: 'PLATFORM_UNAVAILABLE' },
      ...{ error_message: 'The platform does not answer.', error_details: { step_id: 'synchronise' } },
      ...{ inputs: { campaign_id }, context: {}, requested_by: person.user_id, requested_by_email: person.email },
    }),
  );
  return execution_id;
}

describe('incident mode', () => {
  it('begins and ends with one command each, and status says what is paused by its exit code', async () => {
    expect(await mbi('incident', 'status')).toMatchObject({ code: 0, stdout: 'Nothing is paused.\n' });
    const started = await mbi('incident', 'start', '--reason', 'Tracking is broken');
    expect([started.code, started.stdout]).toEqual([0, expect.stringContaining('Paused tenant')]);
    await mbi('incident', 'start', '--reason', 'That one too', '--scope', `campaign:${campaign_id}`);
    const status = await mbi('incident', 'status');
    expect([status.code, status.stdout]).toEqual([1, expect.stringContaining(`campaign:${campaign_id}`)]);
    expect((await mbi('incident', 'stop')).stdout).toBe('Resumed tenant; 0 executions are told.\n');
    expect((await mbi('incident', 'stop')).stdout).toBe('tenant is not paused.\n');
    expect((await mbi('incident', 'stop', '--all')).stdout).toContain(`Resumed campaign:${campaign_id}`);
    expect((await mbi('incident', 'status', '--json')).stdout).toContain('"data": []');
  });

  it('ends what it began under the name that people use, and says so when there is nothing to end', async () => {
    const began = await mbi('incident', 'start', '--reason', 'Quota', '--scope', 'playbook:sync-insights');
    expect(began.stdout).toMatch(
      /^Paused playbook:sync-insights .*\nEnd it with: mbi incident stop --scope playbook:sync-insights$/m,
    );
    const other = await mbi('incident', 'stop', '--scope', 'playbook:campaign-health');
    expect([other.code, other.stdout]).toEqual([1, 'playbook:campaign-health is not paused.\n']);
    const stopped = await mbi('incident', 'stop', '--scope', 'playbook:sync-insights');
    expect([stopped.code, stopped.stdout]).toEqual([0, expect.stringContaining('Resumed playbook:sync_insights_v1')]);
    expect((await mbi('incident', 'status')).stdout).toBe('Nothing is paused.\n');
  });

  it('needs a reason, and a scope that exists', async () => {
    expect((await mbi('incident', 'start')).code).toBe(2);
    const refused = await mbi('incident', 'start', '--reason', 'x', '--scope', 'playbook:none');
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('PLAYBOOK_NOT_FOUND')]);
  });
});

describe('failures', () => {
  it('are listed, shown with what to do, talked about, counted and run again', async () => {
    const execution_id = await failedExecution();
    const listed = await mbi('failures', 'list', '--json');
    const { fingerprint } = JSON.parse(listed.stdout).data[0];
    expect((await mbi('failures', 'list')).stdout).toContain('PLATFORM_UNAVAILABLE');
    const shown = (await mbi('failures', 'show', fingerprint)).stdout;
    expect(shown).toContain(
      `In Temporal  temporal workflow show --namespace default --workflow-id 'w/${execution_id}'`,
    );
    expect(shown).toContain('Last error   The platform does not answer.');
    expect(shown).toContain('\n1 execution, 0 of them stuck in retries;');
    // Nothing was tried, and still it can be run again: so it is named.
    expect(shown).toMatch(
      new RegExp(`^${execution_id} +failed +– +PLATFORM_UNAVAILABLE +The platform does not answer`, 'm'),
    );
    expect((await mbi('executions', 'show', execution_id)).stdout).toMatch(
      new RegExp(
        `^${execution_id} failed \\(sync_insights_v1.*\\)\nPLATFORM_UNAVAILABLE: The platform does not answer\\.\n`,
      ),
    );
    expect((await mbi('failures', 'assign', fingerprint, `engineer@${tenant?.email_domain}`)).code).toBe(0);
    expect((await mbi('failures', 'note', fingerprint, 'Vendor ticket 7')).code).toBe(0);
    expect((await mbi('failures', 'show', fingerprint)).stdout).toContain(
      `engineer@${tenant?.email_domain}, Vendor ticket 7`,
    );
    expect((await mbi('failures', 'retry', fingerprint)).stdout).toBe(
      '1 would run again from synchronise. Say --yes to do it.\n',
    );
    expect((await mbi('failures', 'retry', fingerprint, '--yes')).code).toBe(2);
    const retried = await mbi('failures', 'retry', fingerprint, '--yes', '--reason', 'It is back');
    expect(retried).toMatchObject({ code: 0, stdout: '1 of 1 run again from synchronise.\n' });
    expect((await mbi('failures', 'list')).stdout).toBe('Nothing found.\n');
  });

  it('that were looked into are settled', async () => {
    await failedExecution();
    const { fingerprint } = JSON.parse((await mbi('failures', 'list', '--json')).stdout).data[0];
    expect((await mbi('failures', 'resolve', fingerprint)).code).toBe(0);
    expect((await mbi('failures', 'list')).stdout).toBe('Nothing found.\n');
    expect((await mbi('failures', 'list', '--all')).stdout).toContain(fingerprint);
  });
});

describe('one execution', () => {
  it('is run again from a step, says which effects stand, and is cancelled with compensation', async () => {
    for (const [, input] of temporal.started) {
      await api.database.owner
        .sql`update executions set status = 'completed' where execution_id = ${input.execution_id}`;
    }
    const execution_id = await failedExecution();
    const words = ['executions', 'rerun', execution_id, '--from-step', 'synchronise', '--reason', 'again'];
    const rerun = await mbi(...words, '--json');
    const next = JSON.parse(rerun.stdout).execution_id;
    expect(temporal.started.get(next)?.reused?.from_execution_id).toBe(execution_id);
    const refused = await mbi(...words.with(4, 'none'));
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('RERUN_NOT_POSSIBLE')]);
    const cancelled = await mbi('executions', 'cancel', next, '--reason', 'enough', '--compensate');
    expect(cancelled.stdout).toBe(`${next} was asked to stop (it is queued).\n`);
    expect(temporal.signals.at(-1)).toMatchObject({ name: 'cancel', payload: { compensate: true } });
  });
});
