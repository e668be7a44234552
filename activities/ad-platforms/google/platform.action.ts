import { z } from 'zod';
import { optionalSecret, secret } from '../../../contracts/config/marks.ts';
import { definePlatform } from '../define-platform.ts';
import { googleCapabilities } from './capabilities.ts';

/** The Google Ads API, with conversions through the Data Manager API. */
export const googleAds = definePlatform({
  platform: 'google_ads',
  label: 'Google Ads API',
  capabilities: googleCapabilities,
  settings: z.object({
    GOOGLE_ADS_BASE_URL: z
      .string()
      .default('https://googleads.googleapis.com')
      .describe('Google Ads API host; the sandbox on one machine'),
    GOOGLE_ADS_API_VERSION: z.string().default('v26').describe('Google Ads API version'),
    GOOGLE_OAUTH_BASE_URL: z
      .string()
      .default('https://oauth2.googleapis.com')
      .describe('where Google renews access tokens'),
    GOOGLE_OAUTH_CLIENT_ID: z.string().default('').describe('OAuth client of your Google Cloud project'),
    GOOGLE_OAUTH_CLIENT_SECRET: secret(z.string().default('').describe('its secret')),
    GOOGLE_DATA_MANAGER_BASE_URL: z
      .string()
      .default('https://datamanager.googleapis.com')
      .describe('Data Manager API host, for conversions'),
    GOOGLE_ADS_DEVELOPER_TOKEN: optionalSecret(
      'only where Google still asks for one; ignored by it since September 2026',
    ),
    GOOGLE_ADS_VALIDATE_ONLY: z
      .stringbool()
      .default(false)
      .describe('Google only checks each write and makes none; the write is then reported as refused'),
    GOOGLE_ADS_WRITE_TIMEOUT_SECONDS: z.coerce
      .number()
      .positive()
      .default(10)
      .describe('after how long a write, with what it looks up first, is given up and settled by reading back'),
    GOOGLE_ADS_READ_LAG_SECONDS: z.coerce.number().min(0).default(5).describe('how long a read may lag behind a write'),
  }),
  sandboxSettings: (url) => ({
    GOOGLE_ADS_BASE_URL: url,
    GOOGLE_OAUTH_BASE_URL: url,
    GOOGLE_OAUTH_CLIENT_ID: 'sandbox-client',
    GOOGLE_OAUTH_CLIENT_SECRET: 'sandbox-client-secret',
    GOOGLE_DATA_MANAGER_BASE_URL: url,
    GOOGLE_ADS_READ_LAG_SECONDS: '2',
  }),
  open: async ({ account, credential, saveCredential, fetch, now }, settings) => {
    const { createGoogleAdapter } = await import('./adapter.ts');
    return createGoogleAdapter({
      base_url: settings.GOOGLE_ADS_BASE_URL,
      api_version: settings.GOOGLE_ADS_API_VERSION,
      oauth_base_url: settings.GOOGLE_OAUTH_BASE_URL,
      client_id: settings.GOOGLE_OAUTH_CLIENT_ID,
      client_secret: settings.GOOGLE_OAUTH_CLIENT_SECRET,
      data_manager_base_url: settings.GOOGLE_DATA_MANAGER_BASE_URL,
      developer_token: settings.GOOGLE_ADS_DEVELOPER_TOKEN ?? null,
      validate_only: settings.GOOGLE_ADS_VALIDATE_ONLY,
      write_timeout_seconds: settings.GOOGLE_ADS_WRITE_TIMEOUT_SECONDS,
      read_after_write_lag_seconds: settings.GOOGLE_ADS_READ_LAG_SECONDS,
      account_id: account.external_id,
      login_customer_id: account.settings.login_customer_id ?? null,
      currency: account.currency,
      timezone: account.timezone,
      ...{ credential, saveCredential, fetch, now },
    });
  },
});
