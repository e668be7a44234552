import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectedMetricsSchema } from '../../activities/agents/campaign-health/collect/collected-metrics.ts';
import { diagnosisSchema } from '../../activities/agents/campaign-health/diagnosis/diagnosis.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { recommendationSchema } from '../../contracts/recommendation.ts';
import { withTenant } from '../../db/connect.ts';
import { tenants } from '../../db/schema/index.ts';
import { seedAdAccount } from '../../db/seed/ad-account.ts';
import { seedCampaign } from '../../db/seed/campaign.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { startSandbox, type TestSandbox } from '../harness/sandbox.ts';
import { createAgentStage } from './agent-stage.ts';

const actions = {
  auction_pressure: 'set_bid',
  creative_fatigue: 'rotate_creative',
  audience_saturation: 'set_daily_budget',
  budget_limited: 'set_daily_budget',
  tracking_break: 'pause',
  seasonality: 'none',
  conversion_lag: 'none',
  no_change: 'none',
} as const;

describe('the causes that the market plays', () => {
  let database: TestDatabase;
  let sandbox: TestSandbox;

  beforeAll(async () => {
    [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
    for (const tenant of demoTenants) {
      await withTenant(database.owner, tenant.tenant_id, async (tx) => {
        await tx.insert(tenants).values({ tenant_id: tenant.tenant_id, name: tenant.name });
        const account = await seedAdAccount(tx, tenant, 'ab'.repeat(32));
        for (const campaign of tenant.campaigns) await seedCampaign(tx, campaign, account);
      });
    }
  });
  afterAll(async () => {
    await Promise.all([database?.drop(), sandbox?.stop()]);
  });

  const cases = demoTenants.flatMap((tenant) =>
    tenant.campaigns.map((campaign) => [campaign.campaign_name, campaign.scenario, tenant, campaign] as const),
  );

  it.each(cases)('%s: %s is found from synced metrics, and answered', async (_, scenario, tenant, { campaign_id }) => {
    const stage = createAgentStage({
      database: database.app,
      tenant_id: tenant.tenant_id,
      environment: { META_ADS_BASE_URL: sandbox.url },
    });
    await stage.run('AdPlatformAgent.sync_insights', { campaign_id, days: 90 });
    const state = await stage.run('AdPlatformAgent.read_campaign_state', { campaign_id });
    const changes = await stage.run('AdPlatformAgent.read_changes', { campaign_id });
    const metrics = collectedMetricsSchema.parse(
      await stage.run('CampaignHealthAgent.collect_metrics', { campaign_id }),
    );
    const anomalies = await stage.run('CampaignHealthAgent.detect_anomalies', { metrics });
    const facts = { metrics: metrics.summary, anomalies, state };
    const diagnosis = diagnosisSchema.parse(
      await stage.run('CampaignHealthAgent.diagnose_root_cause', { ...facts, changes }),
    );
    const proposal = recommendationSchema.parse(
      await stage.run('CampaignHealthAgent.propose_action', { ...facts, diagnosis }),
    );
    expect(diagnosis.cause).toBe(scenario);
    expect(proposal.action.kind).toBe(actions[scenario]);
    expect(proposal.alternative_actions.length).toBeGreaterThan(0);
    expect(diagnosis.evidence.some((each) => each.supports)).toBe(true);
  });
});
