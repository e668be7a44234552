import type { PlatformChange } from '../../contracts/ad-platform.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { withTenant } from '../../db/connect.ts';
import { readCampaignAccount } from '../../db/queries/ad-accounts.ts';
import { upsertDailyInsights } from '../../db/queries/metrics-sync.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { type AdapterRegistry, createAdapterRegistry } from './registry.ts';

/** What the measurement of an outcome reads from the platform that a campaign runs on. */
export type OutcomeReader = {
  /**
   * Reads the days of a campaign again and stores them, so that conversions which came late are counted. `stored` for
   * accounts that were never connected: then what was imported is all there is.
   */
  refreshDays(tenant_id: string, campaign_id: string, since: string, until: string): Promise<'platform' | 'stored'>;
  /** Who changed what since a date, as the platform tells; null where it keeps no history or was never connected. */
  changesSince(tenant_id: string, campaign_id: string, since: string): Promise<readonly PlatformChange[] | null>;
};

/** Builds the reader. Its calls throw what the adapters throw: PLATFORM_* and CAMPAIGN_NOT_FOUND. */
export function createOutcomeReader(
  deps: Pick<HandlerDependencies, 'database' | 'config' | 'adapters' | 'fetch' | 'clock'>,
): OutcomeReader {
  const registry: AdapterRegistry = createAdapterRegistry(deps);

  async function reach(tenant_id: string, campaign_id: string) {
    const account = await withTenant(deps.database, tenant_id, (tx) => readCampaignAccount(tx, campaign_id));
    if (account === null)
      throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${campaign_id}.`, { campaign_id });
    if (account.credential_ciphertext === null) return null;
    const access = await registry.forCampaign(tenant_id, campaign_id);
    const reference = {
      ...{ account_id: account.external_id, entity_type: 'campaign' as const, entity_id: campaign_id },
    };
    return { ...access, reference };
  }

  return {
    refreshDays: async (tenant_id, campaign_id, since, until) => {
      const reached = await reach(tenant_id, campaign_id);
      if (reached === null) return 'stored';
      const { adapter, account, reference } = reached;
      const rows = await adapter.readInsights({ reference, since, until, grain: 'day' });
      const owner = { campaign_id, platform: adapter.platform, currency: account.currency };
      await withTenant(deps.database, tenant_id, (tx) => upsertDailyInsights(tx, owner, rows));
      return 'platform';
    },
    changesSince: async (tenant_id, campaign_id, since) => {
      const reached = await reach(tenant_id, campaign_id);
      if (reached === null) return null;
      try {
        return await reached.adapter.readChanges({ reference: reached.reference, since });
      } catch (error) {
        if (error instanceof CodedError && error.code === 'PLATFORM_CAPABILITY_MISSING') return null;
        throw error;
      }
    },
  };
}
