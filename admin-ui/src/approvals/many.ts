import { formatMoney } from '../money/format-money.ts';
import type { ApprovalView } from './approval-view.ts';
import { cannotDecideWords } from './describe-approval.ts';

/** Several decisions as one sheet shows them before anything is sent. */
export type Many = {
  readonly included: readonly ApprovalView[];
  /** What is left out, and why. */
  readonly excluded: readonly { readonly approval: ApprovalView; readonly why: string }[];
  /** What all of them move a day, and the highest risk among them: `$216 a day would move · highest risk: medium`. */
  readonly summary: string;
};

const risks = ['high', 'medium', 'low'] as const;

/** Sorts what was picked into what can be decided together and what cannot; a high risk is always decided by itself. */
export function manyOf(picked: readonly ApprovalView[], kind: 'approve' | 'reject'): Many {
  const excluded = picked.flatMap((approval) => {
    const why = whyNot(approval, kind);
    return why === null ? [] : [{ approval, why }];
  });
  const left = new Set(excluded.map(({ approval }) => approval.id));
  const included = picked.filter(({ id }) => !left.has(id));
  const moved = new Map<string, number>();
  for (const { change_set } of included) {
    if (change_set === null || change_set.total_change_minor === 0) continue;
    moved.set(change_set.currency, (moved.get(change_set.currency) ?? 0) + change_set.total_change_minor);
  }
  const money = [...moved].map(([currency, minor]) => formatMoney(minor, currency)).join(' and ');
  const highest = risks.find((level) => included.some(({ recommendation }) => recommendation?.risk_level === level));
  const summary = [
    money === '' ? 'No daily money moves directly' : `${money} a day would move`,
    `highest risk: ${highest ?? 'not rated'}`,
  ].join(' · ');
  return { included, excluded, summary };
}

function whyNot(approval: ApprovalView, kind: 'approve' | 'reject'): string | null {
  if (!approval.can_decide) return cannotDecideWords(approval.cannot_decide_code);
  if (kind === 'reject') return null;
  return approval.recommendation?.risk_level === 'high' ? 'Its risk is high: open it and decide it by itself.' : null;
}
