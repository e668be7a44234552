/** A change above this is significant, percent; every comparison is strict (exactly 10 is not). */
export const significantPct = 10;
/** A change above this is critical, percent. */
export const criticalPct = 30;
/** Days after which a change is an established trend. */
export const establishedDays = 3;
/** Impressions per person above which a creative wears out. */
export const tiredFrequency = 5;
/** Age in days above which a creative is old. */
export const oldCreativeDays = 30;
/** Impression share above which there is little left to win, ratio. */
export const saturatedShare = 0.9;
/** Growth of competitor activity above which it is a sign, percent. */
export const competitorActivityPct = 20;
/** Growth of the competitors' bids, or loss of impression share, above which it is a sign, percent. */
export const auctionShiftPct = 5;
/** Share of the daily budget above which a campaign runs against it. */
export const fullBudget = 0.95;
/** Relevance below which a platform says that people do not care, 0–1. */
export const lowRelevance = 0.6;
/** How many times the average a segment's CPA must be to be out of place. */
export const weakSegmentFactor = 2;
/** How many times the strong segment's CPA a weak one must pay for money to go over. */
export const unevenFactor = 1.5;
/** Of the known signs of saturation, so many must be there. */
export const saturationSignsNeeded = 3;
/** A creative whose fatigue score is above this is worn out. */
export const fatiguedScore = 0.5;
/** The smallest confidence with which anything but watching is proposed. */
export const actConfidence = 0.5;
/** Below this a person is told that the confidence is low, and an analysis is made a second time. */
export const validConfidence = 0.6;
/** An analysis is made at most so often. */
export const mostIterations = 2;
/** The smallest probability with which a cause is named: as probable as not. Below it the signs point to no cause. */
export const leastNamed = 0.5;
