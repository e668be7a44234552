import type { DemoTenant } from '../../contracts/demo-world.ts';
import type { TenantTransaction } from '../connect.ts';
import { sealCredential } from '../queries/credentials.ts';
import { adAccounts, brands } from '../schema/index.ts';
import { stableId } from './stable-id.ts';

const platform = 'meta_ads';

/**
 * Adds the brand and the ad account of a demo tenant; the sandbox token is sealed with `credentials_key` (hex).
 * Sealing again each time follows a key that was changed.
 */
export async function seedAdAccount(tx: TenantTransaction, tenant: DemoTenant, credentials_key: string) {
  const { sandbox_token, ...account } = tenant.account;
  const brand_id = stableId('brand', tenant.tenant_id, tenant.brand_name);
  const ad_account_id = stableId('ad_account', tenant.tenant_id, account.external_id);
  await tx.insert(brands).values({ brand_id, name: tenant.brand_name }).onConflictDoNothing();
  const credential_ciphertext = sealCredential(sandbox_token, {
    key: credentials_key,
    account: { tenant_id: tenant.tenant_id, platform, external_id: account.external_id },
  });
  await tx
    .insert(adAccounts)
    .values({ ad_account_id, brand_id, platform, ...account, credential_ciphertext })
    .onConflictDoUpdate({ target: [adAccounts.tenant_id, adAccounts.ad_account_id], set: { credential_ciphertext } });
  return { brand_id, ad_account_id, platform, currency: account.currency } as const;
}
