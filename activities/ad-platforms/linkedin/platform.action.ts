import { z } from 'zod';
import { optionalSecret } from '../../../contracts/config/marks.ts';
import { definePlatform } from '../define-platform.ts';
import { linkedInCapabilities } from './capabilities.ts';

/** The LinkedIn Marketing API. */
export const linkedInAds = definePlatform({
  platform: 'linkedin_ads',
  label: 'LinkedIn Marketing API',
  capabilities: linkedInCapabilities,
  settings: z.object({
    LINKEDIN_ADS_BASE_URL: z
      .string()
      .default('https://api.linkedin.com')
      .describe('host of the Marketing API; the sandbox on one machine'),
    LINKEDIN_ADS_OAUTH_BASE_URL: z
      .string()
      .default('https://www.linkedin.com')
      .describe('host where access tokens are renewed'),
    LINKEDIN_ADS_API_VERSION: z
      .string()
      .regex(/^\d{6}$/)
      .default('202608')
      .describe('header LinkedIn-Version: year and month; each is served for about a year, then answers 426'),
    LINKEDIN_ADS_CLIENT_ID: z.string().optional().describe('your app at LinkedIn; with it access tokens are renewed'),
    LINKEDIN_ADS_CLIENT_SECRET: optionalSecret('secret of your app at LinkedIn'),
    LINKEDIN_ADS_WRITE_TIMEOUT_SECONDS: z.coerce
      .number()
      .positive()
      .default(10)
      .describe('after how long a write, its image included, is given up and settled by reading back'),
    LINKEDIN_ADS_READ_LAG_SECONDS: z.coerce
      .number()
      .min(0)
      .default(5)
      .describe('how long a read may lag behind a write'),
  }),
  sandboxSettings: (url) => ({
    LINKEDIN_ADS_BASE_URL: url,
    LINKEDIN_ADS_OAUTH_BASE_URL: url,
    LINKEDIN_ADS_CLIENT_ID: 'sandbox-app',
    LINKEDIN_ADS_CLIENT_SECRET: 'sandbox-secret',
    LINKEDIN_ADS_WRITE_TIMEOUT_SECONDS: '5',
    LINKEDIN_ADS_READ_LAG_SECONDS: '2',
  }),
  open: async ({ account, credential, saveCredential, fetch, now }, settings) => {
    const { createLinkedInAdapter } = await import('./adapter.ts');
    const { LINKEDIN_ADS_CLIENT_ID: client_id, LINKEDIN_ADS_CLIENT_SECRET: client_secret } = settings;
    return createLinkedInAdapter({
      base_url: settings.LINKEDIN_ADS_BASE_URL,
      oauth_base_url: settings.LINKEDIN_ADS_OAUTH_BASE_URL,
      api_version: settings.LINKEDIN_ADS_API_VERSION,
      app: client_id && client_secret ? { client_id, client_secret } : null,
      read_after_write_lag_seconds: settings.LINKEDIN_ADS_READ_LAG_SECONDS,
      write_timeout_seconds: settings.LINKEDIN_ADS_WRITE_TIMEOUT_SECONDS,
      account_id: account.external_id,
      currency: account.currency,
      credential,
      saveCredential,
      fetch,
      now,
    });
  },
});
