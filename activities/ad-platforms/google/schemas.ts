import { z } from 'zod';

/** An int64: a text of digits on the wire, tolerated as a number. */
export const int64 = z.union([z.string().regex(/^-?\d+$/), z.int()]).transform((value) => BigInt(value));

/** A count: an int64 that is small enough for a number. */
export const count = int64.transform(Number);

/** An id as the text of its digits. */
export const wireId = z.union([z.string().regex(/^\d+$/), z.int().nonnegative()]).transform(String);

/** A campaign with its budget; unset fields are left out on the wire. */
export const campaignRow = z.object({
  campaign: z.object({
    id: wireId,
    name: z.string().nullish(),
    status: z.string(),
    biddingStrategyType: z.string().nullish(),
    startDateTime: z.string().nullish(),
    endDateTime: z.string().nullish(),
  }),
  campaignBudget: z
    .object({
      resourceName: z.string().nullish(),
      amountMicros: int64.nullish(),
      totalAmountMicros: int64.nullish(),
      period: z.string().nullish(),
      explicitlyShared: z.boolean().nullish(),
    })
    .nullish(),
});
/** A campaign with its budget. */
export type CampaignRow = z.infer<typeof campaignRow>;

/** An ad group with what decides which of its bids counts. */
export const adGroupRow = z.object({
  adGroup: z.object({
    id: wireId,
    name: z.string().nullish(),
    status: z.string(),
    cpcBidMicros: int64.nullish(),
    cpmBidMicros: int64.nullish(),
    cpvBidMicros: int64.nullish(),
    targetCpaMicros: int64.nullish(),
  }),
  campaign: z.object({ id: wireId, biddingStrategyType: z.string().nullish() }),
});
/** An ad group. */
export type AdGroupRow = z.infer<typeof adGroupRow>;

/** An ad in its ad group. */
export const adRow = z.object({
  adGroupAd: z.object({
    resourceName: z.string(),
    status: z.string(),
    ad: z.object({ id: wireId, name: z.string().nullish() }),
  }),
  adGroup: z.object({ id: wireId }),
});
/** An ad in its ad group. */
export type AdRow = z.infer<typeof adRow>;

const textAssets = z.array(z.object({ text: z.string().nullish() })).nullish();
/** An ad with its words; one of another type has no `responsiveSearchAd`. */
export const adTextsRow = z.object({
  adGroupAd: z.object({
    ad: z.object({
      finalUrls: z.array(z.string()).nullish(),
      responsiveSearchAd: z.object({ headlines: textAssets, descriptions: textAssets }).nullish(),
    }),
  }),
});

/** One row of a report; a metric without events is left out. */
export const metricsRow = z.object({
  segments: z.object({ date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), hour: z.int().min(0).max(23).nullish() }),
  metrics: z
    .object({
      impressions: count.nullish(),
      clicks: count.nullish(),
      costMicros: int64.nullish(),
      conversions: z.number().nullish(),
      conversionsValue: z.number().nullish(),
      searchImpressionShare: z.number().nullish(),
      searchBudgetLostImpressionShare: z.number().nullish(),
      searchRankLostImpressionShare: z.number().nullish(),
      engagements: count.nullish(),
      videoQuartileP100Rate: z.number().nullish(),
    })
    .nullish(),
});
/** One row of a report. */
export type MetricsRow = z.infer<typeof metricsRow>;

/** Reach over a range of days, of a campaign or an ad. */
export const reachRow = z.object({
  campaign: z.object({ id: wireId }).nullish(),
  adGroupAd: z.object({ ad: z.object({ id: wireId }) }).nullish(),
  metrics: z.object({ impressions: count.nullish(), uniqueUsers: count.nullish() }).nullish(),
});

/** One other advertiser of a campaign's auctions. */
export const rivalRow = z.object({
  segments: z.object({ auctionInsightDomain: z.string().min(1) }),
  metrics: z
    .object({
      auctionInsightSearchImpressionShare: z.number().nullish(),
      auctionInsightSearchOverlapRate: z.number().nullish(),
      auctionInsightSearchPositionAboveRate: z.number().nullish(),
      auctionInsightSearchOutrankingShare: z.number().nullish(),
    })
    .nullish(),
});

/** What a stream of results comes in: an array of chunks, each of which may be an error instead. */
export const streamWire = z.array(z.object({ results: z.array(z.unknown()).nullish(), error: z.unknown().optional() }));

/** What a mutation answers. */
export const mutateWire = z.object({
  results: z.array(z.object({ resourceName: z.string().nullish() }).nullish()).nullish(),
  partialFailureError: z
    .object({ code: z.int().nullish(), message: z.string().nullish(), details: z.array(z.unknown()).nullish() })
    .nullish(),
});
