import type { Change } from '../../../contracts/change-set.ts';
import type { LedgerLine } from './facts.ts';

/** What the sandbox's books call the fields of a change. */
const bookNames: Readonly<Record<Change['field'], string>> = {
  daily_budget_minor: 'daily_budget',
  lifetime_budget_minor: 'lifetime_budget',
  bid_amount_minor: 'bid_amount',
  status: 'status',
  creative_id: 'creative',
  starts_at: 'starts_at',
  ends_at: 'ends_at',
  included_audience_ids: 'included_audiences',
  excluded_audience_ids: 'excluded_audiences',
  audience_expansion: 'audience_expansion',
  content_digest: 'creative_content',
};

/** True when a line of the ledger is this change carried out: the same thing on the same platform, set to what was planned. */
export function isSameChange(line: LedgerLine, change: Change): boolean {
  if (line.platform !== change.platform || line.field !== bookNames[change.field]) return false;
  if (change.field === 'content_digest') return JSON.stringify(line.after).includes(change.entity_id);
  return line.entity_id === change.entity_id && plain(line.after) === plain(change.after);
}

function plain(value: unknown): string {
  return String(value).toLowerCase();
}

/** A line for people. */
export function describeLine({ seq, platform, entity_id, field, before, after }: LedgerLine): string {
  return `line ${seq}: ${platform} ${entity_id} ${field} ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}

/** A change for people. */
export function describeChange({ platform, entity_id, field, before, after }: Change): string {
  return `${platform} ${entity_id} ${field} ${before} → ${after}`;
}
