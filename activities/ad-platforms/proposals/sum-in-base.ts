import { CodedError } from '../../../contracts/errors/index.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { readMoneySettings, readRates } from '../../../db/queries/fx-rates.ts';
import { changeOf, type ProposedChange } from '../write/change-set.ts';
import { converted } from '../write/ledger-amounts.ts';

/** Wishes of one account, in whose currency their amounts are. */
export type WishesOfAccount = { readonly currency: string; readonly wishes: readonly ProposedChange[] };

/**
 * What wishes over several currencies move together, in the tenant’s own, at the newest rates. Throws FX_RATE_MISSING for
 * money that cannot be added up; what moves no money needs no rate.
 */
export async function sumInBase(tx: TenantTransaction, parts: readonly WishesOfAccount[]) {
  const { base_currency } = await readMoneySettings(tx);
  const rates = await readRates(tx, base_currency, [...new Set(parts.map((part) => part.currency))]);
  const total_change_minor = parts.reduce((sum, { currency, wishes }) => {
    const moved = wishes.reduce((all, wish) => all + changeOf(wish).money_moved_minor, 0);
    const rate = rates.get(currency);
    if (rate !== undefined) return sum + converted(moved, currency, base_currency, rate);
    if (moved === 0) return sum;
    const reason = `Money is added up in ${base_currency}, and no rate of ${currency} of today or before is known.`;
    throw new CodedError('FX_RATE_MISSING', reason, { currency, base_currency });
  }, 0);
  return { currency: base_currency, total_change_minor };
}
