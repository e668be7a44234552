import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Files of metrics that were imported; facts point here through `import_id`. `imported_by` is a user id. */
export const metricImports = pgTable(
  'metric_imports',
  {
    tenant_id: tenantId(),
    import_id: uuid().notNull().defaultRandom(),
    campaign_id: text().notNull(),
    file_name: text().notNull(),
    format: text().notNull(),
    row_count: integer().notNull(),
    imported_by: uuid().notNull(),
    imported_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.import_id] }),
    index('metric_imports_campaign').on(table.tenant_id, table.campaign_id, table.imported_at),
    tenantPolicy(),
  ],
);
