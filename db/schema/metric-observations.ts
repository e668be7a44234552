import { doublePrecision, foreignKey, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { campaigns } from './campaigns.ts';
import { instant } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** A plain series of one metric of a campaign, for input that is only timestamp and value. */
export const metricObservations = pgTable(
  'metric_observations',
  {
    tenant_id: tenantId(),
    campaign_id: text().notNull(),
    metric: text().notNull(),
    observed_at: instant().notNull(),
    value: doublePrecision().notNull(),
    source: text().notNull(),
    import_id: uuid(),
  },
  (table) => [
    primaryKey({
      name: 'metric_observations_pk',
      columns: [table.tenant_id, table.campaign_id, table.metric, table.observed_at],
    }),
    foreignKey({
      name: 'metric_observations_of_campaigns',
      columns: [table.tenant_id, table.campaign_id],
      foreignColumns: [campaigns.tenant_id, campaigns.campaign_id],
    }),
    tenantPolicy(),
  ],
);
