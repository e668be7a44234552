import { formatMoney } from '../money/format-money.ts';
import { describeDeadline } from '../time/describe-time.ts';
import type { ApprovalView } from './approval-view.ts';

/** The inbox in one sentence: how many, how much daily money they move, how soon the first one ends. */
export function summarizeInbox(approvals: readonly ApprovalView[], now_ms: number): string {
  if (approvals.length === 0) return 'Nothing waits for you.';
  const moved = new Map<string, number>();
  for (const { change_set } of approvals) {
    if (change_set === null || change_set.total_change_minor === 0) continue;
    moved.set(change_set.currency, (moved.get(change_set.currency) ?? 0) + change_set.total_change_minor);
  }
  const parts = [`${approvals.length} ${approvals.length === 1 ? 'decision waits' : 'decisions wait'}`];
  const money = [...moved].map(([currency, minor]) => formatMoney(minor, currency)).join(' and ');
  if (money !== '') parts.push(`${money} a day would move`);
  const waiting = new Map<string, number>();
  for (const { change_set, recommendation } of approvals) {
    const minor = recommendation?.daily_cost_of_waiting_minor ?? 0;
    const currency = change_set?.currency ?? 'USD';
    if (minor > 0) waiting.set(currency, (waiting.get(currency) ?? 0) + minor);
  }
  const cost = [...waiting].map(([currency, minor]) => formatMoney(minor, currency, { whole: true })).join(' and ');
  if (cost !== '') parts.push(`waiting costs about ${cost} a day`);
  const ends = approvals
    .filter(({ frozen_at }) => frozen_at === null)
    .map(({ expires_at }) => expires_at)
    .toSorted()[0];
  if (ends !== undefined) parts.push(`the first: ${describeDeadline(ends, now_ms).text.toLowerCase()}`);
  const frozen = approvals.filter(({ frozen_at }) => frozen_at !== null).length;
  if (frozen > 0) parts.push(`${frozen} with the clock stopped by a pause`);
  return parts.join(' · ');
}

/** The neighbour in a list, staying at its ends; the first item when nothing was chosen yet. */
export function neighbour<T extends { readonly id: string }>(
  items: readonly T[],
  id: string | null,
  step: 1 | -1,
): string | null {
  if (items.length === 0) return null;
  const at = items.findIndex((item) => item.id === id);
  if (at === -1) return items[0]?.id ?? null;
  return items[Math.min(items.length - 1, Math.max(0, at + step))]?.id ?? null;
}

/** Where to go once an item has left the list: the one below it, or the one above when it was the last. */
export function nextAfter<T extends { readonly id: string }>(items: readonly T[], id: string): string | null {
  const at = items.findIndex((item) => item.id === id);
  return items[at + 1]?.id ?? items[at - 1]?.id ?? null;
}

/** The ids from one item to another in a list, both with; only the second where the first is not there. */
export function rangeOf(ids: readonly string[], from: string | null, to: string): string[] {
  const [start, end] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)];
  if (start === -1 || end === -1) return [to];
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1);
}
