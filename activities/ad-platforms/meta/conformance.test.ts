import {
  type ConformanceSubject,
  describeConformance,
  type Mishap,
} from '../../../tests/ad-platforms/conformance-suite.ts';
import { sandboxControls } from '../../../tests/ad-platforms/sandbox-controls.ts';
import { newTestCampaign } from '../../../tests/ad-platforms/test-campaign.ts';
import { startSandbox } from '../../../tests/harness/sandbox.ts';
import { createMetaAdapter } from './index.ts';

const account_id = 'act_100100';
const faults: Readonly<Record<Mishap, object>> = {
  applied_and_dropped: { kind: 'apply_then_drop' },
  applied_and_failed: { kind: 'apply_then_500' },
  failed_before_applying: { kind: 'error_500_before' },
  throttled: { kind: 'throttle' },
  token_expired: { kind: 'expired_token' },
  garbage: { kind: 'malformed', shape: 'garbage' },
  unknown_fields: { kind: 'malformed', shape: 'unknown_fields' },
};

async function openMeta(): Promise<ConformanceSubject> {
  const sandbox = await startSandbox();
  const controls = sandboxControls(sandbox.url);
  const campaign = newTestCampaign();
  await controls.addCampaign(account_id, campaign);
  const [ad] = campaign.ads;
  const [spare] = campaign.spare_creatives;
  if (!ad || !spare) throw new Error('The campaign lacks an ad or a spare creative.');
  return {
    adapter: ({ access_token = 'sandbox-token-alder-finch', ...settings } = {}) =>
      createMetaAdapter({
        base_url: sandbox.url,
        api_version: 'v26.0',
        ...{ account_id, access_token, currency: 'USD', application_id: '420042004200' },
        read_after_write_lag_seconds: 0.3,
        ...settings,
      }),
    campaign: { account_id, entity_type: 'campaign', entity_id: campaign.campaign_id },
    ad_set: { account_id, entity_type: 'ad_set', entity_id: campaign.ad_set_id },
    ad: { account_id, entity_type: 'ad', entity_id: ad.ad_id },
    start: { daily_budget_minor: 40_000, bid_amount_minor: 250, currency: 'USD' },
    spare_creative_id: spare.creative_id,
    mishap: async (what, { entity_id, kind }) => {
      const match = { entity_id, method: kind === 'read' ? 'GET' : 'POST' };
      await controls.fault({ kind: '', ...faults[what], match });
    },
    readLag: async (entity_id, seconds) => {
      await controls.fault({ kind: 'read_after_write_lag', seconds, match: { entity_id } });
    },
    personSetsBudget: async (campaign_id, daily_budget_minor) => {
      await controls.personEdits(campaign_id, 'daily_budget', daily_budget_minor);
    },
    applications: async (entity_id) => (await controls.ledgerOf(entity_id)).length,
    close: () => sandbox.stop(),
  };
}

describeConformance('meta_ads', openMeta);
