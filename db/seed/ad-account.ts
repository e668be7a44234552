import type { Credential } from '../../contracts/credential.ts';
import type { DemoAccount, DemoTenant } from '../../contracts/demo-world.ts';
import type { Platform } from '../../contracts/platform.ts';
import type { TenantTransaction } from '../connect.ts';
import { sealCredential } from '../queries/credentials.ts';
import { adAccounts, brands } from '../schema/index.ts';
import { stableId } from './stable-id.ts';

/** The main account of a tenant, as `other_accounts` gives the others. */
function mainAccount(tenant: DemoTenant): Pick<DemoAccount, 'platform'> & { readonly account: DemoTenant['account'] } {
  return { platform: 'meta_ads', account: tenant.account };
}

/**
 * What is sealed: the bare token on Meta, whose tokens last; elsewhere the token with the one that renews it.
 */
function credentialOf(platform: Platform, sandbox_token: string): string {
  if (platform === 'meta_ads') return sandbox_token;
  const refresh_token = `refresh-${sandbox_token}`;
  return JSON.stringify({ access_token: sandbox_token, refresh_token, expires_at: null } satisfies Credential);
}

/**
 * Adds the brand and an ad account of a demo tenant (the main one unless another is named); the sandbox token is sealed with
 * `credentials_key` (hex). Sealing again each time follows a key that was changed.
 */
export async function seedAdAccount(
  tx: TenantTransaction,
  tenant: DemoTenant,
  credentials_key: string,
  held: Pick<DemoAccount, 'platform'> & { readonly account: DemoTenant['account'] } = mainAccount(tenant),
) {
  const { platform } = held;
  const { sandbox_token, external_id, name, currency, timezone, platform_settings = {} } = held.account;
  const account = { external_id, name, currency, timezone };
  const brand_id = stableId('brand', tenant.tenant_id, tenant.brand_name);
  const ad_account_id = stableId('ad_account', tenant.tenant_id, external_id);
  await tx.insert(brands).values({ brand_id, name: tenant.brand_name }).onConflictDoNothing();
  const credential_ciphertext = sealCredential(credentialOf(platform, sandbox_token), {
    key: credentials_key,
    account: { tenant_id: tenant.tenant_id, platform, external_id },
  });
  await tx
    .insert(adAccounts)
    .values({ ad_account_id, brand_id, platform, ...account, platform_settings, credential_ciphertext })
    .onConflictDoUpdate({ target: [adAccounts.tenant_id, adAccounts.ad_account_id], set: { credential_ciphertext } });
  return { brand_id, ad_account_id, platform, currency } as const;
}
