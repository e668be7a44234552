import type { AdPlatformAdapter, EntityReference, EntityState } from '../../contracts/ad-platform.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { withTenant } from '../../db/connect.ts';
import { type AdAccount, findAdAccount } from '../../db/queries/ad-accounts.ts';
import type { ListedCampaign } from '../../db/queries/entities.ts';
import type { DaySpan, SpanReach } from '../../db/queries/reach-windows.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { readCampaignReach } from './campaign-reach.ts';
import { conversionLagDays } from './conversion-lag.action.ts';
import { dailyBudgetMinor } from './live-campaign.ts';
import { createAdapterRegistry } from './registry.ts';

/** An ad account as agents read it: its platform behind it, whatever platform that is. */
export type ReadableAccount = {
  readonly account: AdAccount;
  readonly adapter: AdPlatformAdapter;
  /** For how many days a conversion may come late. */
  readonly conversion_lag_days: number;
  /** What is below a campaign that was listed. */
  readCampaign(campaign: EntityState): Promise<ListedCampaign>;
  /** Reach over a span of days; null where the platform tells none. */
  readReach(campaign_id: string, span: DaySpan): Promise<SpanReach | null>;
};

/** Reaches ad accounts for agents that know nothing of platforms. */
export type AccountReader = {
  /** `id` is ours or the platform's. Throws ACCOUNT_NOT_FOUND. */
  find(tenant_id: string, id: string): Promise<AdAccount>;
  /** Opens an account; `ad_account_id` is ours. Throws what the registry throws, such as PLATFORM_UNAUTHORIZED. */
  open(tenant_id: string, ad_account_id: string): Promise<ReadableAccount>;
};

/** Builds the reader. */
export function createAccountReader(
  deps: Pick<HandlerDependencies, 'database' | 'config' | 'adapters' | 'fetch' | 'clock'>,
): AccountReader {
  const registry = createAdapterRegistry(deps);
  return {
    find: async (tenant_id, id) => {
      const account = await withTenant(deps.database, tenant_id, (tx) => findAdAccount(tx, id));
      if (account === null) throw new CodedError('ACCOUNT_NOT_FOUND', `There is no ad account ${id}.`, { account: id });
      return account;
    },
    open: async (tenant_id, ad_account_id) => {
      const { adapter, account } = await registry.forAccount(tenant_id, ad_account_id);
      const children = (entity_type: EntityReference['entity_type'], entity_id: string) =>
        adapter.listChildren({ account_id: account.external_id, entity_type, entity_id });
      return {
        account,
        adapter,
        conversion_lag_days: conversionLagDays(account.platform),
        readReach: (campaign_id, span) => readCampaignReach(adapter, account.external_id, campaign_id, span),
        readCampaign: async (campaign) => {
          const ad_sets = await children('campaign', campaign.entity_id);
          const ads: EntityState[] = [];
          for (const each of ad_sets) ads.push(...(await children('ad_set', each.entity_id)));
          const living = ad_sets.filter((each) => each.status !== 'archived' && each.status !== 'deleted');
          return { campaign, ad_sets, ads, daily_budget_minor: dailyBudgetMinor({ campaign, ad_sets: living, ads }) };
        },
      };
    },
  };
}
