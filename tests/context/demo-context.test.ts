import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaignsOf, demoTenants } from '../../contracts/demo-world.ts';
import { campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { sandboxSources } from '../../start/processes/start-parts.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { startSandbox, type TestSandbox } from '../harness/sandbox.ts';
import { createContextStage, seedCampaigns } from './context-stage.ts';

const at = new Date('2026-11-21T14:57:00Z');
const [tenant] = demoTenants;
let database: TestDatabase;
let sandbox: TestSandbox;
let stage: ReturnType<typeof createContextStage>;

beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox({ SANDBOX_NOW: at.toISOString() })]);
  await seedCampaigns(database.owner, sandbox.url);
  stage = createContextStage({
    database: database.app,
    tenant_id: tenant?.tenant_id ?? '',
    now: () => at,
    environment: { META_ADS_BASE_URL: sandbox.url, ...sandboxSources(sandbox.url) },
  });
});
afterAll(async () => {
  await Promise.all([database?.drop(), sandbox?.stop()]);
});

async function contextOf(name: string) {
  const campaign = tenant === undefined ? undefined : campaignsOf(tenant).find((each) => each.campaign_name === name);
  const campaign_id = campaign?.campaign_id ?? '';
  await stage('AdPlatformAgent.sync_insights', { campaign_id, days: 90 });
  return campaignContextSchema.parse(await stage('ContextAgent.collect_context', { campaign_id }));
}

describe('the context of a campaign, from all sources on the wire', () => {
  it('shows dearer clicks and new rivals where the auction got harder', async () => {
    const context = await contextOf('Spring Sale');
    console.log(
      JSON.stringify(
        { ...context, campaign_metrics: { ...context.campaign_metrics, days: context.campaign_metrics?.days.length } },
        null,
        1,
      ),
    );
  });
});
