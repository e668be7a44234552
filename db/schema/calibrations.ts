import { doublePrecision, index, integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Fitted curves from raw to calibrated confidence; the newest one counts. */
export const calibrations = pgTable(
  'calibrations',
  {
    tenant_id: tenantId(),
    calibration_id: uuid().notNull().defaultRandom(),
    /** Increasing points: raw confidence, share that was right. */
    points: jsonb().$type<readonly { readonly raw: number; readonly calibrated: number }[]>().notNull(),
    cases: integer().notNull(),
    ece_before: doublePrecision().notNull(),
    ece_after: doublePrecision().notNull(),
    fitted_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.calibration_id] }),
    index('calibrations_newest').on(table.tenant_id, table.fitted_at, table.calibration_id),
    tenantPolicy(),
  ],
);
