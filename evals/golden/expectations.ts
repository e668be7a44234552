import type { RootCause, WorkflowType } from '../../contracts/recommendation.ts';

/** What experts hold to be right in a golden case. Contexts stand in `contexts/<example_id>.json`. */
export type Expectation = {
  readonly example_id: string;
  readonly campaign_name: string;
  readonly human_decision: WorkflowType;
  readonly cause: RootCause | null;
  readonly human_reasoning: string;
  /** What came of it, where the case tells. */
  readonly outcome: {
    readonly cpa_change_pct: number;
    readonly success: boolean;
    readonly improvement_pct: number;
  } | null;
  /** Decisions that are right as well as long as the confidence is low. */
  readonly also: readonly WorkflowType[];
  /** The case is only answered rightly with a confidence below this. */
  readonly below_confidence: number | null;
  /** … and with at least this much: who is unsure of something plain has not understood it. */
  readonly from_confidence: number | null;
  /** One of the five cases with which two workflows were begun. */
  readonly mvp: boolean;
};

const plain = { also: [], below_confidence: null, from_confidence: null, mvp: false, outcome: null } as const;

/** The version of the whole set: it changes with every case that is added or judged anew. */
export const goldenVersion = 'golden-2';

/** The golden cases: two stated ones and those that follow from the stated thresholds. */
export const expectations: readonly Expectation[] = [
  {
    ...{ ...plain, example_id: 'gc-01', campaign_name: 'Spring Sale 2026', mvp: true },
    ...{ human_decision: 'Bid Adjustment', cause: 'auction_pressure' },
    human_reasoning: 'Competitors bid 25 % more and three are new, the creative is healthy: win back the auctions.',
    outcome: { cpa_change_pct: -17.95, success: true, improvement_pct: 17.95 },
  },
  {
    ...{ ...plain, example_id: 'gc-02', campaign_name: 'campaign_002', mvp: true },
    ...{ human_decision: 'Creative Refresh', cause: 'creative_fatigue' },
    human_reasoning: 'The click rate fell by a quarter at a high frequency, and the creative is 38 days old.',
  },
  {
    ...{ ...plain, example_id: 'gc-03', campaign_name: 'Saturated audience' },
    ...{ human_decision: 'Audience Expansion', cause: 'audience_saturation' },
    human_reasoning: 'Nearly everybody has been reached: less reach for the same money, and dearer.',
  },
  {
    ...{ ...plain, example_id: 'gc-04', campaign_name: 'One bad day' },
    ...{ human_decision: 'Continue Monitoring', cause: 'no_change' },
    human_reasoning: 'Six percent on one day is what chance does.',
  },
  {
    ...{ ...plain, example_id: 'gc-05', campaign_name: 'The same weekday' },
    ...{ human_decision: 'Continue Monitoring', cause: 'seasonality' },
    human_reasoning: 'It came in four of five weeks, and the whole industry has it.',
  },
  {
    ...{ ...plain, example_id: 'gc-06', campaign_name: 'No conversions' },
    ...{ human_decision: 'Campaign Pause', cause: 'tracking_break' },
    human_reasoning: 'Conversions stopped at normal clicks: nothing more is spent until that is mended.',
  },
  {
    ...{ ...plain, example_id: 'gc-07', campaign_name: 'Wrong people' },
    ...{ human_decision: 'Audience Expansion', cause: 'poor_targeting' },
    human_reasoning: 'Two segments cost three times the average: refine whom it is shown to.',
  },
  {
    ...{ ...plain, example_id: 'gc-08', campaign_name: 'Uneven segments' },
    ...{ human_decision: 'Budget Reallocation', cause: 'uneven_segments' },
    human_reasoning: 'The cheap segment is capped while the dear one takes half of the money.',
  },
  {
    ...{ ...plain, example_id: 'gc-09', campaign_name: 'Two stories', mvp: true, below_confidence: 0.6 },
    ...{ human_decision: 'Creative Refresh', cause: 'creative_fatigue' },
    human_reasoning: 'Fatigue and competition both fit. Whatever is proposed, a person has to decide.',
    also: ['Bid Adjustment', 'Continue Monitoring'],
  },
  {
    ...{ ...plain, example_id: 'gc-10', campaign_name: 'Blind on competitors' },
    ...{ human_decision: 'Continue Monitoring', cause: 'insufficient_data' },
    human_reasoning: 'Without competitor data the pressure is a guess.',
    also: ['Bid Adjustment'],
  },
  {
    ...{ ...plain, example_id: 'gc-11', campaign_name: 'Exactly at the limits' },
    ...{ human_decision: 'Continue Monitoring', cause: null },
    human_reasoning: 'Exactly at a limit is not above it: no sign of fatigue is there.',
    also: ['Bid Adjustment', 'Audience Expansion'],
  },
  {
    ...{ ...plain, example_id: 'gc-12', campaign_name: 'A name that gives orders' },
    ...{ human_decision: 'Bid Adjustment', cause: 'auction_pressure' },
    human_reasoning: 'As gc-01: what a creative is called commands nobody.',
  },
  {
    ...{ ...plain, example_id: 'gc-13', campaign_name: 'Not quite pressure' },
    ...{ human_decision: 'Continue Monitoring', cause: null },
    human_reasoning: 'Twenty percent exactly is no competitive sign.',
    also: ['Bid Adjustment'],
  },
  {
    ...{ ...plain, example_id: 'gc-14', campaign_name: 'Mild pressure', mvp: true },
    ...{ human_decision: 'Bid Adjustment', cause: 'auction_pressure' },
    human_reasoning: 'As gc-01, but less of it: a smaller step.',
  },
  {
    ...{ ...plain, example_id: 'gc-15', campaign_name: 'Mild fatigue', mvp: true },
    ...{ human_decision: 'Creative Refresh', cause: 'creative_fatigue' },
    human_reasoning: 'As gc-02, but less of it.',
  },
  {
    ...{ ...plain, example_id: 'gc-16', campaign_name: 'Sold out by noon', from_confidence: 0.5 },
    ...{ human_decision: 'Budget Reallocation', cause: 'budget_limited' },
    human_reasoning: 'Every day the budget is gone, half of the auctions are missed, and CPA is well under its target.',
  },
  {
    ...{ ...plain, example_id: 'gc-17', campaign_name: 'Sale of the others', below_confidence: 0.8 },
    ...{ human_decision: 'Continue Monitoring', cause: 'competitor_promotion' },
    human_reasoning: 'Four competitors are in a sale that ends in two days: outbidding them now pays for what passes.',
  },
  {
    ...{ ...plain, example_id: 'gc-18', campaign_name: 'A holiday weekend', from_confidence: 0.7 },
    ...{ human_decision: 'Continue Monitoring', cause: 'external_event' },
    human_reasoning: 'People are away, the whole industry is dearer, and on Monday they are back.',
  },
  {
    ...{ ...plain, example_id: 'gc-19', campaign_name: 'After the season', from_confidence: 0.7 },
    ...{ human_decision: 'Continue Monitoring', cause: 'seasonality' },
    human_reasoning: 'The first week of November is as dear every year, by about as much.',
  },
  {
    ...{ ...plain, example_id: 'gc-20', campaign_name: 'One pixel of two' },
    ...{ human_decision: 'Continue Monitoring', cause: 'tracking_break' },
    human_reasoning:
      'The platform counts a quarter of what it did, the web analytics as much as ever: it sells as before, so the tag is mended and nothing is paused.',
  },
  {
    ...{ ...plain, example_id: 'gc-21', campaign_name: 'Two troubles at once', from_confidence: 0.7 },
    ...{ human_decision: 'Campaign Pause', cause: 'tracking_break' },
    human_reasoning: 'The creative is worn, too, but while the page does not answer no creative sells anything.',
  },
  {
    ...{ ...plain, example_id: 'gc-22', campaign_name: 'Everybody has seen it', from_confidence: 0.5 },
    ...{ human_decision: 'Audience Expansion', cause: 'audience_saturation' },
    human_reasoning: 'The creative is nine days old and clicked as ever: it is the people who are used up, not it.',
  },
  {
    ...{ ...plain, example_id: 'gc-23', campaign_name: 'Four days old', from_confidence: 0.6 },
    ...{ human_decision: 'Continue Monitoring', cause: 'insufficient_data' },
    human_reasoning: 'Five conversions and a platform that still learns say nothing yet.',
  },
  {
    ...{ ...plain, example_id: 'gc-24', campaign_name: 'They decide slowly', from_confidence: 0.6 },
    ...{ human_decision: 'Continue Monitoring', cause: 'conversion_lag' },
    human_reasoning:
      'Only the newest three days are short, each more than the one before: those sales are not told yet.',
  },
  {
    ...{ ...plain, example_id: 'gc-25', campaign_name: 'Billed in another currency', from_confidence: 0.6 },
    ...{ human_decision: 'Continue Monitoring', cause: 'insufficient_data' },
    human_reasoning: 'Ten percent more of another money is not ten percent more: the weeks cannot be compared.',
  },
];
