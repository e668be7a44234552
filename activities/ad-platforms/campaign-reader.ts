import type {
  AuctionRival,
  EntityReference,
  EntityState,
  InsightRow,
  PlatformChange,
  ReachRow,
} from '../../contracts/ad-platform.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { withTenant } from '../../db/connect.ts';
import { listAdAccounts } from '../../db/queries/ad-accounts.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { readLiveCampaign } from './live-campaign.ts';
import { createOutcomeReader } from './outcome-reader.ts';
import { createAdapterRegistry } from './registry.ts';

/** A part of a campaign with what it delivered. */
export type DeliveredPart = {
  readonly state: EntityState;
  readonly days: readonly InsightRow[];
  /** People reached over the two compared periods as a whole; null where the platform does not tell. */
  readonly reach: { readonly current: PeriodReach | null; readonly previous: PeriodReach | null };
};
type PeriodReach = { readonly reach: number; readonly frequency: number };
type Period = { readonly since: string; readonly until: string };

/** What agents that know nothing of platforms read of a campaign. Calls throw PLATFORM_* and CAMPAIGN_NOT_FOUND. */
export type CampaignReader = {
  /** Reads the days of a campaign again and stores them; `stored` for accounts that were never connected. */
  refreshDays(tenant_id: string, campaign_id: string, since: string, until: string): Promise<'platform' | 'stored'>;
  changesSince(tenant_id: string, campaign_id: string, since: string): Promise<readonly PlatformChange[] | null>;
  /** The ads and ad sets of a campaign with their days, at most `most` of each, the ones that run first. */
  readDelivery(
    tenant_id: string,
    campaign_id: string,
    query: Period & { readonly most: number; readonly current: Period; readonly previous: Period },
  ): Promise<{ readonly ads: readonly DeliveredPart[]; readonly ad_sets: readonly DeliveredPart[] }>;
  /**
   * Who else was in a campaign's auctions in a span of days. Throws PLATFORM_CAPABILITY_MISSING where the platform tells nobody
   * or not this account, and PLATFORM_UNAUTHORIZED for an account that was never connected.
   */
  readAuctionInsights(tenant_id: string, campaign_id: string, span: Period): Promise<readonly AuctionRival[]>;
  /** The connected accounts of a tenant by name, each with whether its platform answers. An exception counts as no. */
  checkAccounts(tenant_id: string): Promise<readonly { readonly name: string; readonly answers: boolean }[]>;
};

/** Builds the reader. */
export function createCampaignReader(
  deps: Pick<HandlerDependencies, 'database' | 'config' | 'adapters' | 'fetch' | 'clock'>,
): CampaignReader {
  const registry = createAdapterRegistry(deps);
  const { refreshDays, changesSince } = createOutcomeReader(deps);
  return {
    refreshDays,
    changesSince,
    readDelivery: async (tenant_id, campaign_id, { since, until, most, current, previous }) => {
      const { adapter, account } = await registry.forCampaign(tenant_id, campaign_id);
      const live = await readLiveCampaign(adapter, account.external_id, campaign_id, 'ads');
      const campaign: EntityReference = {
        ...{ account_id: account.external_id, entity_type: 'campaign', entity_id: campaign_id },
      };
      // A figure that is not there is replaced by what the days say; it must not cost the rest.
      const reachOf = async (period: Period) =>
        (await adapter.readReach?.({ reference: campaign, by: 'ad', ...period }).catch(() => [])) ?? [];
      const told = Promise.all([reachOf(current), reachOf(previous)]);
      const delivered = (states: readonly EntityState[]) =>
        Promise.all(
          runningFirst(states)
            .slice(0, most)
            .map(async (state) => {
              const { account_id, entity_type, entity_id } = state;
              const reference: EntityReference = { account_id, entity_type, entity_id };
              const days = await adapter.readInsights({ reference, since, until, grain: 'day' });
              const [now, before] = await told;
              const of = (rows: readonly ReachRow[]) => {
                const found = entity_type === 'ad' ? rows.find((row) => row.entity_id === entity_id) : undefined;
                return found === undefined ? null : { reach: found.reach, frequency: found.frequency };
              };
              return { state, days, reach: { current: of(now), previous: of(before) } };
            }),
        );
      const [ads, ad_sets] = await Promise.all([delivered(live.ads), delivered(live.ad_sets)]);
      return { ads, ad_sets };
    },
    readAuctionInsights: async (tenant_id, campaign_id, span) => {
      const { adapter, account } = await registry.forCampaign(tenant_id, campaign_id);
      const entity = { account_id: account.external_id, entity_type: 'campaign', entity_id: campaign_id } as const;
      if (adapter.readAuctionInsights !== undefined) return adapter.readAuctionInsights({ reference: entity, ...span });
      const message = 'This platform does not tell who else is in the auctions.';
      throw new CodedError('PLATFORM_CAPABILITY_MISSING', message, { platform: adapter.platform });
    },
    checkAccounts: async (tenant_id) => {
      const accounts = await withTenant(deps.database, tenant_id, listAdAccounts);
      const connected = accounts.filter((each) => each.credential_ciphertext !== null);
      return Promise.all(
        connected.map(async ({ ad_account_id, name }) => {
          const answers = await registry
            .forAccount(tenant_id, ad_account_id)
            .then(({ adapter }) => adapter.healthCheck())
            .catch(() => false);
          return { name, answers };
        }),
      );
    },
  };
}

function runningFirst(states: readonly EntityState[]): readonly EntityState[] {
  const rank = (state: EntityState) => (state.status === 'active' ? 0 : 1);
  return [...states].sort((one, other) => rank(one) - rank(other) || one.entity_id.localeCompare(other.entity_id));
}
