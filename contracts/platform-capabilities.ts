import type { z } from 'zod';
import type { CopyRules } from './ad-copy.ts';
import type { entityTypeSchema, writableFieldSchema } from './change-set.ts';

/**
 * What an action may need of a platform. An action names its needs in its definition; the compiler compares them with the
 * capabilities of the platforms that a playbook is for.
 */
export type PlatformAbility =
  | 'set_daily_budget'
  | 'set_lifetime_budget'
  | 'set_bid'
  | 'set_status'
  | 'rotate_creative'
  | 'upload_creative'
  | 'set_schedule'
  | 'include_audiences'
  | 'exclude_audiences'
  | 'audience_expansion'
  | 'send_conversions'
  /** The words of an ad. */
  | 'read_ad_copy'
  | 'read_insights'
  | 'read_hours'
  | 'read_changes'
  /** Reach over several days together. */
  | 'read_reach'
  /** Who else is in the auctions. */
  | 'read_auction_insights'
  | 'read_launch';

/** What a platform can do and how it counts: plain data, read by the compiler, the adapter, the ledger, the docs and the admin. */
export type PlatformCapabilities = {
  readonly abilities: readonly PlatformAbility[];
  /** Which fields can be written on which entity type. */
  readonly writable: Readonly<Record<z.infer<typeof entityTypeSchema>, readonly z.infer<typeof writableFieldSchema>[]>>;
  /** What the platform calls a campaign, an ad set and an ad; null where it has no such level. */
  readonly names: { readonly campaign: string; readonly ad_set: string | null; readonly ad: string | null };
  /** Where a daily budget may be held. */
  readonly budget_owners: readonly ('campaign' | 'ad_set')[];
  /**
   * How much of a daily budget may be spent on one day at worst, as a factor: Google may spend 2 times, Meta 1.75 times.
   * Where the platform says nothing, 2.
   */
  readonly daily_overspend_factor: number;
  /** A write can be checked by the platform without being made. */
  readonly dry_run: boolean;
  /** What keeps a repeated creation from making two: a key of ours, the name, or nothing (then it is looked up first). */
  readonly creation_guard: 'request_id' | 'unique_name' | 'none';
  /** Whether the platform says of an ad set that it is in its learning phase; where it does not, our own records must do. */
  readonly tells_learning: boolean;
  readonly impression_share: boolean;
  readonly reach: boolean;
  /** For how many days after a click a conversion may still be counted: so long a sync reads again. */
  readonly conversion_lag_days: number;
  /** What may be written as the words of an ad; null where nothing is. */
  readonly copy: CopyRules | null;
};
