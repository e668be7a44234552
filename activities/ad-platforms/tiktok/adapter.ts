import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import type { Credential } from '../../../contracts/credential.ts';
import type { PublicGet } from '../../public-web/index.ts';
import { createAccessToken } from '../wire/access-token.ts';
import { createExchange } from '../wire/exchange.ts';
import { getsThrough } from '../wire/gets-through.ts';
import { listAudiences, readAccount } from './account.ts';
import { tiktokCapabilities } from './capabilities.ts';
import { readChanges } from './changes.ts';
import { createTiktokClient } from './client.ts';
import { createConversions } from './conversions.ts';
import { readInsights } from './insights.ts';
import { readReach } from './reach.ts';
import { listCampaigns, listChildren, readAdTexts, readEntity } from './reading.ts';
import { createRenewal, type TiktokApp } from './renew.ts';
import { write } from './writes.ts';

/** One advertiser and how to reach it. `fetch`, `getPublic`, `now` and `pause` are seams for tests. */
export type TiktokAdapterOptions = {
  readonly base_url: string;
  readonly api_version: string;
  /** TikTok's id of the advertiser. */
  readonly account_id: string;
  /** ISO currency of the advertiser: amounts carry none. */
  readonly currency: string;
  readonly credential: Credential;
  /** Keeps a renewed credential before it is used. */
  readonly saveCredential: (renewed: Credential) => Promise<void>;
  /** Our developer app; its id tells our changes from people's, with its secret the access can be renewed. */
  readonly app?: { readonly app_id: string | null; readonly secret: string | null };
  readonly read_timeout_seconds?: number;
  readonly write_timeout_seconds?: number;
  readonly read_after_write_lag_seconds?: number;
  readonly outage_pause_seconds?: number;
  readonly page_size?: number;
  readonly fetch?: typeof fetch;
  readonly getPublic?: PublicGet | undefined;
  readonly now?: () => Date;
  readonly pause?: (milliseconds: number) => Promise<void>;
};

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The app, where enough of it is known to renew an access. */
function renewingApp(app: TiktokAdapterOptions['app']): TiktokApp | null {
  return app?.app_id && app.secret ? { app_id: app.app_id, secret: app.secret } : null;
}

/**
 * The TikTok API for Business behind the ad-platform port: campaigns, ad groups (our ad sets), ads and images.
 * https://business-api.tiktok.com/portal/docs
 */
export function createTiktokAdapter(options: TiktokAdapterOptions): AdPlatformAdapter {
  const { account_id, currency, credential, saveCredential, now = () => new Date() } = options;
  const write_timeout_seconds = options.write_timeout_seconds ?? 5;
  const root = `${options.base_url.replace(/\/+$/, '')}/open_api/${options.api_version}`;
  const exchange = createExchange({ ...options, vendor: 'TikTok', write_timeout_seconds });
  const app = renewingApp(options.app);
  const token = createAccessToken({
    ...{ vendor: 'TikTok', credential, saveCredential, now },
    renew: app === null ? null : createRenewal({ exchange, root, now, app }),
  });
  const client = createTiktokClient({ ...options, exchange, root, token, now });
  const account = { account_id, currency, now, getPublic: options.getPublic };
  const log = { application_id: options.app?.app_id ?? null, pause: options.pause ?? sleep };

  return {
    platform: 'tiktok_ads',
    read_after_write_lag_seconds: options.read_after_write_lag_seconds ?? 10,
    write_timeout_seconds,
    writable: tiktokCapabilities.writable,
    readEntity: (reference) => readEntity(client, account, reference),
    readAccount: () => readAccount(client, account),
    listCampaigns: () => listCampaigns(client, account),
    listAudiences: () => listAudiences(client, account),
    listChildren: (reference) => listChildren(client, account, reference),
    readInsights: (query) => readInsights(client, account, query),
    readReach: (query) => readReach(client, account, query),
    readAdTexts: (ad) => readAdTexts(client, account, ad),
    readChanges: (query) => readChanges(client, account, log, query),
    write: (request) => write(client, account, request, write_timeout_seconds),
    sendConversions: createConversions(client, { timeout_seconds: options.read_timeout_seconds ?? 15, now }),
    healthCheck: () => getsThrough(() => readAccount(client, account)),
  };
}
