import { fieldWords as writable } from '../../../contracts/approval-card.ts';

const shortNames = ['cpc', 'cpm', 'cpa', 'ctr', 'roas'];

/** A metric as people write it: `cpc` is CPC, `conversion_rate` is Conversion rate. */
export function metricLabel(metric: string): string {
  if (shortNames.includes(metric)) return metric.toUpperCase();
  const words = metric.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** An instant as people read it: the day, and the time unless it stands for the whole day. Always UTC. */
export function momentLabel(at: string): string {
  const [day = at, time = ''] = at.split('T');
  return time === '' || time.startsWith('23:59') || time.startsWith('00:00:00')
    ? day
    : `${day} ${time.slice(0, 5)} UTC`;
}

const fields: Readonly<Record<string, string>> = { ...writable, bid_amount: 'bid' };

/** A field of a campaign within a sentence: `bid_amount_minor` is "bid". */
export function fieldWords(field: string): string {
  return fields[field] ?? field.replaceAll('_', ' ');
}
