const words: Readonly<Record<string, string>> = {
  campaign_metrics: 'campaign figures',
  creative_metrics: 'creative figures',
  competitor_signals: 'competitor signals',
  audience_analytics: 'audience figures',
  historical_patterns: 'history of the campaign',
  calendar_events: 'calendar',
  site_health: 'checks of the landing page',
  platform_state: 'present state on the platform',
  platform_changes: 'changes on the platform',
  'platform.changes': 'changes on the platform',
  'metrics.daily': 'figures of each day',
  'metrics.impression_share': 'impression share',
};

/** A source of figures within a sentence: `audience_analytics` is "audience figures". One that is not listed is said by its name. */
export function sourceWords(source: string): string {
  return Object.hasOwn(words, source) ? (words[source] ?? source) : source.replaceAll(/[_.]+/g, ' ');
}
