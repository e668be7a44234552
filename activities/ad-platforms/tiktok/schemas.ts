import { z } from 'zod';

/** A number that TikTok writes as a number or, in reports, as a text; anything that is not finite is refused. */
export const wireNumber = z
  .union([z.number(), z.string().trim().min(1)])
  .transform((value) => Number(value))
  .pipe(z.number());

/** Ids are texts; an old one may come as a number. */
export const wireId = z.union([z.string(), z.number()]).transform(String);
const text = z.string().nullish();
const ids = z.array(wireId).nullish();

/** What every answer is wrapped in: `code` 0 is a success, whatever the HTTP status. */
export const envelopeWire = z.object({
  code: wireNumber,
  message: text,
  request_id: text,
  data: z.unknown().optional(),
});

/** What batch calls may carry beside a success: what was not done, and why. */
export const errorListWire = z.object({
  error_list: z.array(z.object({ error_message: text, message: text })).nullish(),
});

/** A page of a list. `total_page` says where it ends. */
export const pageWire = z.object({
  list: z.array(z.unknown()),
  page_info: z.object({ page: wireNumber.nullish(), total_page: wireNumber.nullish() }).nullish(),
});

const budgets = { budget: wireNumber.nullish(), budget_mode: text };

/** A campaign; unknown fields are ignored, and what is not asked for may be absent. */
export const campaignWire = z.object({
  campaign_id: wireId,
  campaign_name: text,
  operation_status: text,
  ...budgets,
});
/** A campaign as TikTok sends it. */
export type CampaignWire = z.infer<typeof campaignWire>;

/** An ad group. */
export const adGroupWire = z.object({
  adgroup_id: wireId,
  adgroup_name: text,
  campaign_id: wireId.nullish(),
  operation_status: text,
  ...budgets,
  bid_type: text,
  billing_event: text,
  optimization_goal: text,
  deep_bid_type: text,
  bid_price: wireNumber.nullish(),
  conversion_bid_price: wireNumber.nullish(),
  schedule_type: text,
  schedule_start_time: text,
  schedule_end_time: text,
  audience_ids: ids,
  excluded_audience_ids: ids,
});
/** An ad group as TikTok sends it. */
export type AdGroupWire = z.infer<typeof adGroupWire>;

/** An ad. An image ad shows `image_ids`; of a video ad they are only the cover. */
export const adWire = z.object({
  ad_id: wireId,
  ad_name: text,
  adgroup_id: wireId.nullish(),
  operation_status: text,
  ad_format: text,
  video_id: wireId.nullish(),
  image_ids: ids,
  ad_text: text,
  landing_page_url: text,
  call_to_action: text,
});
/** An ad as TikTok sends it. */
export type AdWire = z.infer<typeof adWire>;

/** An image of the asset library. */
export const imageWire = z.object({ image_id: wireId, file_name: text });

/** The advertiser; `timezone` may be an offset such as Etc/GMT+5, `display_timezone` is a place. */
export const advertiserWire = z.object({
  advertiser_id: wireId,
  name: text,
  currency: z.string(),
  timezone: text,
  display_timezone: text,
});

/** An audience of the advertiser. */
export const audienceWire = z.object({
  audience_id: wireId,
  name: text,
  audience_type: text,
  cover_num: wireNumber.nullish(),
  is_valid: z.boolean().nullish(),
});

/** A figure of a report: a text, which is left out, empty or `-` where there were no events; null then. */
const metric = z.preprocess((value) => (value === '-' || value === '' ? null : value), wireNumber.nullish());
/**
 * One row of a report by day or by hour, in the advertiser's time zone; which of the two moments is told is what was asked for.
 * Money is in major units of the advertiser's currency, everything else a count but frequency, impressions per person.
 * Parsing fails where a figure is no number. https://business-api.tiktok.com/portal/docs?id=1740302848100353
 */
export const reportRowWire = z.object({
  dimensions: z.object({ stat_time_day: text, stat_time_hour: text }),
  metrics: z.object({
    impressions: metric,
    clicks: metric,
    spend: metric,
    conversion: metric,
    total_purchase_value: metric,
    reach: metric,
    frequency: metric,
    likes: metric,
    comments: metric,
    shares: metric,
    follows: metric,
    video_play_actions: metric,
    video_views_p100: metric,
  }),
});

/** Reach over a range of days: a report without a dimension of time. */
export const reachRowWire = z.object({
  dimensions: z.object({ campaign_id: wireId.nullish(), ad_id: wireId.nullish() }),
  metrics: z.object({ impressions: metric, reach: metric, frequency: metric }),
});
/** One row of reach as TikTok sends it. */
export type ReachRowWire = z.infer<typeof reachRowWire>;
/** One row of a report as TikTok sends it. */
export type ReportRowWire = z.infer<typeof reportRowWire>;
