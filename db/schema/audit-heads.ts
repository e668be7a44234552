import { pgTable, text } from 'drizzle-orm/pg-core';
import { wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** The newest link of each tenant's audit chain; locked while the next one is made, and proof that no tail is missing. */
export const auditHeads = pgTable(
  'audit_heads',
  { tenant_id: tenantId().primaryKey(), seq: wholeNumber().notNull(), hash: text().notNull() },
  () => [tenantPolicy()],
);
