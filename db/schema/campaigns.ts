import { sql } from 'drizzle-orm';
import { boolean, foreignKey, index, pgTable, primaryKey, text, unique, uuid, varchar } from 'drizzle-orm/pg-core';
import type { Platform } from '../../contracts/ad-platform.ts';
import { adAccounts } from './ad-accounts.ts';
import { createdAt, instant, wholeNumber } from './column-types.ts';
import { tenantId, tenantPolicy } from './tenant-table.ts';

/** Campaigns. `campaign_id` is the platform's id and the key everywhere; `id` is ours, for addresses that need a uuid. */
export const campaigns = pgTable(
  'campaigns',
  {
    tenant_id: tenantId(),
    id: uuid().notNull().defaultRandom(),
    campaign_id: varchar({ length: 255 }).notNull(),
    campaign_name: varchar({ length: 500 }).notNull(),
    platform: varchar({ length: 50 }).$type<Platform>().notNull(),
    ad_account_id: uuid().notNull(),
    brand_id: uuid().notNull(),
    industry: varchar({ length: 100 }),
    keywords: text().array().notNull().default(sql`'{}'::text[]`),
    status: text().notNull(),
    objective: text(),
    daily_budget_minor: wholeNumber(),
    currency: text().notNull(),
    target_cpa_minor: wholeNumber(),
    audience_size: wholeNumber(),
    protected: boolean().notNull().default(false),
    landing_page_url: text(),
    /** Overrides the tenant's stage of the reasoning agent. */
    rollout_stage: text().$type<'shadow' | 'internal_beta' | 'limited' | 'full'>(),
    autonomy: text().$type<'shadow' | 'propose' | 'auto'>(),
    created_at: createdAt(),
    updated_at: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant_id, table.id] }),
    unique('campaigns_campaign_id').on(table.tenant_id, table.campaign_id),
    foreignKey({
      name: 'campaigns_of_ad_accounts',
      columns: [table.tenant_id, table.ad_account_id],
      foreignColumns: [adAccounts.tenant_id, adAccounts.ad_account_id],
    }),
    index('campaigns_newest').on(table.tenant_id, table.created_at, table.id),
    tenantPolicy(),
  ],
);
