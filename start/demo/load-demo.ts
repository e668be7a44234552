import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Demo } from '../../contracts/demo.ts';
import { campaignsOf, demoTenants } from '../../contracts/demo-world.ts';
import { type ExecutionStatus, executionStatusSchema, finalStatuses } from '../../contracts/execution.ts';
import type { Secrets } from '../state/secrets.ts';

const loginAnswer = z.object({ access_token: z.string() });
const listAnswer = z.object({ data: z.array(z.unknown()) });
const startAnswer = z.object({ execution_id: z.string() });
const accountsAnswer = z.object({ data: z.array(z.object({ id: z.string() })) });
const executionAnswer = z.object({ status: executionStatusSchema });

/**
 * Fills an empty installation the way a user would, over HTTP: synchronises 90 days of insights from the sandbox through the
 * real adapters, then has every campaign analysed, so that recommendations wait in the inbox, and starts the
 * synchronisation of whole accounts. Does nothing where executions
 * exist.
 */
export async function loadDemo(demo: Demo, secrets: Secrets, say: (text: string) => void): Promise<void> {
  for (const tenant of demoTenants) {
    const call = await signIn(demo.api_url, `engineer@${tenant.email_domain}`, secrets.demo_password);
    const { data } = listAnswer.parse(await call('GET', '/v2/playbooks/executions?limit=1'));
    if (data.length > 0) continue;
    say(`First start: reading 90 days of ${tenant.name}’s campaigns through the adapters …`);
    const ids = campaignsOf(tenant).map((each) => each.campaign_id);
    await runForEach(call, 'sync-insights', ids);
    say(`Analysing ${ids.length} campaigns of ${tenant.name} …`);
    await runForEach(call, 'campaign-health', ids);
    await syncAccounts(call);
  }
}

type Call = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>;

async function signIn(api_url: string, email: string, password: string): Promise<Call> {
  const send = async (method: string, path: string, body: unknown, token: string | null) => {
    const answer = await fetch(`${api_url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const { access_token } = loginAnswer.parse(await send('POST', '/v2/auth/login', { email, password }, null));
  return (method, path, body) => send(method, path, body, access_token);
}

/** Analyses have seconds for their sources; more of them at once would take each other's time on a small machine. */
const atOnce = 4;

/** Runs a playbook for each campaign, a few at a time, each until it has ended or waits for a person; at most two minutes. */
async function runForEach(call: Call, playbook: string, campaign_ids: readonly string[]): Promise<void> {
  const deadline = Date.now() + 120_000;
  const left = [...campaign_ids];
  const runNext = async (): Promise<void> => {
    for (let campaign_id = left.shift(); campaign_id !== undefined; campaign_id = left.shift()) {
      const answer = await call('POST', `/v2/playbooks/${playbook}/execute`, { inputs: { campaign_id } });
      await settledBefore(deadline, call, startAnswer.parse(answer).execution_id);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runNext));
}

async function settledBefore(deadline: number, call: Call, execution_id: string): Promise<void> {
  const settled: readonly ExecutionStatus[] = [...finalStatuses, 'waiting_for_approval', 'waiting'];
  while (Date.now() < deadline) {
    const { status } = executionAnswer.parse(await call('GET', `/v2/playbooks/executions/${execution_id}`));
    if (settled.includes(status)) return;
    await sleep(150);
  }
}

/** Starts the synchronisation of every account without waiting for it: the campaigns are there already, their past follows. */
async function syncAccounts(call: Call): Promise<void> {
  const { data } = accountsAnswer.parse(await call('GET', '/v2/ad-accounts?limit=500'));
  for (const { id } of data) await call('POST', `/v2/ad-accounts/${id}/sync`, {});
}
