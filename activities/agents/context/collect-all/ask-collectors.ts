import type { Subject } from '../collector/subject.ts';
import type { Collectors } from '../collectors.ts';

/** The collectors as they are asked. */
export type AskedCollectors = { readonly [Name in keyof Collectors]: Pick<Collectors[Name], 'collect'> };

/**
 * Asks all eight collectors at the same time, so that the whole takes as long as the slowest of them. None rejects, and each
 * keeps a deadline of its own.
 */
export async function askCollectors(all: AskedCollectors, subject: Subject) {
  const [campaign_metrics, creatives, competitors, audience, history, calendar, experiments, site_health] =
    await Promise.all([
      all.campaign_metrics.collect(subject),
      all.creatives.collect(subject),
      all.competitors.collect(subject),
      all.audience.collect(subject),
      all.history.collect(subject),
      all.calendar.collect(subject),
      all.experiments.collect(subject),
      all.site_health.collect(subject),
    ]);
  return { campaign_metrics, creatives, competitors, audience, history, calendar, experiments, site_health };
}
