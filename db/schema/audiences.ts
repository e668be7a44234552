import { boolean, foreignKey, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { AudienceState } from '../../contracts/ad-platform.ts';
import { adAccounts } from './ad-accounts.ts';
import { instant, wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Audiences of ad accounts, as the platforms list them. */
export const audiences = pgTable(
  'audiences',
  {
    tenant_id: tenantId(),
    id: uuid().notNull().defaultRandom(),
    ad_account_id: uuid().notNull(),
    audience_id: text().notNull(),
    name: text().notNull(),
    kind: text().$type<AudienceState['kind']>().notNull(),
    size: wholeNumber(),
    ready: boolean().notNull(),
    seen_at: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    unique('audiences_audience_id').on(table.tenant_id, table.ad_account_id, table.audience_id),
    foreignKey({
      name: 'audiences_of_ad_accounts',
      columns: [table.tenant_id, table.ad_account_id],
      foreignColumns: [adAccounts.tenant_id, adAccounts.ad_account_id],
    }),
    tenantPolicy(),
  ],
);
