import { sourceWords } from '../../../contracts/source-words.ts';

/** A source of figures as a heading: `campaign_metrics` becomes “Campaign figures”. */
export function sourceName(source: string): string {
  const words = sourceWords(source);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
