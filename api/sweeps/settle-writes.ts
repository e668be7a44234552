import { type Database, withTenant } from '../../db/connect.ts';
import { settleAbandoned } from '../../db/queries/field-holders.ts';
import { lockLedger } from '../../db/queries/money-use.ts';
import { listTenants } from '../../db/queries/tenants.ts';

/**
 * Settles in every tenant what nobody settles any more, such as the write of an execution that was ended in the middle of it:
 * what may have been applied waits for a person from then on, also where nothing else is ever written. Gives how many
 * writes were settled.
 */
export async function settleWrites(database: Database): Promise<number> {
  let settled = 0;
  for (const { tenant_id } of await listTenants(database)) {
    settled += await withTenant(database, tenant_id, async (tx) => {
      await lockLedger(tx);
      return settleAbandoned(tx);
    });
  }
  return settled;
}
