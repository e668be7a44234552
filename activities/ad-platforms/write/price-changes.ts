import { CodedError } from '../../../contracts/errors/index.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { readCampaignMoney, readRates } from '../../../db/queries/fx-rates.ts';
import type { LedgerLine } from '../../../db/queries/write-intents.ts';
import type { ApplyCall } from './grant.ts';
import { converted, ledgerAmounts, overspendFactor } from './ledger-amounts.ts';
import type { WantedChange } from './reserve-changes.ts';

type CampaignMoney = Awaited<ReturnType<typeof readCampaignMoney>>[number];

/** A change with what it counts for in the ledger. */
export type PricedChange = WantedChange & { readonly line: LedgerLine };

/**
 * Throws PLATFORM_DRIFT, which leads to a new plan and a new question, where money means something else than when it was
 * agreed to: a campaign runs in another account by now, or its account counts in another currency.
 */
function checkAsAgreed({ change_set }: ApplyCall, accounts: readonly CampaignMoney[], base_currency: string): void {
  for (const { campaign_id, account_id, entity_name } of change_set.changes) {
    const live = accounts.find((row) => row.campaign_id === campaign_id)?.account_id ?? account_id;
    if (live !== account_id)
      throw new CodedError('PLATFORM_DRIFT', `${entity_name} runs in the account ${live} now, not in ${account_id}.`, {
        ...{ campaign_id, field: 'account_id', before: account_id, live },
      });
  }
  for (const { campaign_id, currency, entity_name } of change_set.changes) {
    const live = accounts.find((row) => row.campaign_id === campaign_id)?.currency ?? currency;
    if (currency === undefined || live === currency) continue;
    const reason = `${entity_name} was planned in ${currency}, and its account counts in ${live} now.`;
    throw new CodedError('PLATFORM_DRIFT', reason, { campaign_id, field: 'currency', before: currency, live });
  }
  const [one = change_set.currency, ...more] = new Set(accounts.map((row) => row.currency));
  const live = more.length === 0 ? one : base_currency;
  if (live !== change_set.currency)
    throw new CodedError('PLATFORM_DRIFT', `The plan counts in ${change_set.currency}, and it is ${live} now.`, {
      ...{ field: 'currency', before: change_set.currency, live },
    });
}

/**
 * Says what each change counts for, in the currency of its account and in the one that the tenant adds up in, at the newest
 * rate. Throws FX_RATE_MISSING for money that cannot be added up; what moves no money needs no rate. Throws PLATFORM_DRIFT
 * where account or currency are not those of the plan.
 */
export async function priceChanges(
  tx: TenantTransaction,
  call: ApplyCall,
  wanted: readonly WantedChange[],
  base_currency: string,
): Promise<readonly PricedChange[]> {
  const ids = [...new Set(call.change_set.changes.map((change) => change.campaign_id))];
  const accounts = await readCampaignMoney(tx, ids);
  checkAsAgreed(call, accounts, base_currency);
  const { execution_id, playbook_id, requested_by } = call.origin;
  const whose = { execution_id, playbook_id, requested_by_email: requested_by.email };
  const counted = wanted.map((each) => {
    const { platform, campaign_id } = each.change;
    const account = accounts.find((row) => row.campaign_id === campaign_id);
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
