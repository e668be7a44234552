import { z } from 'zod';
import { amountWire, moneyWire } from './wire-money.ts';

const wireId = z.union([z.string(), z.number()]).transform(String);

/** When something runs: milliseconds since 1970, the end exclusive and absent where there is none. */
export const runScheduleWire = z.object({ start: z.number().nullish(), end: z.number().nullish() });

const facets = z.record(z.string(), z.array(z.string()));

/**
 * Whom a campaign is aimed at: every clause of `and` must hold, and within a clause one of its facets. It is written back
 * as a whole, so whatever it holds besides is kept (loose objects).
 */
export const targetingWire = z.looseObject({
  include: z.looseObject({ and: z.array(z.looseObject({ or: facets })) }).nullish(),
  exclude: z.looseObject({ or: facets }).nullish(),
});
/** Targeting criteria as LinkedIn writes them. */
export type TargetingWire = z.infer<typeof targetingWire>;

const budgeted = z.object({
  id: wireId,
  name: z.string().nullish(),
  status: z.string(),
  dailyBudget: moneyWire.nullish(),
  totalBudget: moneyWire.nullish(),
  runSchedule: runScheduleWire.nullish(),
});

/** A campaign group: our campaign. Unknown fields are ignored, and what is not set is absent. */
export const campaignGroupWire = budgeted.extend({
  budgetOptimization: z.object({ bidStrategy: z.string().nullish() }).nullish(),
});

/** A campaign: our ad set. */
export const campaignWire = budgeted.extend({
  campaignGroup: z.string().nullish(),
  unitCost: moneyWire.nullish(),
  optimizationTargetType: z.string().nullish(),
  targetingCriteria: targetingWire.nullish(),
  audienceExpansionEnabled: z.boolean().nullish(),
});

/** A creative: our ad. */
export const creativeWire = z.object({
  id: wireId,
  name: z.string().nullish(),
  intendedStatus: z.string(),
  campaign: z.string().nullish(),
  content: z.object({ reference: z.string().nullish() }).nullish(),
});

/** A post that was made for ads only: our creative. */
export const postWire = z.object({
  id: z.string(),
  commentary: z.string().nullish(),
  content: z
    .object({
      article: z.object({ title: z.string().nullish(), source: z.string().nullish() }).nullish(),
      media: z.object({ title: z.string().nullish() }).nullish(),
    })
    .nullish(),
  contentLandingPage: z.string().nullish(),
  contentCallToActionLabel: z.string().nullish(),
  adContext: z.object({ dscName: z.string().nullish(), dscStatus: z.string().nullish() }).nullish(),
});

/** A page of a search by cursor (`metadata.nextPageToken`) or of a finder by position (`paging`). */
export const pageWire = z.object({
  elements: z.array(z.unknown()),
  metadata: z.object({ nextPageToken: z.string().nullish() }).nullish(),
  paging: z.object({ total: z.number().nullish() }).nullish(),
});

const wireDay = z.object({ year: z.number(), month: z.number(), day: z.number() });
const count = amountWire.nullish();

/** One row of adAnalytics: counts are numbers, money is a decimal text, and what was not asked for is absent. */
export const analyticsWire = z.object({
  dateRange: z.object({ start: wireDay }),
  impressions: count,
  clicks: count,
  costInLocalCurrency: count,
  externalWebsiteConversions: count,
  oneClickLeads: count,
  conversionValueInLocalCurrency: count,
  approximateMemberReach: count,
  totalEngagements: count,
  videoStarts: count,
  videoCompletions: count,
});

/** Reach over a range of days: one row for each group or creative that was shown. */
export const reachWire = z.object({
  pivotValues: z.array(z.string()).min(1),
  impressions: count,
  approximateMemberReach: count,
});
/** One row of adAnalytics as LinkedIn sends it. */
export type AnalyticsWire = z.infer<typeof analyticsWire>;

const inputError = z.object({
  description: z.string().nullish(),
  code: z.string().nullish(),
  input: z.object({ inputPath: z.object({ fieldPath: z.string().nullish() }).nullish() }).nullish(),
});

/** The error body. */
export const errorWire = z.object({
  status: z.number().nullish(),
  code: z.string().nullish(),
  serviceErrorCode: z.number().nullish(),
  message: z.string().nullish(),
  errorDetails: z
    .object({ inputErrors: z.array(inputError).nullish() })
    .nullish()
    .catch(null),
});
/** The error body as LinkedIn sends it. */
export type ErrorWire = z.infer<typeof errorWire>;
