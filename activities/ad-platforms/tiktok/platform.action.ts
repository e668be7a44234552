import { z } from 'zod';
import { optionalSecret } from '../../../contracts/config/marks.ts';
import { definePlatform } from '../define-platform.ts';
import { tiktokCapabilities } from './capabilities.ts';

/** The TikTok API for Business. */
export const tiktokAds = definePlatform({
  platform: 'tiktok_ads',
  label: 'TikTok API for Business',
  capabilities: tiktokCapabilities,
  settings: z.object({
    TIKTOK_ADS_BASE_URL: z
      .string()
      .default('https://business-api.tiktok.com')
      .describe('host of the API; the sandbox on one machine'),
    TIKTOK_ADS_API_VERSION: z.string().default('v1.3').describe('API version'),
    TIKTOK_ADS_APP_ID: z
      .string()
      .optional()
      .describe('id of your developer app at TikTok; with it the change history tells your changes from people’s'),
    TIKTOK_ADS_APP_SECRET: optionalSecret('secret of that app; with it access that ends is renewed without a person'),
    TIKTOK_ADS_WRITE_TIMEOUT_SECONDS: z.coerce
      .number()
      .positive()
      .default(5)
      .describe('after how long a write is given up and settled by reading back'),
    TIKTOK_ADS_READ_LAG_SECONDS: z.coerce
      .number()
      .min(0)
      .default(10)
      .describe('how long a read may lag behind a write'),
  }),
  sandboxSettings: (url) => ({
    TIKTOK_ADS_BASE_URL: url,
    TIKTOK_ADS_READ_LAG_SECONDS: '2',
    TIKTOK_ADS_APP_ID: '7420042004200420042',
    TIKTOK_ADS_APP_SECRET: 'sandbox-secret',
  }),
  open: async ({ account, credential, saveCredential, fetch, now }, settings) => {
    const { createTiktokAdapter } = await import('./adapter.ts');
    return createTiktokAdapter({
      base_url: settings.TIKTOK_ADS_BASE_URL,
      api_version: settings.TIKTOK_ADS_API_VERSION,
      read_after_write_lag_seconds: settings.TIKTOK_ADS_READ_LAG_SECONDS,
      write_timeout_seconds: settings.TIKTOK_ADS_WRITE_TIMEOUT_SECONDS,
      app: { app_id: settings.TIKTOK_ADS_APP_ID ?? null, secret: settings.TIKTOK_ADS_APP_SECRET ?? null },
      account_id: account.external_id,
      currency: account.currency,
      ...{ credential, saveCredential, fetch, now },
    });
  },
});
