import { z } from 'zod';
import { definePlatform } from '../define-platform.ts';
import { metaCapabilities } from './capabilities.ts';

/** The Meta Marketing API. */
export const metaAds = definePlatform({
  platform: 'meta_ads',
  label: 'Meta Marketing API',
  capabilities: metaCapabilities,
  settings: z.object({
    META_ADS_BASE_URL: z
      .string()
      .default('https://graph.facebook.com')
      .describe('Graph API host; the sandbox on one machine'),
    META_ADS_API_VERSION: z.string().default('v26.0').describe('Graph API version'),
    META_ADS_WRITE_TIMEOUT_SECONDS: z.coerce
      .number()
      .positive()
      .default(5)
      .describe('after how long a write is given up and settled by reading back'),
    META_ADS_APPLICATION_ID: z
      .string()
      .optional()
      .describe('id of your app at Meta; with it the change history tells your changes from people’s'),
    META_ADS_READ_LAG_SECONDS: z.coerce.number().min(0).default(5).describe('how long a read may lag behind a write'),
  }),
  sandboxSettings: (url) => ({
    META_ADS_BASE_URL: url,
    META_ADS_READ_LAG_SECONDS: '2',
    META_ADS_APPLICATION_ID: '420042004200',
  }),
  open: async ({ account, credential, fetch, now }, settings) => {
    const { createMetaAdapter } = await import('./adapter.ts');
    return createMetaAdapter({
      base_url: settings.META_ADS_BASE_URL,
      api_version: settings.META_ADS_API_VERSION,
      read_after_write_lag_seconds: settings.META_ADS_READ_LAG_SECONDS,
      write_timeout_seconds: settings.META_ADS_WRITE_TIMEOUT_SECONDS,
      application_id: settings.META_ADS_APPLICATION_ID ?? null,
      account_id: account.external_id,
      currency: account.currency,
      page_id: account.settings.page_id ?? null,
      access_token: credential.access_token,
      fetch,
      now,
    });
  },
});
