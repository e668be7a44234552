import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectedMetricsSchema } from '../../activities/agents/campaign-health/collect/collected-metrics.ts';
import { analysisSchema } from '../../activities/reasoning/index.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { recommendationSchema } from '../../contracts/recommendation.ts';
import { withTenant } from '../../db/connect.ts';
import { tenants } from '../../db/schema/index.ts';
import { seedAdAccount } from '../../db/seed/ad-account.ts';
import { seedCampaign } from '../../db/seed/campaign.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { startSandbox, type TestSandbox } from '../harness/sandbox.ts';
import { createAgentStage } from './agent-stage.ts';
import { type DemoCase, demoCases, lookAt, rightActions } from './market-look.ts';

/** Campaigns whose signs hang most on the hour and on the account's own midnight. */
const hourly = ['Camping Checkout', 'Weekend Tents', 'Gift Cards', 'Cast Iron'];
const sensitive = demoCases.filter(({ campaign }) => hourly.includes(campaign.campaign_name));
/** When the sandbox is born and the agent looks; `every-hour.test.ts` goes over many more moments without the wire. */
const moments = [
  ['on a Saturday afternoon', () => Date.parse('2026-11-21T14:57:00Z'), demoCases],
  ['in the first minutes of a Monday and a month', () => Date.parse('2027-03-01T00:02:00Z'), sensitive],
  ['in the first minutes of a Monday in Tokyo', () => Date.parse('2026-06-28T15:02:00Z'), sensitive],
  ['now', () => Date.now(), sensitive],
] as const;
/** Days that old hold no conversion that may still arrive while the test runs. */
const settledDays = 13;

describe.each(moments)('the causes that the market plays, seen %s', (_, moment, cases) => {
  let database: TestDatabase;
  let sandbox: TestSandbox;
  let at: number;

  beforeAll(async () => {
    at = moment();
    [database, sandbox] = await Promise.all([
      createTestDatabase(),
      startSandbox({ SANDBOX_NOW: new Date(at).toISOString() }),
    ]);
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

  /** The steps of the playbook up to its proposal, at the moment. */
  async function analyse({ tenant, campaign: { campaign_id } }: DemoCase) {
    const stage = createAgentStage({
      database: database.app,
      tenant_id: tenant.tenant_id,
      now: () => new Date(at),
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
    const diagnosis = analysisSchema.parse(
      await stage.run('CampaignHealthAgent.diagnose_root_cause', { ...facts, changes }),
    );
    const proposal = recommendationSchema.parse(
      await stage.run('CampaignHealthAgent.propose_action', { ...facts, diagnosis }),
    );
    return { summary: metrics.summary, diagnosis, proposal };
  }

  it.each(cases.map((each) => [each.campaign.campaign_name, each.campaign.scenario, each] as const))(
    '%s: %s is found from synced metrics, and answered',
    async (_name, scenario, each) => {
      const { summary, diagnosis, proposal } = await analyse(each);
      expect(diagnosis.cause).toBe(scenario);
      expect(proposal.action.kind).toBe(rightActions[scenario]);
      expect(proposal.alternative_actions.length).toBeGreaterThan(0);
      expect(diagnosis.evidence.some((item) => item.supports)).toBe(true);
      const inProcess = lookAt(each, at, 'mbi').summary;
      expect(inProcess.recent_days.slice(0, settledDays)).toEqual(summary.recent_days.slice(0, settledDays));
      // The wire rounds frequency.
      const frequency = expect.closeTo(summary.previous?.frequency ?? 0, 4);
      expect(inProcess.previous).toEqual({ ...summary.previous, frequency });
    },
  );
});
