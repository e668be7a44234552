import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Access tokens that ended before their time, by their `jti`. A row may go once the token would have expired by itself. */
export const revokedTokens = pgTable(
  'revoked_tokens',
  {
    tenant_id: tenantId(),
    jti: uuid().notNull(),
    user_id: uuid().notNull(),
    expires_at: instant().notNull(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.jti] }),
    index('revoked_tokens_expiry').on(table.tenant_id, table.expires_at),
    tenantPolicy(),
  ],
);
