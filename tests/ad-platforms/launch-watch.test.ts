import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccountReader } from '../../activities/ad-platforms/account-reader.ts';
import { prepareAdapters, sandboxSettings } from '../../activities/ad-platforms/platforms.action.ts';
import { createLaunchHandlers } from '../../activities/agents/launch/handlers.ts';
import { type LaunchReport, launchReportSchema } from '../../activities/agents/launch/launch-report.ts';
import { credentialsConfig, languageModelConfig } from '../../contracts/config/index.ts';
import { readConfig } from '../../contracts/config/read-config.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { tenants } from '../../db/schema/index.ts';
import { seedAdAccount } from '../../db/seed/ad-account.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startSandbox } from '../harness/sandbox.ts';
import { sandboxControls } from './sandbox-controls.ts';
import { newTestCampaign } from './test-campaign.ts';

const [tenant] = demoTenants;
const key = 'ab'.repeat(32);
const maker = { name: 'Mia Maker', currency: 'USD', timezone: 'America/Los_Angeles', sandbox_token: 'token-of-mia' };
const made = { ...newTestCampaign(), campaign_name: 'Trail Notes' };

async function openLaunch() {
  if (tenant === undefined) throw new Error('The demo has no tenant.');
  const { tenant_id } = tenant;
  const [test, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
  const account = { ...maker, external_id: '900900', conversion_destinations: [] };
  await withTenant(test.owner, tenant_id, async (tx) => {
    await tx.insert(tenants).values({ tenant_id, name: tenant.name });
    await seedAdAccount(tx, tenant, key);
    await seedAdAccount(tx, tenant, key, { platform: 'product_hunt', account });
  });
  const controls = sandboxControls(sandbox.url);
  const told = { ...maker, platform: 'product_hunt', external_id: '900900' };
  await controls.addCampaign('900900', made, { account: told });
  const environment = { MBI_CREDENTIALS_KEY: key, ...sandboxSettings(sandbox.url) };
  const config = readConfig(credentialsConfig.extend(languageModelConfig.shape), environment);
  const clock = { now: () => new Date() };
  const adapters = prepareAdapters(environment);
  const accounts = createAccountReader({ database: test.app, config, adapters, fetch, clock });
  const [, watch] = createLaunchHandlers({ clock, accounts });
  const origin = {
    ...{ tenant_id, execution_id: 'e', playbook_id: 'p', step_id: 's', iteration: '', mode: 'live' as const },
    ...{
      requested_by: { user_id: 'u', email: 'a@b.example', api_key_id: null },
      campaign_id: null,
      idempotency_key: 'k',
    },
  };
  const context = {
    ...{ origin, signal: AbortSignal.any([]), heartbeat: () => undefined },
    log: { info: () => undefined, warn: () => undefined },
  };
  const call = (params: object) =>
    watch?.call({ phase: 'run', origin, params: JSON.parse(JSON.stringify(params)) }, context);
  const look = async (previous: LaunchReport | null, post_id = 'trail-notes') =>
    launchReportSchema.parse(await call({ account_id: '900900', post_id, previous }));
  return { call, look, controls, close: () => Promise.all([sandbox.stop(), test.drop()]) };
}

let launch: Awaited<ReturnType<typeof openLaunch>>;
beforeAll(async () => {
  launch = await openLaunch();
});
afterAll(() => launch.close());

it('two looks at a launch tell what came between them, through the account’s own token', async () => {
  const first = await launch.look(null);
  expect(first).toMatchObject({ post_id: made.campaign_id, name: 'Trail Notes', votes_gained: null, rank: null });
  await launch.controls.passTime(2 * 86_400);
  const second = await launch.look(first, made.campaign_id);
  expect(second.votes_gained).toBe(second.votes - first.votes);
  expect(second.votes_gained).toBeGreaterThan(0);
  expect(second.answer_drafts).toHaveLength(Math.min(50, second.comments - first.comments));
  expect(second.course.map((each) => each.votes)).toEqual([first.votes, second.votes]);
});

it('a launch that is not there, and an account where nothing is launched, say so', async () => {
  await expect(launch.look(null, 'nowhere')).rejects.toMatchObject({ code: 'PLATFORM_NOT_FOUND' });
  const elsewhere = { account_id: tenant?.account.external_id, post_id: '1' };
  await expect(launch.call(elsewhere)).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
});
