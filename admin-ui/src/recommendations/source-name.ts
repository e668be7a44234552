import { inWords } from '../../../contracts/in-words.ts';

/** Names that are not written as the words of their id would be. */
const spellings: ReadonlyMap<string, string> = new Map([
  ['metrics.daily', 'Figures of each day'],
  ['platform.changes', 'Changes on the platform'],
  ['competitor_signals', 'Competitors'],
  ['audience_analytics', 'Audience'],
  ['historical_patterns', 'History of this campaign'],
  ['creative_metrics', 'Figures of the creatives'],
  ['campaign_metrics', 'Figures of the campaign'],
  ['platform_state', 'State on the platform'],
]);

/** A source of figures as people say it: `site_health` becomes “Site health”. */
export function sourceName(source: string): string {
  return spellings.get(source) ?? inWords(source);
}
