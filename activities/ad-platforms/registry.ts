import type { AdPlatformAdapter } from '../../contracts/ad-platform.ts';
import { parseCredential } from '../../contracts/credential.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import {
  type AdAccount,
  readAdAccount,
  readCampaignAccount,
  saveAccountCredential,
} from '../../db/queries/ad-accounts.ts';
import { openCredential, sealCredential } from '../../db/queries/credentials.ts';
import type { AdapterOpeners } from './platforms.action.ts';

/** An ad account and the adapter that reaches it. */
export type AccountAccess = { readonly adapter: AdPlatformAdapter; readonly account: AdAccount };
/** The same for the account that a campaign runs in. */
export type CampaignAccess = {
  readonly adapter: AdPlatformAdapter;
  readonly account: AdAccount & { readonly campaign_id: string; readonly campaign_name: string };
};

/** Finds the adapter for a campaign or an account of a tenant. */
export type AdapterRegistry = {
  forCampaign(tenant_id: string, campaign_id: string): Promise<CampaignAccess>;
  /** `ad_account_id` is our own id of the account. */
  forAccount(tenant_id: string, ad_account_id: string): Promise<AccountAccess>;
};

/**
 * Builds the registry. An adapter lives as long as the account’s token stays the same, because it remembers how much of the
 * rate limit is used; a token that the adapter itself renewed is kept sealed and does not end it. Throws CAMPAIGN_NOT_FOUND
 * and ACCOUNT_NOT_FOUND for what the tenant does not have, PLATFORM_UNAUTHORIZED for an account that was never connected,
 * PLATFORM_UNKNOWN where no adapter is registered, CREDENTIAL_UNREADABLE when the token cannot be decrypted.
 */
export function createAdapterRegistry(deps: {
  readonly database: Database;
  readonly config: { readonly MBI_CREDENTIALS_KEY: string };
  readonly adapters: AdapterOpeners;
  readonly fetch: typeof fetch;
  readonly clock: { now(): Date };
}): AdapterRegistry {
  const opened = new Map<string, { sealed: string; readonly adapter: Promise<AdPlatformAdapter> }>();

  async function open(tenant_id: string, account: AdAccount): Promise<AdPlatformAdapter> {
    const { platform, external_id, ad_account_id, credential_ciphertext: sealed } = account;
    if (sealed === null)
      throw new CodedError('PLATFORM_UNAUTHORIZED', `The ad account ${external_id} was never connected.`, {
        external_id,
      });
    const openAdapter = deps.adapters.get(platform);
    if (openAdapter === undefined)
      throw new CodedError('PLATFORM_UNKNOWN', `No adapter is registered for ${platform}.`, { platform, external_id });
    // Currency and time zone are part of what an adapter was opened with: the first sync of an account finds them out.
    const key = `${tenant_id}/${ad_account_id}/${account.currency}/${account.timezone}`;
    const known = opened.get(key);
    if (known?.sealed === sealed) return known.adapter;
    const seal = { key: deps.config.MBI_CREDENTIALS_KEY, account: { tenant_id, platform, external_id } };
    const credential = parseCredential(openCredential(sealed, seal));
    const adapter = openAdapter({
      account: { ...account, settings: account.platform_settings },
      credential,
      saveCredential: async (renewed) => {
        const ciphertext = sealCredential(JSON.stringify(renewed), seal);
        const entry = opened.get(key);
        await withTenant(deps.database, tenant_id, (tx) => saveAccountCredential(tx, ad_account_id, ciphertext));
        if (entry !== undefined) entry.sealed = ciphertext;
      },
      fetch: deps.fetch,
      now: () => deps.clock.now(),
    });
    opened.set(key, { sealed, adapter });
    return adapter;
  }

  return {
    forCampaign: async (tenant_id, campaign_id) => {
      const account = await withTenant(deps.database, tenant_id, (tx) => readCampaignAccount(tx, campaign_id));
      if (account === null)
        throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${campaign_id}.`, { campaign_id });
      return { adapter: await open(tenant_id, account), account };
    },
    forAccount: async (tenant_id, ad_account_id) => {
      const account = await withTenant(deps.database, tenant_id, (tx) => readAdAccount(tx, ad_account_id));
      if (account === null)
        throw new CodedError('ACCOUNT_NOT_FOUND', `There is no ad account ${ad_account_id}.`, { ad_account_id });
      return { adapter: await open(tenant_id, account), account };
    },
  };
}
