import type { RootCause } from '../../../contracts/recommendation.ts';

/** The causes that the network weighs against each other; faults of measurement are settled before it is asked. */
export const weighedCauses = [
  'creative_fatigue',
  'audience_saturation',
  'auction_pressure',
  'competitor_promotion',
  'poor_targeting',
  'uneven_segments',
  'budget_limited',
  'seasonality',
  'external_event',
] as const satisfies readonly RootCause[];
/** A cause that the network weighs. */
export type WeighedCause = (typeof weighedCauses)[number];

/** The signs that the network looks at. */
export const signNames = [
  'dearer_conversions',
  'dearer_impressions',
  'fewer_clicks',
  'fewer_buyers',
  'share_lost',
  'active_competitors',
  'rising_bids',
  'promotion_seen',
  'old_creative',
  'high_frequency',
  'rising_frequency',
  'reach_lost',
  'high_share',
  'low_relevance',
  'weak_segment',
  'capped_strong_segment',
  'full_budget',
  'under_target',
  'recurring',
  'echo',
  'event_now',
  'industry_alike',
] as const;
/** A sign. */
export type SignName = (typeof signNames)[number];

/** How likely a sign is: `leak` without any cause, `by` when one cause is at work; and why it is put so. */
export type Likelihood = {
  readonly leak: number;
  readonly by: Partial<Readonly<Record<WeighedCause, number>>>;
  readonly reason: string;
};

/**
 * How often each cause is at work when somebody looks at a campaign that runs. Not fitted: round numbers, the three causes
 * that fill the case files twice as high as the rest.
 */
export const priors: Readonly<Record<WeighedCause, number>> = {
  creative_fatigue: 0.08,
  audience_saturation: 0.06,
  auction_pressure: 0.08,
  competitor_promotion: 0.04,
  poor_targeting: 0.05,
  uneven_segments: 0.04,
  budget_limited: 0.08,
  seasonality: 0.05,
  external_event: 0.04,
};

/** Two causes at once are so many times likelier than chance would bring them together: they share markets and weeks. */
export const togetherFactor = 1;

/**
 * The table of the network: P(sign | cause) by which a noisy-or is built (Pearl 1988, §4.3; Henrion 1989 for the leak; the
 * shape of QMR-DT, Shwe et al. 1991). The numbers are judgements about what each mechanism does, in steps of 0.05; a cause's
 * own stated signs are the highest of their row, so that seeing one never speaks against it.
 */
export const likelihoods: Readonly<Record<SignName, Likelihood>> = {
  dearer_conversions: {
    leak: 0.06,
    by: {
      ...{ creative_fatigue: 0.9, audience_saturation: 0.9, auction_pressure: 0.92, competitor_promotion: 0.92 },
      ...{ poor_targeting: 0.5, uneven_segments: 0.45, seasonality: 0.92, external_event: 0.92 },
    },
    reason: 'A CPA that rose by more than 10 % and more than chance for three days has a cause, whichever it is.',
  },
  dearer_impressions: {
    leak: 0.04,
    by: {
      auction_pressure: 0.92,
      audience_saturation: 0.75,
      competitor_promotion: 0.12,
      creative_fatigue: 0.1,
      seasonality: 0.1,
      external_event: 0.08,
    },
    reason: 'Rivals and a small audience raise the price of an impression; a tired creative only loses clicks.',
  },
  fewer_clicks: {
    leak: 0.03,
    by: { creative_fatigue: 0.93, audience_saturation: 0.12, poor_targeting: 0.15 },
    reason: 'Clicks per impression are what a creative is for; too many exposures cost a little of it.',
  },
  fewer_buyers: {
    leak: 0.05,
    by: {
      competitor_promotion: 0.9,
      seasonality: 0.9,
      external_event: 0.9,
      poor_targeting: 0.5,
      uneven_segments: 0.4,
      auction_pressure: 0.2,
      audience_saturation: 0.1,
      creative_fatigue: 0.08,
    },
    reason: 'Who buys elsewhere, later or never still clicks. Leftovers of a lost auction buy a little less.',
  },
  share_lost: {
    leak: 0.06,
    by: {
      auction_pressure: 0.75,
      audience_saturation: 0.45,
      creative_fatigue: 0.4,
      competitor_promotion: 0.3,
      budget_limited: 0.4,
    },
    reason:
      'A bid that stays while others rise wins less; so does an ad that is clicked less, or a budget that runs out.',
  },
  active_competitors: {
    leak: 0.08,
    by: { auction_pressure: 0.88, competitor_promotion: 0.85 },
    reason: 'More than 20 % more activity is what pressure is made of; the outside view misses one case in eight.',
  },
  rising_bids: {
    leak: 0.06,
    by: { auction_pressure: 0.85, competitor_promotion: 0.4 },
    reason: 'Bids more than 5 % up are the pressure itself, seen by sources that see a part of the rivals.',
  },
  promotion_seen: {
    leak: 0.05,
    by: { competitor_promotion: 0.92 },
    reason: 'Promotions are advertised; some run in any week without being felt.',
  },
  old_creative: {
    leak: 0.15,
    by: { creative_fatigue: 0.8 },
    reason: 'Over 30 days; many older creatives do well, few young ones are worn out.',
  },
  high_frequency: {
    leak: 0.04,
    by: { creative_fatigue: 0.65, audience_saturation: 0.3 },
    reason: 'Over 5 exposures a person; wear shows earlier in small accounts.',
  },
  rising_frequency: {
    leak: 0.05,
    by: { audience_saturation: 0.93, creative_fatigue: 0.7 },
    reason: 'The same money on fewer people; a worn creative is shown to the same few again.',
  },
  reach_lost: {
    leak: 0.04,
    by: { audience_saturation: 0.88, creative_fatigue: 0.5, auction_pressure: 0.2 },
    reason: 'Fewer new people at a constant budget is what saturated means.',
  },
  high_share: {
    leak: 0.12,
    by: { audience_saturation: 0.5 },
    reason: 'Over 90 %: near the limit, which by itself is no fault (strong campaigns live there).',
  },
  low_relevance: {
    leak: 0.05,
    by: { poor_targeting: 0.85, uneven_segments: 0.35, creative_fatigue: 0.1 },
    reason: 'The platform’s own rating is made from the people who do not care.',
  },
  weak_segment: {
    leak: 0.01,
    by: { poor_targeting: 0.92, uneven_segments: 0.7 },
    reason: 'A part of the audience that pays twice the average is the definition of both.',
  },
  capped_strong_segment: {
    leak: 0.01,
    by: { uneven_segments: 0.95 },
    reason: 'The cheap part is full while the dear part spends: nothing else looks like it.',
  },
  full_budget: {
    leak: 0.06,
    by: { budget_limited: 0.97 },
    reason: 'Over 95 % of the budget; well-set campaigns come near it too.',
  },
  under_target: {
    leak: 0.45,
    by: { budget_limited: 0.95 },
    reason: 'More money is only wanted where a conversion costs less than its target.',
  },
  recurring: {
    leak: 0.02,
    by: { seasonality: 0.92 },
    reason: 'The same change in four of five earlier rounds, and not in between, is no accident.',
  },
  echo: {
    leak: 0.03,
    by: { seasonality: 0.75 },
    reason: 'One earlier round is less than two, but four weeks ago is no week like another.',
  },
  event_now: {
    leak: 0.08,
    by: { external_event: 0.9, seasonality: 0.1 },
    reason: 'Calendars name most events that are felt, and many that are not.',
  },
  industry_alike: {
    leak: 0.1,
    by: { external_event: 0.8, seasonality: 0.75 },
    reason: 'What moves everybody alike comes from outside the account.',
  },
};
