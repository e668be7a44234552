import { boolean, index, integer, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Looks at landing pages: whether they answered, how fast, and whether the conversion tag was there. */
export const siteChecks = pgTable(
  'site_checks',
  {
    tenant_id: tenantId(),
    check_id: uuid().notNull().defaultRandom(),
    campaign_id: varchar({ length: 255 }).notNull(),
    url: text().notNull(),
    checked_at: instant().notNull(),
    ok: boolean().notNull(),
    http_status: integer(),
    response_ms: integer(),
    tag_found: boolean(),
    error_code: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.check_id] }),
    index('site_checks_campaign').on(table.tenant_id, table.campaign_id, table.checked_at),
    tenantPolicy(),
  ],
);
