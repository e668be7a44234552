import { foreignKey, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Platform } from '../../contracts/ad-platform.ts';
import { brands } from './brands.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Accounts on ad platforms. `external_id` is the platform's id; the token is sealed (see db/queries/credentials.ts). */
export const adAccounts = pgTable(
  'ad_accounts',
  {
    tenant_id: tenantId(),
    ad_account_id: uuid().notNull().defaultRandom(),
    brand_id: uuid().notNull(),
    platform: text().$type<Platform>().notNull(),
    external_id: text().notNull(),
    name: text().notNull(),
    currency: text().notNull(),
    timezone: text().notNull(),
    credential_ciphertext: text(),
    /** What else the platform must be told of the account, such as Google’s `login_customer_id`; never a secret. */
    platform_settings: jsonb().$type<Readonly<Record<string, string>>>().notNull().default({}),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.ad_account_id] }),
    unique('ad_accounts_external_id').on(table.tenant_id, table.platform, table.external_id),
    foreignKey({
      name: 'ad_accounts_of_brands',
      columns: [table.tenant_id, table.brand_id],
      foreignColumns: [brands.tenant_id, brands.brand_id],
    }),
    tenantPolicy(),
  ],
);
