import { customType, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** Payloads too large for a workflow's history, named by the sha256 (hex) of their bytes, which is checked when they are read. */
export const payloadBlobs = pgTable(
  'payload_blobs',
  {
    tenant_id: tenantId(),
    sha256: text().notNull(),
    size_bytes: wholeNumber().notNull(),
    content: bytes().notNull(),
    created_at: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenant_id, table.sha256] }), tenantPolicy()],
);
