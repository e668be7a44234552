import { z } from 'zod';
import { flag, optionalSecret } from './marks.ts';

/** What collectors of the context read besides the ad platforms. A source without its key is not asked, and the context says so. */
export const collectorConfig = z.object({
  MBI_COLLECTOR_DEADLINE_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(5000)
    .default(4500)
    .describe('how long a collector may take, its attempts included'),
  MBI_COLLECTORS_AT_WORK: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(16)
    .describe(
      'how many collections a worker makes at once; the others wait, and their deadline begins with their turn',
    ),
  MBI_COLLECTOR_CACHE_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(86_400)
    .default(300)
    .describe('how long an answer of a collector is good'),
  MBI_COLLECTOR_CACHE_OVERRIDES: z
    .string()
    .regex(/^$|^[a-z_]+=\d{1,5}(,[a-z_]+=\d{1,5})*$/)
    .default('')
    .describe('other times for single collectors, such as competitors=3600,history=900'),
  MBI_HOLIDAY_COUNTRIES: z
    .string()
    .regex(/^$|^[A-Z]{2}(,[A-Z]{2})*$/)
    .default('US')
    .describe('whose holidays count where the time zone of an account tells no country (US, GB, DE, FR, JP)'),
  MBI_SITE_CHECK_LOOPBACK: flag
    .default(false)
    .describe('true lets landing pages be on this machine; demonstrations only'),
  SEMRUSH_API_KEY: optionalSecret('switches SEMrush on as a source of competitor signals'),
  SEMRUSH_BASE_URL: z.url().default('https://api.semrush.com').describe('SEMrush, or something that speaks its API'),
  SEMRUSH_DATABASE: z.string().default('us').describe('regional database of SEMrush'),
  SPYFU_API_KEY: optionalSecret('switches SpyFu on as a source of competitor signals'),
  SPYFU_BASE_URL: z.url().default('https://api.spyfu.com/apis').describe('SpyFu, or something that speaks its API'),
  SIMILARWEB_API_KEY: optionalSecret(
    'switches Similarweb on as a source of competitor signals; it needs SIMILARWEB_DOMAINS too',
  ),
  SIMILARWEB_BASE_URL: z
    .url()
    .default('https://api.similarweb.com')
    .describe('Similarweb, or something that speaks its API'),
  SIMILARWEB_COUNTRY: z.string().default('world').describe('country whose visits Similarweb counts'),
  SIMILARWEB_DOMAINS: z
    .string()
    .default('')
    .describe('domains of competitors that Similarweb is asked about, separated by commas; at most five'),
  META_AD_LIBRARY_TOKEN: optionalSecret('switches the Meta Ad Library on as a source'),
  META_AD_LIBRARY_BASE_URL: z
    .url()
    .default('https://graph.facebook.com/v25.0')
    .describe('Meta Graph API with its version, or something that speaks it'),
  META_AD_LIBRARY_COUNTRIES: z
    .string()
    .regex(/^[A-Z]{2}(,[A-Z]{2})*$/)
    .default('US')
    .describe('where the ads must be shown'),
  MBI_ANALYTICS_TENANT_ID: z
    .uuid()
    .optional()
    .describe('the tenant whose site the web analytics below count; no other tenant is told of it'),
  GA4_PROPERTY_ID: z.string().optional().describe('switches Google Analytics 4 on, with GA4_ACCESS_TOKEN'),
  GA4_ACCESS_TOKEN: optionalSecret('OAuth token with the scope analytics.readonly'),
  GA4_BASE_URL: z.url().default('https://analyticsdata.googleapis.com').describe('Google Analytics Data API'),
  MIXPANEL_PROJECT_ID: z.string().optional().describe('switches Mixpanel on, with MIXPANEL_SERVICE_ACCOUNT'),
  MIXPANEL_SERVICE_ACCOUNT: optionalSecret('user name and secret, joined by a colon'),
  MIXPANEL_BASE_URL: z.url().default('https://mixpanel.com/api').describe('Mixpanel Query API'),
  MIXPANEL_EVENT: z.string().default('Purchase').describe('the event that is a conversion'),
  AMPLITUDE_KEYS: optionalSecret('switches Amplitude on: API key and secret key, joined by a colon'),
  AMPLITUDE_BASE_URL: z.url().default('https://amplitude.com/api').describe('Amplitude Dashboard REST API'),
  AMPLITUDE_EVENT: z.string().default('Purchase').describe('the event that is a conversion'),
});
