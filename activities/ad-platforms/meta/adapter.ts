import { z } from 'zod';
import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import type { PublicGet } from '../../public-web/index.ts';
import { getsThrough } from '../wire/gets-through.ts';
import { listAudiences, listCampaigns, readAccount } from './account.ts';
import { metaCapabilities } from './capabilities.ts';
import { readChanges } from './changes.ts';
import { createMetaClient, type MetaClientOptions } from './client.ts';
import { sendConversions } from './conversions.ts';
import { readAdTexts } from './creatives.ts';
import { listChildren, readEntity } from './entities.ts';
import { readInsights } from './insights.ts';
import { readReach } from './reach.ts';
import { write } from './writes.ts';

/** One ad account and how to reach it. */
export type MetaAdapterOptions = MetaClientOptions & {
  /** Meta's id of the ad account, `act_…`. */
  readonly account_id: string;
  /** ISO currency of the account: Meta's amounts carry none. */
  readonly currency: string;
  /** Our app's id at Meta; with it the change history can tell our changes from people's. */
  readonly application_id?: string | null;
  /** The page in whose name ads are shown; without one no creative can be made. */
  readonly page_id?: string | null;
  readonly read_after_write_lag_seconds?: number;
  /** How images of the customer’s are had; a seam for tests. */
  readonly getPublic?: PublicGet | undefined;
  readonly now?: () => Date;
};

/**
 * The Meta Marketing API behind the ad-platform port.
 * https://developers.facebook.com/docs/marketing-api/reference
 */
export function createMetaAdapter(options: MetaAdapterOptions): AdPlatformAdapter {
  const write_timeout_seconds = options.write_timeout_seconds ?? 5;
  const client = createMetaClient({ ...options, write_timeout_seconds });
  const account = {
    account_id: options.account_id,
    currency: options.currency,
    application_id: options.application_id ?? null,
    now: options.now ?? (() => new Date()),
    page_id: options.page_id ?? null,
    getPublic: options.getPublic,
    write_timeout_seconds,
  };

  return {
    platform: 'meta_ads',
    read_after_write_lag_seconds: options.read_after_write_lag_seconds ?? 5,
    write_timeout_seconds,
    writable: metaCapabilities.writable,
    readEntity: (reference) => readEntity(client, account, reference),
    readAccount: () => readAccount(client, account),
    listCampaigns: () => listCampaigns(client, account),
    listAudiences: () => listAudiences(client, account),
    listChildren: (reference) => listChildren(client, account, reference),
    readInsights: (query) => readInsights(client, account, query),
    readReach: (query) => readReach(client, query),
    readAdTexts: (ad) => readAdTexts(client, ad),
    readChanges: (query) => readChanges(client, account, query),
    write: (request) => write(client, account, request),
    sendConversions: (batch) => sendConversions(client, account, batch),
    healthCheck: () =>
      getsThrough(() => client.get(account.account_id, { fields: 'id' }, z.object({ id: z.string() }))),
  };
}
