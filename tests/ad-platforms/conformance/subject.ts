import type { OpenAccount } from '../../../activities/ad-platforms/define-platform.ts';
import type { AdPlatformAdapter, EntityReference } from '../../../contracts/ad-platform.ts';
import type { Credential } from '../../../contracts/credential.ts';
import { startSandbox } from '../../harness/sandbox.ts';
import { sandboxControls } from '../sandbox-controls.ts';
import { newTestCampaign } from '../test-campaign.ts';
import type { ConformanceDriver } from './driver.ts';
import { faultOf, type Mishap } from './mishap.ts';

/** A campaign of one case’s own, with one ad set and one ad. */
export type CaseCampaign = {
  readonly campaign: EntityReference;
  readonly ad_set: EntityReference;
  readonly ad: EntityReference;
  /** Where the budget is held; the campaign where there is none. */
  readonly holder: EntityReference;
  /** Something of the holder that a read shows: its daily budget, or its name on a platform without budgets. */
  readonly shown: Readonly<Record<string, string | number>>;
  /** The levels that the platform has. */
  readonly levels: readonly EntityReference[];
  readonly spare_creative_id: string;
  readonly start: { readonly daily_budget_minor: number; readonly bid_amount_minor: number };
};

/** What a campaign of a case may have besides the usual: who holds the budget, a budget for its life, a time to run. */
export type CampaignWish = {
  readonly budget_owner?: 'campaign' | 'ad_set';
  readonly lifetime_budget_minor?: number;
  readonly starts_at?: string;
  readonly ends_at?: string;
};

/** Settings of one adapter of a case. */
export type AdapterWish = {
  readonly access_token?: string;
  readonly refresh_token?: string | null;
  readonly page_size?: number;
  readonly fetch?: typeof fetch;
  readonly saveCredential?: OpenAccount['saveCredential'];
};

/** Starts the sandbox in a process of its own and puts a platform’s adapter before it. */
export async function openSubject(driver: ConformanceDriver) {
  const sandbox = await startSandbox();
  const controls = sandboxControls(sandbox.url);
  const { platform, account } = driver;
  const { external_id: account_id, sandbox_token, currency, timezone, of_demo_world } = account;
  const openAdapter = platform.prepare({ ...platform.sandboxSettings(sandbox.url), ...driver.settings });

  async function adapter(wish: AdapterWish = {}): Promise<AdPlatformAdapter> {
    const refresh_token = driver.refreshable ? `refresh-${sandbox_token}` : null;
    const credential: Credential = { access_token: sandbox_token, refresh_token, expires_at: null };
    const open: OpenAccount = {
      account,
      credential: {
        ...credential,
        ...(wish.access_token === undefined ? {} : { access_token: wish.access_token }),
        ...(wish.refresh_token === undefined ? {} : { refresh_token: wish.refresh_token }),
      },
      saveCredential: wish.saveCredential ?? (async () => undefined),
      fetch: wish.fetch ?? fetch,
      now: () => new Date(),
    };
    if (wish.page_size === undefined || driver.smallPages === null) return openAdapter(open);
    return driver.smallPages(open, sandbox.url, wish.page_size);
  }

  async function addCampaign(wish: CampaignWish = {}): Promise<CaseCampaign> {
    const made = newTestCampaign();
    const [owner = 'campaign'] = platform.capabilities.budget_owners;
    const { budget_owner = owner } = wish;
    const spec = { name: 'Conformance', external_id: account_id, platform: platform.platform, currency, timezone };
    const own = of_demo_world ? {} : { account: { ...spec, sandbox_token } };
    await controls.addCampaign(account_id, { ...made, ...wish, budget_owner }, own);
    const reference = (entity_type: EntityReference['entity_type'], entity_id: string) => ({
      ...{ account_id, entity_type, entity_id },
    });
    const campaign = reference('campaign', made.campaign_id);
    const ad_set = reference('ad_set', made.ad_set_id);
    const ad = reference('ad', made.ads[0]?.ad_id ?? '');
    const { daily_budget_minor, bid_amount_minor, campaign_name } = made;
    const { names, budget_owners } = platform.capabilities;
    return {
      ...{ campaign, ad_set, ad },
      levels: [campaign, ...(names.ad_set === null ? [] : [ad_set]), ...(names.ad === null ? [] : [ad])],
      holder: budget_owner === 'campaign' ? campaign : ad_set,
      shown: budget_owners.length === 0 ? { name: campaign_name } : { daily_budget_minor },
      spare_creative_id: made.spare_creatives[0]?.creative_id ?? '',
      start: { daily_budget_minor, bid_amount_minor },
    };
  }

  return {
    driver,
    capabilities: platform.capabilities,
    controls,
    account_id,
    adapter,
    addCampaign,
    /** The next call of this kind on this thing meets a mishap. */
    mishap: async (
      what: Mishap,
      on: { entity_id: string; access: 'read' | 'write'; field?: string; times?: number },
    ) => {
      await controls.fault(faultOf(what, on));
    },
    /** How many mutations of ours were applied to an entity: the sandbox’s ledger, never our own records. */
    applications: async (entity_id: string) => (await controls.ledgerOf(entity_id)).length,
    close: () => sandbox.stop(),
  };
}
/** One platform under test: adapters onto its sandbox, and a hand behind the sandbox’s back. */
export type Subject = Awaited<ReturnType<typeof openSubject>>;
