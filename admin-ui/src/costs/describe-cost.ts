import type { Tone } from '../executions/describe-execution.ts';
import type { BudgetView, CostGroups } from './cost-view.ts';

/** One row of a table of costs. */
export type CostRow = CostGroups[string] & { readonly name: string; readonly part_pct: number };

/** The groups of a report with each one’s part of the whole: days from the newest, everything else from the dearest. */
export function costRows(groups: CostGroups, order: 'dearest' | 'newest'): CostRow[] {
  const rows = Object.entries(groups);
  const total = rows.reduce((sum, [, { cost }]) => sum + cost, 0);
  return rows
    .map(([name, group]) => ({ name, ...group, part_pct: total === 0 ? 0 : (group.cost / total) * 100 }))
    .toSorted((a, b) => (order === 'newest' ? 0 : b.cost - a.cost) || b.name.localeCompare(a.name));
}

/** How much of a budget is used, and whether people should look; null for a run, which has its own each time. */
export function budgetState(
  budget: BudgetView,
): { readonly used_pct: number; readonly word: string; readonly tone: Tone } | null {
  const { used_usd, limit_usd, alert_at_pct } = budget;
  if (used_usd === null) return null;
  const used_pct = limit_usd === 0 ? 100 : (used_usd / limit_usd) * 100;
  if (used_pct >= 100) return { used_pct, word: 'spent: texts are worded without a model', tone: 'bad' };
  if (used_pct >= alert_at_pct) return { used_pct, word: 'nearly spent', tone: 'waiting' };
  return { used_pct, word: 'within', tone: 'good' };
}

/** An amount that somebody typed, at least 0; a point or a comma is the decimal mark. Null when it is none. */
export function readAmount(text: string, most: number): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(trimmed)) return null;
  const amount = Number(trimmed);
  return amount > most ? null : amount;
}
