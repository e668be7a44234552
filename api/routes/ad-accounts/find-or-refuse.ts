import { CodedError } from '../../../contracts/errors/index.ts';
import { type AdAccount, findAdAccount } from '../../../db/queries/ad-accounts.ts';
import type { TenantTransaction } from '../../dependencies.ts';

/** The ad account with this id (ours, or the platform’s). Throws ACCOUNT_NOT_FOUND, also for another tenant’s. */
export async function accountOrRefuse(tx: TenantTransaction, id: string): Promise<AdAccount> {
  const account = await findAdAccount(tx, id);
  if (account === null) throw new CodedError('ACCOUNT_NOT_FOUND', `There is no ad account ${id}.`);
  return account;
}
