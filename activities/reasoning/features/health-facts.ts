import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { Names } from '../wording/names.ts';
import type { CleanDays } from './days.ts';
import type { Measure, MeasuredMetric, Totals } from './measure.ts';
import type { Onset } from './onset.ts';
import type { Velocity } from './velocity.ts';

type Figure = number | null;

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
  /** Logarithm of how many times better a delay explains the newest days than a real loss does. */
  readonly margin: number;
  readonly settled_change_pct: number;
};

/** What web analytics counted, apart from the platform, and whether it lost what the platform lost. Conversions of 7 full days. */
export type IndependentCount = {
  readonly says: 'apart' | 'alike';
  readonly source: string;
  readonly conversions: number;
  readonly before: number;
};

/** The same change of CPA in earlier rounds of a cycle. */
export type Recurrence = {
  readonly period_days: number;
  readonly seen: number;
  readonly of: number;
  readonly typical_change_pct: number;
};

/** A running creative and what the fatigue test says of it. */
export type CreativeFact = {
  readonly creative_id: string;
  readonly ad_id: string | null;
  readonly age_days: Figure;
  readonly frequency: Figure;
  readonly declining: boolean | null;
  readonly ctr_change_pct: Figure;
  readonly fatigue_score: number;
  readonly is_fatigued: boolean;
  readonly disapproved: boolean;
};

/** A segment with its CPA. Money in major units. */
export type SegmentFact = {
  readonly segment_id: string;
  readonly spend: Figure;
  readonly spend_share: Figure;
  readonly conversions: Figure;
  readonly cpa: number;
  readonly budget_capped: boolean | null;
};

/** The numbers that reasoning is about, and nothing else. Null means not known, never "no change". Money in major units. */
export type HealthFacts = {
  readonly campaign_id: string;
  readonly campaign_name: string;
  readonly at: string | null;
  readonly currency: string;
  readonly clean: CleanDays;
  readonly metrics: Readonly<Record<MeasuredMetric, Measure>>;
  /** When the present change set in, by the days; null when they show none. */
  readonly onset: Onset | null;
  readonly current: Totals | null;
  readonly previous: Totals | null;
  readonly target_cpa: Figure;
  readonly daily_budget: Figure;
  readonly budget_utilization: Figure;
  /** Days on which a cost has been seen to be raised; null when not known. */
  readonly trend_days: Figure;
  /** Days in a row, newest first, on which CPA fell; null when not known. */
  readonly falling_days: Figure;
  /** Whether CPA goes on growing within the last week, stays, or fades; null when the days do not tell. */
  readonly velocity: Velocity | null;
  readonly conversion_break: ConversionBreak | null;
  readonly conversion_lag: ConversionLag | null;
  /** Null where no web analytics tells of a fall that the platform counted. */
  readonly independent_count: IndependentCount | null;
  readonly recurrence: Recurrence | null;
  /** How far the conversion rate of the same days four weeks ago lay from the weeks between, where both fell; percent. */
  readonly echo_pct: Figure;
  readonly creatives: readonly CreativeFact[];
  readonly segments: readonly SegmentFact[];
  readonly relevance: Figure;
  readonly frequency_rising: boolean | null;
  readonly competition: {
    readonly activity_change_pct: Figure;
    readonly new_competitors_count: Figure;
    readonly bid_change_pct: Figure;
    readonly promotions_count: Figure;
    readonly is_stub: boolean;
  } | null;
  readonly industry_cpa_change_pct: Figure;
  /** Events of the calendar that touch the last week. */
  readonly events: CampaignContext['calendar_events'];
  /** Experiments that run at the moment. */
  readonly experiments: CampaignContext['experiments'];
  readonly site: CampaignContext['site_health'];
  /** Changes of bid, budget, creative or status in the two compared weeks, newest last. */
  readonly interventions: readonly { readonly at: string; readonly field: string; readonly ours: boolean }[];
  readonly constraints: CampaignContext['constraints'];
  /** What ads, creatives, audiences and experiments are called: for sentences only, nothing is decided by a name. */
  readonly names: Names;
  readonly signals: readonly string[];
  readonly missing_sources: readonly string[];
  readonly stubbed_sources: readonly string[];
};
