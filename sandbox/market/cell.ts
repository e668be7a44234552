import type { Attention } from './attention.ts';

/** A conversion: when the click was, when the platform reports it, and what it was worth in minor units. */
export type Conversion = { readonly at: number; readonly reported_at: number; readonly revenue_minor: number };

/** What one ad did in one hour, at its end. Counts are whole numbers, money is whole minor units. */
export type Cell = {
  readonly start: number;
  readonly date: string;
  readonly hour: number;
  readonly ad_id: string;
  readonly impressions: number;
  readonly clicks: number;
  readonly spend_minor: number;
  readonly conversions: readonly Conversion[];
  /** People whom this ad, and the whole campaign, could meet on this day. */
  readonly pool: number;
  readonly campaign_pool: number;
  /** Share of the available impressions that were won, and that were lost because the budget was used up. */
  readonly impression_share: number;
  readonly lost_to_budget: number;
  readonly attention: Attention;
};
