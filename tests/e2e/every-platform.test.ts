import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import type { HttpClient } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';

const others = demoTenants.flatMap((tenant) => tenant.other_accounts);
let stack: Stack;
let engineer: HttpClient;
beforeAll(async () => {
  stack = await startStack();
  engineer = await stack.as('engineer');
}, 60_000);
afterAll(() => stack.stop());

it.each(others.flatMap(({ platform, campaigns }) => campaigns.map((campaign) => ({ platform, ...campaign }))))(
  'a campaign of the demo on $platform is read through its adapter and analysed: $campaign_name',
  async ({ campaign_id }) => {
    const inputs = { campaign_id };
    const sync = await engineer.post('/v2/playbooks/sync-insights/execute', { inputs });
    await engineer.untilExecution(sync.text('execution_id'), ['completed']);
    const metrics = await engineer.get(`/v2/campaigns/${campaign_id}/metrics`);
    expect([metrics.status, JSON.stringify(metrics.body).length > 500]).toEqual([200, true]);
    const health = await engineer.post('/v2/playbooks/campaign-health/execute', { inputs });
    await engineer.untilExecution(health.text('execution_id'), ['completed', 'waiting_for_approval', 'waiting']);
  },
  60_000,
);
