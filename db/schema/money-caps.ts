import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { MoneyCap } from '../../contracts/money-cap.ts';
import { instant, wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Caps on money over a rolling window. Which of them hold now is asked by `effective_at` and `ended_at`; none is ever deleted. */
export const moneyCaps = pgTable(
  'money_caps',
  {
    tenant_id: tenantId(),
    cap_id: uuid().notNull().defaultRandom(),
    scope: text().$type<MoneyCap['scope']>().notNull(),
    scope_id: text().notNull().default(''),
    measure: text().$type<MoneyCap['measure']>().notNull(),
    window_hours: integer().notNull(),
    limit_minor: wholeNumber().notNull(),
    currency: text().notNull(),
    reason: text().notNull(),
    /** The cap that this one takes the place of once it holds. */
    replaces: uuid(),
    proposed_by: uuid().notNull(),
    proposed_by_email: text().notNull(),
    proposed_at: instant().notNull().defaultNow(),
    decided_by: uuid(),
    decided_by_email: text(),
    decided_at: instant(),
    rejected_at: instant(),
    effective_at: instant(),
    ended_at: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.cap_id] }),
    index('money_caps_holding').on(table.tenant_id, table.ended_at, table.scope, table.scope_id),
    index('money_caps_newest').on(table.tenant_id, table.proposed_at, table.cap_id),
    tenantPolicy(),
  ],
);
