import type { AccountState } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { updateAccountFacts } from '../../../db/queries/ad-accounts.ts';
import { countCampaigns } from '../../../db/queries/entities.ts';
import type { ReadableAccount } from '../../ad-platforms/account-reader.ts';
import type { StreamRun } from './hold-stream.ts';

/** One spelling of a time zone: Etc/UTC and UTC are the same clock. */
function zoneOf(timezone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
}

/**
 * Makes the name, currency and time zone that we hold those that the platform says, and opens the account with them. Where
 * there are campaigns already, another currency or time zone would mix two kinds of money or days: ACCOUNT_FACTS_DIFFER.
 */
export async function takeAccountFacts(run: StreamRun): Promise<ReadableAccount> {
  const { account, adapter } = run.opened;
  const { name, currency, timezone } = await adapter.readAccount();
  const told = { name, currency, timezone } satisfies Omit<AccountState, 'account_id'>;
  const same = currency === account.currency && zoneOf(timezone) === zoneOf(account.timezone);
  if (same && name === account.name) return run.opened;
  await run.inTenant(async (tx) => {
    if (!same && (await countCampaigns(tx, account.ad_account_id)) > 0)
      throw new CodedError(
        'ACCOUNT_FACTS_DIFFER',
        `The platform says ${currency} and ${timezone}; ${account.currency} and ${account.timezone} are stored.`,
        { account_id: account.external_id, told, stored: { currency: account.currency, timezone: account.timezone } },
      );
    // A zone that is only spelled otherwise keeps our spelling.
    await updateAccountFacts(tx, account.ad_account_id, same ? { ...account, name } : told);
  });
  return run.reopen();
}
