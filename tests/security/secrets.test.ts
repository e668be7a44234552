import { existsSync, readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import type { HttpAnswer } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { temporalAddress } from '../harness/temporal.ts';

const campaign_id = demoTenants[0]?.campaigns[3]?.campaign_id ?? '';
const ended = ['completed', 'failed'];

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ worker: { MBI_LOG_LEVEL: 'trace' }, api: { MBI_LOG_LEVEL: 'trace' } });
  await stack.syncInsights([campaign_id]);
}, 120_000);
afterAll(() => stack.stop());

async function fault(kind: string): Promise<void> {
  const body = JSON.stringify({ faults: [{ kind }] });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${stack.sandbox.url}/_sandbox/faults`, { method: 'POST', headers, body });
  expect(answer.status).toBeLessThan(300);
}

async function readState(): Promise<HttpAnswer> {
  const engineer = await stack.as('engineer');
  const path = '/v2/actions/AdPlatformAgent.read_campaign_state/run';
  const started = await engineer.post(path, { params: { campaign_id } });
  return engineer.untilExecution(started.text('execution_id'), ended);
}

describe('what goes wrong at the edge', () => {
  it('a token that the platform no longer takes ends the step with its own code, and nothing is written', async () => {
    await fault('expired_token');
    const answer = await readState();
    expect([answer.at('status'), answer.at('error_code')]).toEqual(['failed', 'PLATFORM_UNAUTHORIZED']);
    await fetch(`${stack.sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    expect((await readState()).at('status')).toBe('completed');
    const ledger = await (await fetch(`${stack.sandbox.url}/_sandbox/ledger`)).json();
    expect(ledgerSchema.parse(ledger).entries).toEqual([]);
  }, 60_000);

  it('a campaign of another company is unknown, and nothing is started for it', async () => {
    const marketer = await stack.as('marketer');
    const foreign = demoTenants[1]?.campaigns[0]?.campaign_id;
    const before = await marketer.get('/v2/playbooks/executions');
    const answer = await marketer.post('/v2/playbooks/campaign-health/execute', { inputs: { campaign_id: foreign } });
    expect([answer.status, answer.at('code')]).toEqual([404, 'CAMPAIGN_NOT_FOUND']);
    expect((await marketer.get('/v2/playbooks/executions')).body).toEqual(before.body);
  });
});

describe('no secret leaves its place', () => {
  it('not into logs, not into histories, not into what is stored of errors, not into a command line', async () => {
    const wrong = await fetch(`${stack.api_url}/v2/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': stack.api_key },
      body: JSON.stringify({ email: 'nobody@alder-finch.example', password: stack.secrets[2] }),
    });
    expect(wrong.status).toBe(401);
    const connection = await Connection.connect({ address: temporalAddress() });
    const { workflow } = new Client({ connection });
    const histories: string[] = [];
    for await (const { workflowId } of workflow.list({ query: `MbiTenant = '${stack.tenant_id}'` })) {
      histories.push(JSON.stringify(historyToJSON(await workflow.getHandle(workflowId).fetchHistory())));
    }
    await connection.close();
    const attempts = await stack.database.owner.sql`select error_message, error_details from step_attempts`;
    const events = await stack.database.owner.sql`select data from execution_events`;
    const proc = `/proc/${stack.worker().pid}/cmdline`;
    const commandLine = existsSync(proc) ? readFileSync(proc, 'utf8') : '';
    const seen = [commandLine, stack.logs(), await wrong.text(), JSON.stringify([attempts, events]), ...histories];
    expect(histories.length).toBeGreaterThan(2);
    for (const secret of stack.secrets) {
      expect(secret.length).toBeGreaterThan(10);
      for (const text of seen) expect(text.includes(secret)).toBe(false);
    }
  }, 60_000);
});
