import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConnection } from '../../cli/connection.ts';
import { runCommand } from '../../cli/program.ts';
import { createTerminal } from '../../cli/terminal.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { sandboxControls } from '../ad-platforms/sandbox-controls.ts';
import type { HttpClient } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';

const [tenant] = demoTenants;
const campaignIds = tenant?.campaigns.map((each) => each.campaign_id) ?? [];
let stack: Stack;
let engineer: HttpClient;
beforeAll(async () => {
  stack = await startStack();
  engineer = await stack.as('engineer');
});
afterAll(() => stack.stop());

/** Runs a command of a page as whoever is on call, against the whole product. */
async function mbi(line: string): Promise<string> {
  const words = [...line.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
  const stdout: string[] = [];
  const environment = { MBI_API_URL: stack.api_url, MBI_PASSWORD: stack.demo_password };
  await runCommand([...words, '--as', `oncall@${tenant?.email_domain}`], {
    terminal: createTerminal({ write: (text: string) => stdout.push(text) }, { write: () => true }),
    connection: createConnection(environment, 'none.json'),
    ...{ actions: [], readStdin: async () => new Uint8Array(), environment },
  });
  return stdout.join('');
}
const start = async (index: number) =>
  (await engineer.post('/v2/playbooks/sync-insights/execute', { inputs: { campaign_id: campaignIds[index] } })).text(
    'execution_id',
  );
const startHealth = async () => {
  await stack.syncInsights([campaignIds[0] ?? '']);
  const inputs = { campaign_id: campaignIds[0] };
  return (await engineer.post('/v2/playbooks/campaign-health/execute', { inputs })).text('execution_id');
};
const firstFailure = async () => JSON.parse(await mbi('failures list --json')).data[0];
const heal = () => fetch(`${stack.sandbox.url}/_sandbox/faults`, { method: 'DELETE' });

it('platform-unauthorized: what failed is one group that names its page, and is run again once the token works', async () => {
  await sandboxControls(stack.sandbox.url).fault({ kind: 'expired_token', times: null });
  const ids = [await start(0), await start(1)];
  for (const id of ids) await engineer.untilExecution(id, ['failed']);
  const failure = await firstFailure();
  expect(failure).toMatchObject({ error_code: 'PLATFORM_UNAUTHORIZED', count: 2 });
  expect(await mbi(`failures show ${failure.fingerprint}`)).toContain('docs/runbooks/platform-unauthorized.md');
  await heal();
  expect(await mbi(`failures retry ${failure.fingerprint}`)).toContain('2 would run again');
  expect(await mbi(`failures retry ${failure.fingerprint} --yes --reason 'The account is connected again'`)).toContain(
    '2 of 2 run again',
  );
  for (const id of ids) {
    const rerun = (await engineer.get(`/v2/playbooks/executions/${id}`)).text('reruns.0.execution_id');
    await engineer.untilExecution(rerun, ['completed']);
  }
  expect(await mbi('failures list')).toBe('Nothing found.\n');
});

it('incident mode: a new execution waits while the platform is paused, and completes after the stop', async () => {
  await mbi("incident start --reason 'The platform is down' --scope platform:meta_ads");
  const id = await start(2);
  expect(await mbi('incident status')).toContain('platform:meta_ads');
  expect((await engineer.get(`/v2/playbooks/executions/${id}`)).at('status')).toBe('queued');
  await mbi('incident stop --scope platform:meta_ads');
  await engineer.untilExecution(id, ['completed']);
  expect(await mbi('incident status')).toBe('Nothing is paused.\n');
});

it('incident mode: a question that is open is frozen with its execution, and is asked on after the stop', async () => {
  const id = await startHealth();
  await engineer.untilExecution(id, ['waiting_for_approval']);
  await mbi("incident start --reason 'Look first'");
  await engineer.untilExecution(id, ['paused']);
  await mbi('incident stop');
  await engineer.untilExecution(id, ['waiting_for_approval']);
});
