import { sql } from 'drizzle-orm';
import { date, index, jsonb, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** What a source said of the competitors of an industry on one day. Rows of the same source and day replace nothing: the newest counts. */
export const competitorObservations = pgTable(
  'competitor_observations',
  {
    tenant_id: tenantId(),
    observation_id: uuid().notNull().defaultRandom(),
    source: text().notNull(),
    industry: text(),
    keywords: text().array().notNull().default(sql`'{}'::text[]`),
    campaign_id: varchar({ length: 255 }),
    observed_on: date({ mode: 'string' }).notNull(),
    signals: jsonb().$type<JsonObject>().notNull(),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.observation_id] }),
    index('competitor_observations_newest').on(table.tenant_id, table.observed_on, table.observation_id),
    tenantPolicy(),
  ],
);
