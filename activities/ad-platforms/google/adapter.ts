import { z } from 'zod';
import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import type { PublicGet } from '../../public-web/index.ts';
import { getsThrough } from '../wire/gets-through.ts';
import { listAudiences, readAccount } from './account.ts';
import { readAuctionInsights } from './auction-insights.ts';
import { googleCapabilities } from './capabilities.ts';
import { readChanges } from './changes.ts';
import { createGoogleClient, type GoogleClientOptions } from './client.ts';
import { sendConversions } from './conversions.ts';
import { listCampaigns, listChildren, readAdTexts, readEntity } from './entities.ts';
import { id } from './gaql.ts';
import { readInsights } from './insights.ts';
import { healthQuery } from './queries.ts';
import { readReach } from './reach.ts';
import { write } from './writes.ts';

/** One ad account and how to reach it. */
export type GoogleAdapterOptions = Omit<GoogleClientOptions, 'customer_id' | 'login_customer_id'> & {
  /** The account's id, with or without dashes. */
  readonly account_id: string;
  /** The manager account through which it is reached, with or without dashes. */
  readonly login_customer_id: string | null;
  readonly currency: string;
  readonly timezone: string;
  readonly read_after_write_lag_seconds: number;
  /** How images of the customer’s are had; a seam for tests. */
  readonly getPublic?: PublicGet | undefined;
};

const digitsOf = (text: string) => id(text.replaceAll('-', ''));

/**
 * The Google Ads API and the Data Manager API behind the ad-platform port.
 * https://developers.google.com/google-ads/api/rest/overview
 */
export function createGoogleAdapter(options: GoogleAdapterOptions): AdPlatformAdapter {
  const { account_id, currency, timezone, now, write_timeout_seconds } = options;
  const customer_id = digitsOf(account_id);
  const login_customer_id = options.login_customer_id === null ? null : digitsOf(options.login_customer_id);
  const client = createGoogleClient({ ...options, customer_id, login_customer_id });
  const google = { client, facts: { account_id, customer_id, currency, timezone, now } };
  const { getPublic } = options;

  return {
    platform: 'google_ads',
    read_after_write_lag_seconds: options.read_after_write_lag_seconds,
    write_timeout_seconds,
    writable: googleCapabilities.writable,
    readEntity: (reference) => readEntity(google, reference),
    readAccount: () => readAccount(google),
    listCampaigns: () => listCampaigns(google),
    listAudiences: () => listAudiences(google),
    listChildren: (reference) => listChildren(google, reference),
    readInsights: (query) => readInsights(google, query),
    readReach: (query) => readReach(google, query),
    readAuctionInsights: (query) => readAuctionInsights(google, query),
    readAdTexts: (ad) => readAdTexts(google, ad),
    readChanges: (query) => readChanges(google, query),
    write: (request) => write(google, request, { write_timeout_seconds, getPublic }),
    sendConversions: (batch) => sendConversions(google, batch, login_customer_id),
    healthCheck: () => getsThrough(() => client.search(healthQuery(), z.unknown())),
  };
}
