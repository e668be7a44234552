import { readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { vi } from 'vitest';
import { z } from 'zod';
import { demoTenants } from '../../contracts/demo-world.ts';
import { sandboxControls } from '../ad-platforms/sandbox-controls.ts';
import { type Ran, runMbi } from '../harness/command-line.ts';
import { startStack } from '../harness/stack.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { runbookPlaybooks } from './playbooks.ts';

const failureSchema = z.looseObject({
  fingerprint: z.string(),
  error_code: z.string(),
  step_id: z.string(),
  playbook_id: z.string(),
  last_execution_id: z.string(),
  count: z.int(),
  retrying: z.int(),
  likely_cause: z.string(),
  runbook: z.string().nullable(),
  temporal_url: z.string().nullable(),
});

/** The commands of one part of a runbook, in their order. */
export function commandsOf(page: string, heading: 'First look' | 'Fix' | 'Verify'): readonly string[] {
  const text = readFileSync(`docs/runbooks/${page}.md`, 'utf8');
  const part = text.split(/^## /m).find((each) => each.startsWith(heading)) ?? '';
  return [...part.matchAll(/^npx mbi (.*)$/gm)].map(([, command]) => command ?? '');
}

/**
 * The whole product with whoever is on call at a terminal. `follow` runs a command as a page writes it, with the page’s words
 * in capitals replaced; it throws when the command ends in another way than it should.
 */
export async function openOnCall() {
  const stack = await startStack({
    api: { TEMPORAL_UI_URL: 'http://temporal.example', MBI_PUBLIC_URL: 'https://mbi.example' },
  });
  const [tenant] = demoTenants;
  const campaigns = tenant?.campaigns ?? [];
  const [engineer, approver] = await Promise.all([stack.as('engineer'), stack.as('approver')]);
  for (const [slug, source] of Object.entries(runbookPlaybooks)) await stack.deploy(slug, source);
  const environment = {
    ...{ MBI_API_URL: stack.api_url, MBI_PASSWORD: stack.demo_password, TEMPORAL_ADDRESS: temporalAddress() },
    DATABASE_URL: stack.database.app_url,
  };

  async function follow(command: string, names: Readonly<Record<string, string>> = {}, code = 0): Promise<Ran> {
    const words = [...command.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
    const named = words.map((word) => word.replace(/\b[A-Z]{4,}\b/g, (name) => names[name] ?? name));
    const ran = await runMbi(connected(named), { environment });
    if (ran.code !== code) throw new Error(`${named.join(' ')} ended with ${ran.code}: ${ran.out}${ran.err}`);
    return ran;
  }
  /** What works without an API knows no person. */
  const connected = (words: readonly string[]) =>
    ['validate', 'explain'].includes(words[0] ?? '') ? words : [...words, '--as', `oncall@${tenant?.email_domain}`];
  const start = async (playbook: string, inputs: object) =>
    (await engineer.post(`/v2/playbooks/${playbook}/execute`, { inputs })).text('execution_id');
  const read = (execution_id: string) => engineer.get(`/v2/playbooks/executions/${execution_id}`);

  return {
    ...{ stack, campaigns, engineer, follow, start, read, email_domain: tenant?.email_domain ?? '' },
    sandbox: sandboxControls(stack.sandbox.url),
    heal: () => fetch(`${stack.sandbox.url}/_sandbox/faults`, { method: 'DELETE' }),
    until: engineer.untilExecution,
    /** The group of the inbox that holds this execution; waits until it is there. */
    failureOf: async (execution_id: string, ...others: readonly string[]) => {
      const found = await vi.waitUntil(
        async () => {
          const { out } = await follow('failures list --json');
          const { data } = z.object({ data: z.array(failureSchema) }).parse(JSON.parse(out));
          return data.find((each) => [execution_id, ...others].includes(each.last_execution_id));
        },
        { timeout: 20_000, interval: 100 },
      );
      const names = { FAILURE: found.fingerprint, EXECUTION: execution_id, STEP: found.step_id };
      return { ...found, names };
    },
    /** Waits for the question of an execution and says yes to it. */
    approve: async (execution_id: string) => {
      const asked = (await engineer.untilExecution(execution_id, ['waiting_for_approval'])).at('approvals');
      const open = z
        .array(z.object({ approval_id: z.string(), status: z.string() }))
        .parse(asked)
        .find((each) => each.status === 'pending');
      const path = `/v2/approvals/${open?.approval_id}`;
      const plan_digest = (await approver.get(path)).at('plan_digest');
      const said = await approver.post(`${path}/decisions`, { plan_digest, decision: 'approve', reason: null });
      if (said.status !== 200) throw new Error(JSON.stringify(said.body));
    },
    /** The events of a run, and the address in its memo. */
    historyOf: async (workflow_id: string, run_id: string) => {
      const connection = await Connection.connect({ address: temporalAddress() });
      try {
        const handle = new Client({ connection }).workflow.getHandle(workflow_id, run_id);
        const [{ events }, { memo }] = await Promise.all([handle.fetchHistory(), handle.describe()]);
        return { events: events ?? [], memo_url: memo?.public_url };
      } finally {
        await connection.close();
      }
    },
    /** The execution that runs this one again. */
    rerunOf: async (execution_id: string) => (await read(execution_id)).text('reruns.0.execution_id'),
  };
}
