import type { MetricsSummary } from '../collect/collected-metrics.ts';

type Figure = number | null;

/** What a source of competitor data would say of the last 7 days; null fields are not known. */
export type Competition = {
  readonly activity_change_pct: Figure;
  readonly new_competitors_count: Figure;
  readonly avg_bid_change_pct: Figure;
};

/** Conversions that stopped being counted while people went on clicking. */
export type ConversionBreak = {
  readonly since: string;
  readonly days: number;
  readonly conversions: number;
  readonly expected_conversions: number;
  readonly clicks_change_pct: number;
};

/** Conversions of the newest days that are still arriving. */
export type ConversionLag = {
  /** Conversion rate of the last, the last but one … full day against the settled days, ratio. */
  readonly completeness: readonly number[];
  readonly settled_change_pct: number;
};

/** The numbers that diagnosis reasons about, and nothing else. Null means not known, never "no change". */
export type HealthFacts = {
  readonly at: string;
  readonly currency: string;
  readonly has_baseline: boolean;
  readonly cpa: Figure;
  readonly previous_cpa: Figure;
  readonly target_cpa: Figure;
  readonly cpa_change_pct: Figure;
  /** Rise of CPA, percent, that as few conversions as these show by chance one time in twenty; null when not known. */
  readonly cpa_chance_pct: Figure;
  readonly cpc_change_pct: Figure;
  readonly cpm_change_pct: Figure;
  readonly ctr_change_pct: Figure;
  readonly spend_change_pct: Figure;
  readonly reach_change_pct: Figure;
  readonly frequency: Figure;
  readonly frequency_change_pct: Figure;
  readonly impression_share: Figure;
  readonly impression_share_change_pct: Figure;
  readonly creative_age_days: Figure;
  readonly budget_utilization: Figure;
  /** Days on which a cost has been seen to be raised; null when not known. */
  readonly trend_days: Figure;
  /** The strongest adverse anomaly of a price series. */
  readonly price_anomaly: {
    readonly metric: string;
    readonly score: number;
    readonly at: string;
    readonly value: number;
    readonly expected: number;
    readonly statement: string;
  } | null;
  readonly conversion_break: ConversionBreak | null;
  readonly conversion_lag: ConversionLag | null;
  readonly recurrence: MetricsSummary['recurrence'];
  readonly competition: Competition | null;
  /** Changes of bid, budget, creative or status in the two compared weeks. */
  readonly interventions: readonly { readonly at: string; readonly field: string; readonly ours: boolean }[];
  readonly in_learning: boolean | null;
  readonly missing_sources: readonly string[];
};
