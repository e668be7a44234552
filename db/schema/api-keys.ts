import { foreignKey, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Permission } from '../../contracts/roles.ts';
import { createdAt, instant } from './column-types.ts';
import { memberships } from './memberships.ts';
import { definerPolicy, tenantId, tenantPolicy } from './tenant-table.ts';

/** Keys for programs. Only the sha256 of a key is kept; `prefix` is what people may see of it. A key acts as its owner. */
export const apiKeys = pgTable(
  'api_keys',
  {
    tenant_id: tenantId(),
    api_key_id: uuid().notNull().defaultRandom(),
    user_id: uuid().notNull(),
    name: text().notNull(),
    prefix: text().notNull(),
    key_hash: text().notNull(),
    scopes: text().array().$type<Permission[]>().notNull(),
    expires_at: instant(),
    last_used_at: instant(),
    revoked_at: instant(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.api_key_id] }),
    unique('api_keys_key_hash').on(table.key_hash),
    foreignKey({
      name: 'api_keys_of_memberships',
      columns: [table.tenant_id, table.user_id],
      foreignColumns: [memberships.tenant_id, memberships.user_id],
    }),
    tenantPolicy(),
    definerPolicy(),
  ],
);
