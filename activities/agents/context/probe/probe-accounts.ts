import { type Database, withTenant } from '../../../../db/connect.ts';
import { listAdAccounts } from '../../../../db/queries/ad-accounts.ts';
import type { CampaignReader } from '../../../ad-platforms/campaign-reader.ts';
import type { Probed } from '../collector/collector.ts';

/** Asks the stored facts and the platform of every connected account whether they answer. */
export async function probeAccounts(
  deps: { readonly database: Database; readonly platform: Pick<CampaignReader, 'checkAccounts'> },
  tenant_id: string,
): Promise<readonly Probed[]> {
  const [stored, accounts] = await Promise.all([
    probeDatabase(deps, tenant_id),
    deps.platform.checkAccounts(tenant_id),
  ]);
  return [
    ...stored,
    ...accounts.map(({ name, answers }) => ({ part: name, error: answers ? null : `${name} does not answer.` })),
  ];
}

/** Asks whether what is stored can be read. */
export async function probeDatabase(
  { database }: { readonly database: Database },
  tenant_id: string,
): Promise<readonly Probed[]> {
  try {
    await withTenant(database, tenant_id, listAdAccounts);
    return [{ part: 'stored facts', error: null }];
  } catch {
    return [{ part: 'stored facts', error: 'The database does not answer.' }];
  }
}
