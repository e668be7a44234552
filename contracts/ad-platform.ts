import { z } from 'zod';
import type { AdTexts } from './ad-copy.ts';
import { type CreativeContent, entityTypeSchema, type writableFieldSchema } from './change-set.ts';
import type { ConversionEvent, ConversionReport } from './conversion.ts';
import { jsonValueSchema } from './json.ts';
import type { LaunchState } from './launch.ts';
import { type Platform, platformSchema } from './platform.ts';
import type { PlatformCapabilities } from './platform-capabilities.ts';

export { type Platform, platformSchema } from './platform.ts';

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
  /** Null where the entity has a daily budget, or the platform has none for all its life. */
  lifetime_budget_minor: z.int().nullable(),
  /** Start and end of delivery as ISO moments; null when it runs from the beginning, or without end, or has none here. */
  starts_at: z.iso.datetime().nullable(),
  ends_at: z.iso.datetime().nullable(),
  /** Ids of audiences that are aimed at or left out: sorted, joined by commas; '' for none, null where there is no targeting. */
  included_audience_ids: z.string().nullable(),
  excluded_audience_ids: z.string().nullable(),
  /** Whether the platform may show ads beyond the chosen audience; null where it has no such switch. */
  audience_expansion: z.enum(['on', 'off']).nullable(),
  /** Only of a creative that this product made: the digest of what it was made from. */
  content_digest: z.string().nullable(),
  currency: z.string(),
  in_learning: z.boolean().nullable(),
  read_at: z.iso.datetime(),
});
/** The live state of one entity. */
export type EntityState = z.infer<typeof entityStateSchema>;

/** Everything of an entity that may be absent, as absent: an adapter spreads it and says only what its platform has. */
export const nothingHeld = {
  daily_budget_minor: null,
  bid_amount_minor: null,
  bid_strategy: null,
  creative_id: null,
  lifetime_budget_minor: null,
  starts_at: null,
  ends_at: null,
  included_audience_ids: null,
  excluded_audience_ids: null,
  audience_expansion: null,
  content_digest: null,
  in_learning: null,
} as const;

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
  /** Of the impressions that a search campaign could have had: those it had, and those it lost to its budget and its rank. */
  impression_share: z.number().nullish(),
  impression_share_lost_budget: z.number().nullish(),
  impression_share_lost_rank: z.number().nullish(),
  /** Whatever people did with the ad, clicks included. */
  engagements: z.int().nullish(),
  /** Plays of the ad's video that were begun, and those watched to the end. */
  video_views: z.int().nullish(),
  video_completions: z.int().nullish(),
});
/** One row of insights. */
export type InsightRow = z.infer<typeof insightRowSchema>;

/** How many people a platform says it reached over some days: its own figure, which no sum or mean of days gives. */
export type ReachRow = {
  readonly entity_id: string;
  readonly impressions: number;
  readonly reach: number;
  readonly frequency: number;
};

/**
 * Another advertiser in the same auctions, as the platform tells. Ratios 0–1: its share of the impressions that it could have
 * had, how often it was shown when we were, and how often it then stood above us.
 */
export type AuctionRival = {
  readonly domain: string;
  readonly impression_share: number | null;
  readonly overlap_rate: number | null;
  readonly position_above_rate: number | null;
  readonly outranking_share: number | null;
};

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

/** An ad account as the platform describes it. */
export type AccountState = {
  readonly account_id: string;
  readonly name: string;
  readonly currency: string;
  readonly timezone: string;
};

/** An audience that ads can be aimed at. `size` is the platform's own estimate, null when it gives none. */
export type AudienceState = {
  readonly audience_id: string;
  readonly name: string;
  readonly kind: 'custom' | 'lookalike' | 'saved' | 'other';
  readonly size: number | null;
  readonly ready: boolean;
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
  /** Which fields can be written on which entity type: the same as in the platform's capabilities. */
  readonly writable: PlatformCapabilities['writable'];
  /**
   * One entity. A creative of our making is named by its key (`entity_id` = `mbi-<16 hex>`), which stands in its name on the
   * platform; one that does not exist yet is no error but the status `deleted` with a null digest.
   */
  readEntity(reference: EntityReference): Promise<EntityState>;
  readAccount(): Promise<AccountState>;
  /** Every campaign of the account that is not deleted; follows paging to the end. */
  listCampaigns(): Promise<readonly EntityState[]>;
  /** Audiences of the account; empty where the platform has none. */
  listAudiences(): Promise<readonly AudienceState[]>;
  /** Ad sets of a campaign, or ads of an ad set; follows paging to the end. */
  listChildren(reference: EntityReference): Promise<readonly EntityState[]>;
  readInsights(query: {
    readonly reference: EntityReference;
    readonly since: string;
    readonly until: string;
    readonly grain: 'day' | 'hour';
  }): Promise<readonly InsightRow[]>;
  /**
   * Reach of a campaign, or of each of its ads, over all the days from `since` to `until` together; left out where the platform
   * tells it by day only or not at all. What was not shown in that time has no row.
   */
  readReach?(query: {
    readonly reference: EntityReference;
    readonly by: 'campaign' | 'ad';
    readonly since: string;
    readonly until: string;
  }): Promise<readonly ReachRow[]>;
  /**
   * Who else was in a campaign's auctions in those days; left out where the platform does not tell. Throws
   * PLATFORM_CAPABILITY_MISSING for an account that it does not tell.
   */
  readAuctionInsights?(query: {
    readonly reference: EntityReference;
    readonly since: string;
    readonly until: string;
  }): Promise<readonly AuctionRival[]>;
  /** The words of one ad; left out where the platform does not tell them. An ad without words has empty lists. */
  readAdTexts?(ad: EntityReference): Promise<AdTexts>;
  readChanges(query: {
    readonly reference: EntityReference;
    readonly since: string;
  }): Promise<readonly PlatformChange[]>;
  write(request: {
    readonly reference: EntityReference;
    readonly field: z.infer<typeof writableFieldSchema>;
    readonly value: string | number;
    /** What a new creative is made from; only with the field `content_digest`. */
    readonly content?: CreativeContent;
    readonly request_id: string;
    /**
     * When the right to send was last asked for, in milliseconds of `performance.now()`; the call itself when left out. The
     * write must have left within `write_timeout_seconds` of it, so that one that was held up after asking is not sent late.
     */
    readonly asked_at_ms?: number;
  }): Promise<{ readonly platform_request_id: string | null }>;
  /**
   * Tells the platform of conversions; left out where it takes none. Sending the same `event_id` again counts once, by the
   * platform's own rule, so that a lost answer may be answered by sending again.
   */
  sendConversions?(batch: {
    /** Pixel, dataset, conversion action or rule: where the events belong. */
    readonly destination: string;
    readonly events: readonly ConversionEvent[];
  }): Promise<ConversionReport>;
  /** How a launch is received, with the comments after a moment; left out where nothing is launched. */
  readLaunch?(query: {
    readonly reference: EntityReference;
    /** Null for all of them. */
    readonly comments_since: string | null;
    readonly most_comments: number;
  }): Promise<LaunchState>;
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
