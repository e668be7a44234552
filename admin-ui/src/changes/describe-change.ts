import { formatMoney } from '../money/format-money.ts';
import { metricLabel } from '../money/percent.ts';
import { formatMoment } from '../time/describe-time.ts';
import type { ChangeView } from './change-view.ts';

const fieldNames: ReadonlyMap<string, string> = new Map([
  ['daily_budget_minor', 'daily budget'],
  ['lifetime_budget_minor', 'lifetime budget'],
  ['bid_amount_minor', 'bid'],
  ['status', 'status'],
  ['creative_id', 'creative'],
  ['starts_at', 'start'],
  ['ends_at', 'end'],
  ['included_audience_ids', 'audiences'],
  ['excluded_audience_ids', 'excluded audiences'],
  ['audience_expansion', 'audience expansion'],
  ['content_digest', 'new creative'],
]);

const entityNames: ReadonlyMap<string, string> = new Map([['ad_set', 'ad set']]);

/** The field as people say it: `daily budget`. */
export function fieldName(field: string): string {
  return fieldNames.get(field) ?? metricLabel(field).toLowerCase();
}

/** The kind of entity as people say it: `ad set`. */
export function entityName(entity_type: string): string {
  return entityNames.get(entity_type) ?? entity_type;
}

/** A value of a field for people: money with its currency, a status as a word, a moment in the reader’s time, “none” for nothing. */
export function formatValue(field: string, value: ChangeView['before'], currency: string): string {
  if (value === null || value === '') return 'none';
  if (typeof value === 'number') {
    return field.endsWith('_minor') ? formatMoney(value, currency) : value.toLocaleString('en-US');
  }
  if (field === 'starts_at' || field === 'ends_at') return formatMoment(value);
  if (field === 'content_digest') return 'a new creative';
  if (field.endsWith('_audience_ids')) return value.replaceAll(',', ', ');
  if (field !== 'status') return value;
  return value.charAt(0).toUpperCase() + value.slice(1).toLowerCase();
}

/** What a change does, as an imperative: `Raise bid`, `Cut daily budget`, `Pause ad`, `Swap creative`. */
export function changeVerb(change: Pick<ChangeView, 'field' | 'before' | 'after' | 'entity_type'>): string {
  const { field, before, after } = change;
  if (field === 'status') {
    const to = String(after).toLowerCase();
    const verb = to === 'paused' ? 'Pause' : to === 'active' ? 'Resume' : 'Change status of';
    return `${verb} ${entityName(change.entity_type)}`;
  }
  if (field === 'creative_id') return 'Swap creative';
  if (field === 'content_digest') return 'Upload creative';
  if (field === 'audience_expansion') return `Turn ${after} audience expansion`;
  if (typeof before === 'number' && typeof after === 'number' && before !== after) {
    return `${after > before ? 'Raise' : 'Cut'} ${fieldName(field)}`;
  }
  return `Set ${fieldName(field)}`;
}
