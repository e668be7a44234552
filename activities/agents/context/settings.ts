import type { z } from 'zod';
import type { collectorConfig } from '../../../contracts/config/index.ts';
import { createAmplitude } from './analytics/amplitude.ts';
import type { AnalyticsSource } from './analytics/analytics-source.ts';
import { createGa4 } from './analytics/ga4.ts';
import { createMixpanel } from './analytics/mixpanel.ts';
import type { CompetitorSource } from './competitors/source-signals.ts';
import { createMetaAdLibrary } from './competitors/sources/meta-ad-library.ts';
import { createSemrush } from './competitors/sources/semrush.ts';
import { createSimilarweb } from './competitors/sources/similarweb.ts';
import { createSpyfu } from './competitors/sources/spyfu.ts';
import { createSourceClient } from './wire/source-client.ts';

/** The settings of the collectors. */
export type CollectorConfig = Readonly<z.infer<typeof collectorConfig>>;

/** How long the answers of each collector are good: the general time, or the one of its own. */
export function createTtlOf(config: CollectorConfig): (collector: string) => number {
  const own = new Map(
    config.MBI_COLLECTOR_CACHE_OVERRIDES.split(',').flatMap((each) => {
      const [name, seconds] = each.split('=');
      return name === undefined || seconds === undefined ? [] : [[name, Number(seconds)] as const];
    }),
  );
  return (collector) => own.get(collector) ?? config.MBI_COLLECTOR_CACHE_SECONDS;
}

/** The sources of competitor signals that have a key. */
export function competitorSources(config: CollectorConfig, send: typeof fetch): readonly CompetitorSource[] {
  const client = (vendor: string) => createSourceClient({ vendor, fetch: send });
  const { SEMRUSH_API_KEY, SPYFU_API_KEY, META_AD_LIBRARY_TOKEN } = config;
  const sources: CompetitorSource[] = [];
  if (SEMRUSH_API_KEY !== undefined) {
    const { SEMRUSH_BASE_URL: base_url, SEMRUSH_DATABASE: database } = config;
    sources.push(createSemrush({ client: client('SEMrush'), base_url, database, key: SEMRUSH_API_KEY }));
  }
  if (SPYFU_API_KEY !== undefined) {
    sources.push(createSpyfu({ client: client('SpyFu'), base_url: config.SPYFU_BASE_URL, key: SPYFU_API_KEY }));
  }
  const domains = config.SIMILARWEB_DOMAINS.split(',').filter((each) => each.trim() !== '');
  if (config.SIMILARWEB_API_KEY !== undefined && domains.length > 0) {
    const { SIMILARWEB_API_KEY: key, SIMILARWEB_BASE_URL: base_url, SIMILARWEB_COUNTRY: country } = config;
    sources.push(createSimilarweb({ client: client('Similarweb'), base_url, key, country, domains }));
  }
  if (META_AD_LIBRARY_TOKEN !== undefined) {
    const countries = config.META_AD_LIBRARY_COUNTRIES.split(',');
    const reached = { client: client('Meta Ad Library'), base_url: config.META_AD_LIBRARY_BASE_URL, countries };
    sources.push(createMetaAdLibrary({ ...reached, token: META_AD_LIBRARY_TOKEN }));
  }
  return sources;
}

/** The web analytics product that is configured: the first of GA4, Mixpanel and Amplitude; null when none is. */
export function analyticsSource(config: CollectorConfig, send: typeof fetch): AnalyticsSource | null {
  const client = (vendor: string) => createSourceClient({ vendor, fetch: send });
  const { GA4_PROPERTY_ID: property_id, GA4_ACCESS_TOKEN: access_token } = config;
  if (property_id !== undefined && access_token !== undefined) {
    return createGa4({ client: client('GA4'), base_url: config.GA4_BASE_URL, property_id, access_token });
  }
  const { MIXPANEL_PROJECT_ID: project_id, MIXPANEL_SERVICE_ACCOUNT: service_account } = config;
  if (project_id !== undefined && service_account !== undefined) {
    const { MIXPANEL_BASE_URL: base_url, MIXPANEL_EVENT: event } = config;
    return createMixpanel({ client: client('Mixpanel'), base_url, project_id, service_account, event });
  }
  if (config.AMPLITUDE_KEYS === undefined) return null;
  const { AMPLITUDE_BASE_URL: base_url, AMPLITUDE_EVENT: event, AMPLITUDE_KEYS: keys } = config;
  return createAmplitude({ client: client('Amplitude'), base_url, keys, event });
}
