import { CodedError } from '../../../contracts/errors/index.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { readAccountMoney, readRates } from '../../../db/queries/fx-rates.ts';
import type { LedgerLine } from '../../../db/queries/write-intents.ts';
import type { ApplyCall } from './grant.ts';
import { converted, ledgerAmounts, overspendFactor } from './ledger-amounts.ts';
import type { WantedChange } from './reserve-changes.ts';

/** A change with what it counts for in the ledger. */
export type PricedChange = WantedChange & { readonly line: LedgerLine };

/**
 * Says what each change counts for, in the currency of its account and in the one that the tenant adds up in, at the newest
 * rate. Throws FX_RATE_MISSING for money that cannot be added up; what moves no money needs no rate.
 */
export async function priceChanges(
  tx: TenantTransaction,
  call: ApplyCall,
  wanted: readonly WantedChange[],
  base_currency: string,
): Promise<readonly PricedChange[]> {
  const accounts = await readAccountMoney(tx, [...new Set(wanted.map(({ change }) => change.account_id))]);
  const { execution_id, playbook_id, requested_by } = call.origin;
  const whose = { execution_id, playbook_id, requested_by_email: requested_by.email };
  const counted = wanted.map((each) => {
    const { platform, account_id } = each.change;
    const account = accounts.find((row) => row.account_id === account_id && row.platform === platform);
    const currency = account?.currency ?? call.change_set.currency;
    return { ...each, currency, ...ledgerAmounts(each.change, overspendFactor(platform)) };
  });
  const rates = await readRates(tx, base_currency, [...new Set(counted.map((each) => each.currency))]);
  return counted.map(({ currency, moved_minor, exposure_minor, ...each }) => {
    const fx_rate = rates.get(currency) ?? null;
    if (fx_rate === null && moved_minor + exposure_minor > 0) throw rateMissing(currency, base_currency);
    const inBase = (minor: number) => converted(minor, currency, base_currency, fx_rate ?? 0);
    const base = { moved_base_minor: inBase(moved_minor), exposure_base_minor: inBase(exposure_minor) };
    return { ...each, line: { ...whose, currency, moved_minor, exposure_minor, ...base, fx_rate } };
  });
}

function rateMissing(currency: string, base_currency: string): CodedError {
  return new CodedError(
    'FX_RATE_MISSING',
    `Money is added up in ${base_currency}, and no rate of ${currency} of today or before is known.`,
    { currency, base_currency },
  );
}
