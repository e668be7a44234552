import { z } from 'zod';
import { entityTypeSchema, type writableFieldSchema } from './change-set.ts';
import { jsonValueSchema } from './json.ts';

/** Platforms this product can name. An adapter registers under one of these. */
export const platformSchema = z.enum(['meta_ads']);
/** A platform id. */
export type Platform = z.infer<typeof platformSchema>;

/** The live state of one entity on a platform, in our terms and units, whatever the wire says. */
export const entityStateSchema = z.object({
  platform: platformSchema,
  account_id: z.string(),
  entity_type: entityTypeSchema,
  entity_id: z.string(),
  parent_id: z.string().nullable(),
  name: z.string(),
  status: z.enum(['active', 'paused', 'archived', 'deleted', 'other']),
  /** Null where the budget is held elsewhere (ad sets under a campaign budget, or the other way round). */
  daily_budget_minor: z.int().nullable(),
  bid_amount_minor: z.int().nullable(),
  bid_strategy: z.string().nullable(),
  creative_id: z.string().nullable(),
  currency: z.string(),
  in_learning: z.boolean().nullable(),
  read_at: z.iso.datetime(),
});
/** The live state of one entity. */
export type EntityState = z.infer<typeof entityStateSchema>;

/** One day (or hour) of one entity. Money in minor units; ratios 0–1; null where the platform gives nothing. */
export const insightRowSchema = z.object({
  entity_id: z.string(),
  date: z.string().describe('ISO date in the account’s time zone'),
  hour: z.int().min(0).max(23).nullable(),
  impressions: z.int(),
  clicks: z.int(),
  spend_minor: z.int(),
  conversions: z.number(),
  revenue_minor: z.int(),
  reach: z.int().nullable(),
  frequency: z.number().nullable(),
});
/** One row of insights. */
export type InsightRow = z.infer<typeof insightRowSchema>;

/** One entry of the platform’s own change history. */
export type PlatformChange = {
  readonly at: string;
  readonly entity_id: string;
  readonly field: z.infer<typeof writableFieldSchema> | 'other';
  readonly before: string | number | null;
  readonly after: string | number | null;
  readonly actor: string | null;
  /** True when this product made the change. */
  readonly ours: boolean;
};

/** Names an entity on a platform. */
export type EntityReference = {
  readonly account_id: string;
  readonly entity_type: z.infer<typeof entityTypeSchema>;
  readonly entity_id: string;
};

/**
 * The port that every ad-platform adapter fills. All calls throw CodedError with a PLATFORM_* code and never anything else.
 * Reads may be repeated freely. `write` sets one field to an absolute value, sends at most one request, and never retries by itself:
 * a lost answer is PLATFORM_OUTCOME_UNKNOWN, and the caller settles it by reading back.
 */
export type AdPlatformAdapter = {
  readonly platform: Platform;
  /** How long a read may lag behind a write, in seconds; settling a lost answer waits at least so long. */
  readonly read_after_write_lag_seconds: number;
  /** After how long a write is given up; whoever finds one half done waits at least so long before it may be sent again. */
  readonly write_timeout_seconds: number;
  /** Which fields can be written on which entity type. */
  readonly writable: Readonly<Record<z.infer<typeof entityTypeSchema>, readonly z.infer<typeof writableFieldSchema>[]>>;
  readEntity(reference: EntityReference): Promise<EntityState>;
  /** Ad sets of a campaign, or ads of an ad set; follows paging to the end. */
  listChildren(reference: EntityReference): Promise<readonly EntityState[]>;
  readInsights(query: {
    readonly reference: EntityReference;
    readonly since: string;
    readonly until: string;
    readonly grain: 'day' | 'hour';
  }): Promise<readonly InsightRow[]>;
  readChanges(query: {
    readonly reference: EntityReference;
    readonly since: string;
  }): Promise<readonly PlatformChange[]>;
  write(request: {
    readonly reference: EntityReference;
    readonly field: z.infer<typeof writableFieldSchema>;
    readonly value: string | number;
    readonly request_id: string;
  }): Promise<{ readonly platform_request_id: string | null }>;
  /** True when the cheapest authorised read works. */
  healthCheck(): Promise<boolean>;
};

/** One line of the sandbox’s ledger of applied mutations: the oracle for exactly-once. */
export const ledgerEntrySchema = z.object({
  seq: z.int(),
  at: z.string(),
  platform: platformSchema,
  account_id: z.string(),
  entity_type: entityTypeSchema,
  entity_id: z.string(),
  field: z.string().describe('the platform’s own field name on the wire, such as daily_budget'),
  before: jsonValueSchema,
  after: jsonValueSchema,
  request_id: z.string().nullable(),
});
/** What `GET /_sandbox/ledger` answers. */
export const ledgerSchema = z.object({ entries: z.array(ledgerEntrySchema) });
