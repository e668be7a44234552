import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { tenantId, tenantPolicy } from './tenant-table.ts';
import { tenants } from './tenants.ts';

/** The brands that a tenant markets. */
export const brands = pgTable(
  'brands',
  {
    tenant_id: tenantId().references(() => tenants.tenant_id),
    brand_id: uuid().notNull().defaultRandom(),
    name: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.brand_id] }), tenantPolicy()],
);
