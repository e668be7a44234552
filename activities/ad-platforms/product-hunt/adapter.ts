import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createExchange } from '../wire/exchange.ts';
import { listLaunches, readAccount } from './account.ts';
import { productHuntCapabilities } from './capabilities.ts';
import { createProductHuntClient } from './client.ts';
import { vendor } from './failures.ts';
import { readEntity, readLaunch } from './launches.ts';

/** One maker and how to reach them. `fetch` and `now` are seams for tests. */
export type ProductHuntAdapterOptions = {
  readonly base_url: string;
  /** Product Hunt’s number of the maker whose token it is. */
  readonly account_id: string;
  readonly currency: string;
  readonly access_token: string;
  readonly read_timeout_seconds?: number | undefined;
  readonly outage_pause_seconds?: number | undefined;
  readonly page_size?: number | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly now?: (() => Date) | undefined;
};

/**
 * The Product Hunt API 2.0 behind the ad-platform port, to read and never to write: see `capabilities.ts`. Insights by day and
 * hour are an empty list, because there are none.
 * https://api.producthunt.com/v2/docs
 */
export function createProductHuntAdapter(options: ProductHuntAdapterOptions): AdPlatformAdapter {
  const { account_id, currency } = options;
  const now = options.now ?? (() => new Date());
  const client = createProductHuntClient({ ...options, now, exchange: createExchange({ vendor, ...options }) });
  const account = { account_id, currency, now };

  async function healthCheck(): Promise<boolean> {
    try {
      await readAccount(client, account);
      return true;
    } catch (error) {
      if (error instanceof CodedError) return false;
      throw error;
    }
  }

  return {
    platform: 'product_hunt',
    read_after_write_lag_seconds: 0,
    write_timeout_seconds: 0,
    writable: productHuntCapabilities.writable,
    readEntity: (reference) => readEntity(client, account, reference),
    readAccount: () => readAccount(client, account),
    listCampaigns: () => listLaunches(client, account),
    listAudiences: async () => [],
    listChildren: async () => [],
    readInsights: async () => [],
    readLaunch: (query) => readLaunch(client, account, query),
    readChanges: async ({ reference }) => {
      throw new CodedError('PLATFORM_CAPABILITY_MISSING', `${vendor} keeps no change history.`, { ...reference });
    },
    write: async ({ reference: { entity_type, entity_id }, field }) => {
      const message = `${vendor} has no call that changes a launch; a person does it on the site.`;
      throw new CodedError('PLATFORM_CAPABILITY_MISSING', message, { entity_type, entity_id, field });
    },
    healthCheck,
  };
}
