import type { AdPlatformAdapter, Platform } from '../../contracts/ad-platform.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { type CampaignAccount, readCampaignAccount } from '../../db/queries/campaign-accounts.ts';
import { openCredential } from '../../db/queries/credentials.ts';
import type { HandlerConfig } from '../handler-dependencies.ts';
import { createMetaAdapter } from './meta/index.ts';

/** A campaign, its account, and the adapter that reaches it. */
export type CampaignAccess = { readonly adapter: AdPlatformAdapter; readonly account: CampaignAccount };

/** Finds the adapter for a campaign of a tenant. */
export type AdapterRegistry = {
  forCampaign(tenant_id: string, campaign_id: string): Promise<CampaignAccess>;
};

type OpenAccount = {
  readonly account: CampaignAccount;
  readonly access_token: string;
  readonly config: HandlerConfig;
  readonly fetch: typeof fetch;
};

/** One line for each platform. */
const platforms: Readonly<Record<Platform, (open: OpenAccount) => AdPlatformAdapter>> = {
  meta_ads: (open) => createMetaAdapter(metaOptions(open)),
};

function metaOptions({ account, access_token, config, fetch }: OpenAccount) {
  return {
    base_url: config.META_ADS_BASE_URL,
    api_version: config.META_ADS_API_VERSION,
    read_after_write_lag_seconds: config.META_ADS_READ_LAG_SECONDS,
    write_timeout_seconds: config.META_ADS_WRITE_TIMEOUT_SECONDS,
    application_id: config.META_ADS_APPLICATION_ID ?? null,
    account_id: account.external_id,
    currency: account.currency,
    access_token,
    fetch,
  };
}

/**
 * Builds the registry. An adapter lives as long as the account’s token stays the same, because it remembers how much of the
 * rate limit is used. Throws CAMPAIGN_NOT_FOUND for a campaign that the tenant does not have, PLATFORM_UNAUTHORIZED for an
 * account that was never connected, CREDENTIAL_UNREADABLE when its token cannot be decrypted.
 */
export function createAdapterRegistry(deps: {
  readonly database: Database;
  readonly config: HandlerConfig;
  readonly fetch: typeof fetch;
}): AdapterRegistry {
  const opened = new Map<string, { readonly sealed: string; readonly adapter: AdPlatformAdapter }>();

  function open(tenant_id: string, account: CampaignAccount): AdPlatformAdapter {
    const { platform, external_id, credential_ciphertext: sealed } = account;
    if (sealed === null)
      throw new CodedError('PLATFORM_UNAUTHORIZED', `The ad account ${external_id} was never connected.`, {
        external_id,
      });
    const key = `${tenant_id}/${account.ad_account_id}`;
    const known = opened.get(key);
    if (known?.sealed === sealed) return known.adapter;
    const seal = { key: deps.config.MBI_CREDENTIALS_KEY, account: { tenant_id, platform, external_id } };
    const access_token = openCredential(sealed, seal);
    const adapter = platforms[platform]({ account, access_token, config: deps.config, fetch: deps.fetch });
    opened.set(key, { sealed, adapter });
    return adapter;
  }

  return {
    forCampaign: async (tenant_id, campaign_id) => {
      const account = await withTenant(deps.database, tenant_id, (tx) => readCampaignAccount(tx, campaign_id));
      if (account === null)
        throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${campaign_id}.`, { campaign_id });
      if (!Object.hasOwn(platforms, account.platform))
        throw new CodedError('PLATFORM_UNKNOWN', `No adapter is registered for ${account.platform}.`, { campaign_id });
      return { adapter: open(tenant_id, account), account };
    },
  };
}
