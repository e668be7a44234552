import { z } from 'zod';
import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import type { Credential } from '../../../contracts/credential.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { PublicGet } from '../../public-web/index.ts';
import { createAccessToken } from '../wire/access-token.ts';
import { readCustomerImage } from '../wire/customer-image.ts';
import { createExchange } from '../wire/exchange.ts';
import { getsThrough } from '../wire/gets-through.ts';
import { listAudiences, listCampaigns, readAccount } from './account.ts';
import { linkedInCapabilities } from './capabilities.ts';
import { createLinkedInClient } from './client.ts';
import { sendConversions } from './conversions.ts';
import { type ImageSource, readAdTexts, readCreative } from './creatives.ts';
import { listChildren, readEntity } from './entities.ts';
import { vendor } from './failures.ts';
import { readInsights } from './insights.ts';
import { renewToken } from './oauth.ts';
import { readReach } from './reach.ts';
import { accountPath } from './urns.ts';
import { write } from './writes.ts';

/** One ad account and how to reach it. `fetch`, `getPublic` and `now` are seams for tests. */
export type LinkedInAdapterOptions = {
  readonly base_url: string;
  readonly oauth_base_url: string;
  /** `YYYYMM` for the header LinkedIn-Version. */
  readonly api_version: string;
  /** The app at LinkedIn; without it an access token that has ended asks for a new connection. */
  readonly app?: { readonly client_id: string; readonly client_secret: string } | null | undefined;
  /** LinkedIn’s number of the ad account. */
  readonly account_id: string;
  readonly currency: string;
  readonly credential: Credential;
  readonly saveCredential: (renewed: Credential) => Promise<void>;
  readonly read_after_write_lag_seconds?: number | undefined;
  readonly read_timeout_seconds?: number | undefined;
  readonly write_timeout_seconds?: number | undefined;
  readonly outage_pause_seconds?: number | undefined;
  readonly page_size?: number | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly getPublic?: PublicGet | undefined;
  readonly now?: (() => Date) | undefined;
};

/**
 * The LinkedIn Marketing API behind the ad-platform port.
 * https://learn.microsoft.com/en-us/linkedin/marketing/
 */
export function createLinkedInAdapter(options: LinkedInAdapterOptions): AdPlatformAdapter {
  const { account_id, currency, page_size, app = null } = options;
  const write_timeout_seconds = options.write_timeout_seconds ?? 10;
  const now = options.now ?? (() => new Date());
  const exchange = createExchange({ vendor, ...options, write_timeout_seconds });
  const oauth_base_url = options.oauth_base_url.replace(/\/+$/, '');
  const token = createAccessToken({
    vendor,
    now,
    saveCredential: options.saveCredential,
    credential: options.credential,
    renew: app === null ? null : (old) => renewToken({ oauth_base_url, ...app, exchange, now }, old),
  });
  const client = createLinkedInClient({ ...options, token, exchange });
  const image: ImageSource = (agreed, timeout_seconds) =>
    readCustomerImage(agreed, { get: options.getPublic, timeout_seconds });
  const account = { account_id, currency, now, page_size, image, write_timeout_seconds };

  return {
    platform: 'linkedin_ads',
    read_after_write_lag_seconds: options.read_after_write_lag_seconds ?? 5,
    write_timeout_seconds,
    writable: linkedInCapabilities.writable,
    readEntity: (reference) =>
      reference.entity_type === 'creative'
        ? readCreative(client, account, reference)
        : readEntity(client, account, reference),
    readAccount: () => readAccount(client, account),
    listCampaigns: () => listCampaigns(client, account),
    listAudiences: () => listAudiences(client, account),
    listChildren: (reference) => listChildren(client, account, reference),
    readInsights: (query) => readInsights(client, account, query),
    readReach: (query) => readReach(client, query),
    readAdTexts: (ad) => readAdTexts(client, account, ad),
    readChanges: async ({ reference }) => {
      throw new CodedError('PLATFORM_CAPABILITY_MISSING', `${vendor} keeps no change history.`, { ...reference });
    },
    write: (request) => write(client, account, request),
    sendConversions: (batch) => sendConversions(client, now, batch),
    healthCheck: () => getsThrough(() => client.get({ path: accountPath(account_id) }, z.object({}))),
  };
}
