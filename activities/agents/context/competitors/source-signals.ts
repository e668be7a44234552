import { z } from 'zod';

const figure = z.number().nullable();

/** What one source says of competitors, in our terms. Null where it does not know; text from outside is already cleaned. */
export const sourceSignalsSchema = z.object({
  /** Distinct competitors by normalised domain (or by name, where a source gives no domain). */
  competitors: z.array(
    z.object({
      key: z.string().min(1).max(200),
      is_new: z.boolean().nullable(),
      promotes: z.boolean().nullable(),
      /** Bid in major units, or another measure of strength that the source names. */
      bid: figure,
    }),
  ),
  /** Where a source gives only a number of competitors. */
  active_competitors_count: figure,
  new_competitors_count: figure,
  promotions_count: figure,
  activity_change_pct: figure,
  avg_bid_increase_pct: figure,
  new_ads_count: figure,
  creative_refreshes: figure,
  analysis_period_days: figure,
  is_stub: z.boolean(),
});
/** What one source says of competitors. */
export type SourceSignals = z.infer<typeof sourceSignalsSchema>;

/** A source that knows nothing yet: a client spreads it and says only what it has. */
export const noSignals: SourceSignals = {
  competitors: [],
  active_competitors_count: null,
  new_competitors_count: null,
  promotions_count: null,
  activity_change_pct: null,
  avg_bid_increase_pct: null,
  new_ads_count: null,
  creative_refreshes: null,
  analysis_period_days: null,
  is_stub: false,
};

/** A source of competitor intelligence on the wire. Calls throw SOURCE_UNAVAILABLE and SOURCE_ANSWER_INVALID. */
export type CompetitorSource = {
  /** Such as `semrush`; under this name it is named in the context. */
  readonly name: string;
  /** What it is asked by: keywords or industry; campaigns with the same share one answer. */
  readonly asks: 'keywords' | 'industry';
  read(query: {
    readonly keywords: readonly string[];
    readonly industry: string | null;
    readonly at: Date;
  }): Promise<SourceSignals>;
  /** The cheapest authorised call. */
  check(): Promise<void>;
};
