import type { CapFact, ChaosFacts, Checker, LedgerLine, Violation } from './facts.ts';
import { describeLine } from './same-change.ts';

/** How many times its daily budget a platform may spend on one day; written down here anew, not taken from the product. */
const worstDay: Readonly<Record<string, number>> = { google_ads: 2, meta_ads: 1.75, linkedin_ads: 2, tiktok_ads: 2 };

/** I3: at every prefix of the ledger the money moved and the exposure stay within every cap. All of a run lies in one window. */
export const checkWithinCaps: Checker = (facts) => facts.caps.flatMap((cap) => checkCap(facts, cap));

function checkCap(facts: ChaosFacts, cap: CapFact): readonly Violation[] {
  const sums = prefixSums(facts, cap);
  const first = sums.find(({ sum }) => sum > cap.limit_minor + 1e-6);
  if (first === undefined) return [];
  const text = `${cap.measure} of ${cap.scope} ${cap.scope_id} is ${first.sum} of ${cap.limit_minor} after ${describeLine(first.line)}`;
  return [{ law: 'I3', what: 'over_cap', text }];
}

/** What is used of a cap after each line of the ledger that counts for it. */
export function prefixSums(facts: ChaosFacts, cap: CapFact): readonly { line: LedgerLine; sum: number }[] {
  let sum = 0;
  return facts.ledger
    .filter((line) => falls(facts, cap, line))
    .map((line) => {
      sum += amountOf(facts, cap, line) * (facts.rates[line.platform] ?? 1);
      return { line, sum };
    });
}

function falls({ campaigns }: ChaosFacts, { scope, scope_id }: CapFact, line: LedgerLine): boolean {
  switch (scope) {
    case 'tenant':
      return true;
    case 'platform':
      return line.platform === scope_id;
    case 'account':
      return line.account_id === scope_id;
    case 'campaign':
      return (campaigns.get(line.entity_id) ?? line.entity_id) === scope_id;
    case 'requester':
      return false;
  }
}

function amountOf(facts: ChaosFacts, { measure }: CapFact, line: LedgerLine): number {
  const difference = Number(line.after) - Number(line.before ?? 0);
  const factor = worstDay[line.platform] ?? 2;
  switch (line.field) {
    case 'daily_budget':
      return measure === 'moved' ? Math.abs(difference) : Math.max(0, difference) * factor;
    case 'lifetime_budget':
      return measure === 'moved' ? Math.abs(difference) : Math.max(0, difference);
    case 'status': {
      const behind = budgetBehind(facts, line);
      if (measure === 'moved') return behind;
      return String(line.after).toLowerCase() === 'active' ? behind * factor : 0;
    }
    default:
      return 0;
  }
}

/** The daily budget that stands behind a campaign at a line: what it began with, or what was set since. */
function budgetBehind({ ledger, budgets }: ChaosFacts, { entity_id, seq }: LedgerLine): number {
  const set = ledger.findLast(
    (line) => line.entity_id === entity_id && line.field === 'daily_budget' && line.seq < seq,
  );
  return set === undefined ? (budgets.get(entity_id) ?? 0) : Number(set.after);
}
