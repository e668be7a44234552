import type { Change } from '../../../contracts/change-set.ts';
import { minorPerMajor } from '../../../contracts/minor-units.ts';
import { adPlatforms } from '../platforms.action.ts';
import { isRaise } from './more-careful.ts';

/** What one change counts for in the ledger, in minor units of its account's currency. */
export type LedgerAmounts = { readonly moved_minor: number; readonly exposure_minor: number };

/** Where a platform says nothing of how much of a daily budget it may spend on one day: as much as the worst of them. */
const unknownOverspend = 2;

/** How many times its daily budget a platform may spend on one day at worst. */
export function overspendFactor(platform: string): number {
  const known = adPlatforms.find((each) => each.platform === platform);
  return known?.capabilities.daily_overspend_factor ?? unknownOverspend;
}

/**
 * What a change moves and what it exposes. Moved is |Δ| of the budget, or the money behind a change of status. Exposed is a
 * raise alone, as the most that one day may cost because of it: a daily budget times what the platform may overspend, a
 * lifetime budget whole, all of the budget behind something that is resumed or may run for longer. A lowering or a pause exposes nothing and
 * frees nothing. Fractions of a minor unit count as a whole one.
 */
export function ledgerAmounts(change: Change, overspend_factor: number): LedgerAmounts {
  const { field, before, after, money_moved_minor } = change;
  const raise = Math.max(0, Number(after ?? 0) - Number(before ?? 0));
  switch (field) {
    case 'daily_budget_minor':
      return { moved_minor: difference(change), exposure_minor: Math.ceil(raise * overspend_factor) };
    case 'lifetime_budget_minor':
      return { moved_minor: difference(change), exposure_minor: raise };
    case 'status':
    case 'starts_at':
    case 'ends_at': {
      const exposed = isRaise(change) ? Math.ceil(money_moved_minor * overspend_factor) : 0;
      return { moved_minor: money_moved_minor, exposure_minor: exposed };
    }
    default:
      return { moved_minor: money_moved_minor, exposure_minor: 0 };
  }
}

/** |Δ| of a budget, or what the plan says if that is more. */
function difference({ before, after, money_moved_minor }: Change): number {
  return Math.max(money_moved_minor, Math.abs(Number(after ?? 0) - Number(before ?? 0)));
}

/**
 * An amount in another currency, by what one unit of the one is worth in the other, rounded up: a limit is never passed by
 * rounding. The tiniest parts are cut off first, because 0.1 × 3 is not a little more than 0.3.
 */
export function converted(minor: number, from: string, to: string, rate: number): number {
  if (from === to) return minor;
  const exact = (minor / minorPerMajor(from)) * rate * minorPerMajor(to);
  return Math.ceil(Number(exact.toFixed(6)));
}
