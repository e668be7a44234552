import { CodedError } from '../../../contracts/errors/index.ts';
import { type AdAccount, findAdAccount } from '../../../db/queries/ad-accounts.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { type StartedExecution, startExecution } from '../../executions/start-execution.ts';
import type { CallerPart } from '../../operation/operation.ts';

/** The playbook that keeps accounts in step; a tenant may change it. */
const slug = 'sync-accounts';

/** Starts the playbook about one account. Throws PLAYBOOK_NOT_FOUND, PLAYBOOK_RETIRED or EXECUTION_CONFLICT. */
export async function startSync(
  deps: Pick<ApiDependencies, 'relay'>,
  caller: CallerPart,
  wanted: {
    readonly account: Pick<AdAccount, 'external_id' | 'ad_account_id'>;
    readonly name: string;
    readonly execution_id: string;
    readonly backfill_days: number | null;
  },
): Promise<StartedExecution> {
  const { account, name, execution_id, backfill_days } = wanted;
  const { principal, inTenant } = caller;
  const unique = (await inTenant((tx) => findAdAccount(tx, account.external_id))) !== null;
  return startExecution(
    deps,
    { principal, inTenant },
    {
      ...{ execution_id, playbook: slug, mode: 'live', undo_of: null },
      inputs: {
        // The schedule names accounts by the platform's id, and two runs of one account have to meet; ours where two have it.
        ...(unique ? {} : { account_id: account.ad_account_id }),
        ...(backfill_days === null ? {} : { backfill_days }),
      },
      entity: { type: 'account', id: account.external_id, name },
    },
  );
}

/** The same where nobody asked for it alone: that it runs already, or is not there, is no reason to refuse. */
export async function trySync(...given: Parameters<typeof startSync>): Promise<string | null> {
  try {
    return (await startSync(...given)).execution_id;
  } catch (error) {
    const codes = ['PLAYBOOK_NOT_FOUND', 'PLAYBOOK_RETIRED', 'EXECUTION_CONFLICT', 'EXECUTION_INPUT_INVALID'];
    if (error instanceof CodedError && codes.includes(error.code)) return null;
    throw error;
  }
}
