import { z } from 'zod';

/** How a collector stands: `degraded` is slower than its budget or failed in one of its newest five calls; `down` fails its probe. */
export const collectorHealthStates = ['healthy', 'degraded', 'down'] as const;
/** How a collector stands. */
export type CollectorHealthState = (typeof collectorHealthStates)[number];

/** The collectors by the names under which health and cache are kept. */
export const collectorNames = [
  'campaign_metrics',
  'creatives',
  'competitors',
  'audience',
  'history',
  'calendar',
  'experiments',
  'site_health',
] as const;
/** A collector. */
export const collectorNameSchema = z.enum(collectorNames);
/** A collector. */
export type CollectorName = z.infer<typeof collectorNameSchema>;
