import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionCatalog } from '../activities/catalog.action.ts';
import { demoPeople, demoTenants } from '../contracts/demo-world.ts';
import type { ExecutionStatus } from '../contracts/execution.ts';
import { withTenant } from '../db/connect.ts';
import { appendEvent } from '../db/queries/execution-events.ts';
import { auditLog, executions } from '../db/schema/index.ts';
import { startTestApi, type TestApi } from '../tests/harness/api-server.ts';
import { insertWaitingRows } from '../tests/harness/decision-rows.ts';
import { createConnection } from './connection.ts';
import { runCommand } from './program.ts';
import { createTerminal } from './terminal.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const campaignIds = tenant?.campaigns.map((each) => each.campaign_id) ?? [];
const folder = mkdtempSync(join(tmpdir(), 'mbi-cli-'));
const demo_file = join(folder, 'demo.json');

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  const url = api.api_url;
  const demo = {
    ...{
      api_url: url,
      admin_url: url,
      temporal_ui_url: url,
      temporal_address: 'x',
      sandbox_url: url,
      database_url: 'x',
    },
    tenants: demoTenants.map((each, index) => ({
      ...{ tenant_id: each.tenant_id, name: each.name, api_key: api.api_keys[index] },
      users: demoPeople.map(({ name, roles }) => ({
        ...{ email: `${name}@${each.email_domain}`, password: 'demo-password-of-the-tests', roles },
      })),
    })),
  };
  writeFileSync(demo_file, JSON.stringify(demo));
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command in this process; `notes` hears stderr line by line. */
async function mbi(
  words: readonly string[],
  environment: Record<string, string> = {},
  notes: (text: string) => void = () => undefined,
) {
  let stdout = '';
  let stderr = '';
  const terminal = createTerminal(
    {
      write: (text: string) => {
        stdout += text;
      },
    },
    {
      write: (text: string) => {
        stderr += text;
        notes(text);
      },
    },
  );
  const code = await runCommand(words, {
    terminal,
    connection: createConnection(environment, demo_file),
    actions: actionCatalog,
    readStdin: async () => new Uint8Array(),
    environment,
  });
  return { code, stdout, stderr, data: () => JSON.parse(stdout) };
}

/** Moves an execution as the worker’s journal would. */
async function move(execution_id: string, status: ExecutionStatus): Promise<void> {
  await withTenant(api.database.app, tenant_id, async (tx) => {
    await tx.update(executions).set({ status }).where(eq(executions.execution_id, execution_id));
    await appendEvent(tx, { execution_id, type: 'execution.status_changed', data: { status } });
  });
}

describe('exit codes', () => {
  it('tell usage, findings and failure apart', async () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'id: broken_v1\nsteps: []\n');
    expect((await mbi(['no-such-verb'])).code).toBe(2);
    expect((await mbi(['run', 'sync-insights', '--input', 'campaign_id'])).code).toBe(2);
    expect((await mbi(['approvals', 'decide', 'x'])).code).toBe(2);
    expect((await mbi(['approvals', 'list', '--tenant', 'Nobody'])).code).toBe(2);
    expect((await mbi(['validate', broken])).code).toBe(1);
    expect((await mbi(['validate', 'playbooks/sync-insights.yaml', '--json'])).code).toBe(0);
    expect((await mbi(['executions', 'show', '00000000-0000-4000-8000-000000000000'])).code).toBe(3);
    const unreachable = await mbi(['approvals', 'list'], { MBI_API_URL: 'http://127.0.0.1:1', MBI_API_KEY: 'k' });
    expect(unreachable).toMatchObject({ code: 3, stdout: '' });
    expect(unreachable.stderr).toContain('cannot be reached');
  });

  it('come with the problem’s own words, on stderr', async () => {
    const answer = await mbi(['run', 'sync-insights', '--input', 'campaign_id=unknown', '--json']);
    expect(answer.stderr).toContain('CAMPAIGN_NOT_FOUND');
    expect(answer.data()).toMatchObject({ code: 'CAMPAIGN_NOT_FOUND', status: 404 });
  });
});

describe('data on stdout', () => {
  it('is JSON and nothing else with --json', async () => {
    await insertWaitingRows(api.database.owner, tenant_id, {
      campaign_id: campaignIds[0] ?? '',
      requester: 'marketer',
    });
    for (const words of [
      ['approvals', 'list'],
      ['executions', 'list'],
      ['action', 'list'],
      ['explain', 'playbooks/sync-insights.yaml'],
    ]) {
      const answer = await mbi([...words, '--json']);
      expect(answer.code).toBe(0);
      expect(answer.data()).toBeTypeOf('object');
    }
    expect((await mbi(['approvals', 'list'])).stdout).toContain('40000 minor units → 46000 minor units (+15 %)');
    const described = await mbi(['action', 'describe', 'AdPlatformAgent.pause', '--json']);
    expect(described.data()).toMatchObject({ effect: 'write', params_schema: { type: 'object' } });
    const words = (await mbi(['action', 'describe', 'AdPlatformAgent.set_daily_budget'])).stdout;
    expect(words).toMatch(/^AdPlatformAgent\.set_daily_budget \(write\)\n.*\n\nParameters\nNAME +TYPE +WHAT\n/);
    expect(words).toMatch(/^daily_budget_minor +whole number \(more than 0\) +–$/m);
    expect(words).toMatch(/^change_set +map or null +–$/m);
    expect(words).toMatch(
      /^change_set\.changes\[\]\.money_moved_minor +whole number \(at least 0\) +\|Δ\| of daily money/m,
    );
    expect(words).toMatch(/^receipts\[\]\.settled_by +answer_and_read_back \| read_back_only \| person +–$/m);
    const short = await mbi(['action', 'describe', 'set_budget']);
    expect([short.code, short.stderr]).toEqual([
      2,
      'There is no action set_budget. Did you mean AdPlatformAgent.set_daily_budget?\n',
    ]);
  });

  it('tells what is deployed, by the names that the other verbs take', async () => {
    const { stdout } = await mbi(['playbooks']);
    expect(stdout).toMatch(/^PLAYBOOK +FILE +VERSION +DEPLOYED +RETIRED +NAME$/m);
    expect(stdout).toMatch(/^sync_insights_v1 +sync-insights +1 +20\S+Z +– +\S/m);
    const { data } = (await mbi(['playbooks', '--json'])).data();
    expect(data).toContainEqual(
      expect.objectContaining({ playbook_id: 'campaign_health_v1', slug: 'campaign-health' }),
    );
  });

  it('shows only the tenant that was asked for', async () => {
    const theirs = (await mbi(['approvals', 'list', '--json', '--tenant', demoTenants[1]?.name ?? ''])).data();
    expect(theirs.data).toEqual([]);
  });
});

describe('run --wait', () => {
  it('stops where a person must decide and prints the approval', async () => {
    const campaign_id = campaignIds[1] ?? '';
    const answer = await mbi(
      ['run', 'sync-insights', '--input', `campaign_id=${campaign_id}`, '--wait', '--json'],
      {},
      (text) => {
        const id = /Started (\S+)\./.exec(text)?.[1];
        if (id !== undefined) void move(id, 'waiting_for_approval');
      },
    );
    expect(answer.code).toBe(0);
    expect(answer.data()).toMatchObject({ status: 'waiting_for_approval', approval_id: null });
    expect(answer.stderr).toContain('execution.status_changed');
  });

  it('fails with the execution', async () => {
    const words = ['run', 'sync-insights', '--input', `campaign_id=${campaignIds[2]}`, '--wait'];
    const answer = await mbi(words, {}, (text) => {
      const id = /Started (\S+)\./.exec(text)?.[1];
      if (id !== undefined) void move(id, 'failed');
    });
    expect(answer.code).toBe(3);
  });
});

describe('audit verify', () => {
  it('signs in as somebody who may, and exits 1 naming the row that was tampered with', async () => {
    const good = await mbi(['audit', 'verify', '--json']);
    expect(good).toMatchObject({ code: 0 });
    expect(good.data()).toMatchObject({ valid: true, first_bad_seq: null });
    await api.database.owner.drizzle
      .update(auditLog)
      .set({ action: 'forged' })
      .where(eq(auditLog.tenant_id, tenant_id));
    const bad = await mbi(['audit', 'verify', '--json']);
    expect(bad).toMatchObject({ code: 1 });
    expect(bad.data()).toMatchObject({ valid: false, first_bad_seq: 1 });
  });
});
