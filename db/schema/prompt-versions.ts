import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** A copy of every prompt version that was ever used, by the digest of its content, so that an old run can be explained. */
export const promptVersions = pgTable(
  'prompt_versions',
  {
    tenant_id: tenantId(),
    digest: text().notNull(),
    name: text().notNull(),
    version: text().notNull(),
    content: jsonb().$type<JsonObject>().notNull(),
    first_used_at: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.digest] }), tenantPolicy()],
);
