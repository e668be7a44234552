import { z } from 'zod';

/** A number that Meta writes as a number or as a text; anything that is not finite is refused. */
export const wireNumber = z
  .union([z.number(), z.string().trim().min(1)])
  .transform((value) => Number(value))
  .pipe(z.number());

const wireId = z.union([z.string(), z.number()]).transform(String);

/** A campaign; unknown fields are ignored, and what is not asked for may be absent. */
export const campaignWire = z.object({
  id: wireId,
  name: z.string().nullish(),
  status: z.string(),
  daily_budget: wireNumber.nullish(),
  lifetime_budget: wireNumber.nullish(),
  bid_strategy: z.string().nullish(),
});

const audienceReferences = z.array(z.looseObject({ id: wireId })).nullish();

/** Whom an ad set is aimed at. A write replaces all of it, so whatever is not known here is kept and sent back. */
export const targetingWire = z.looseObject({
  custom_audiences: audienceReferences,
  excluded_custom_audiences: audienceReferences,
  targeting_automation: z.looseObject({ advantage_audience: wireNumber.nullish() }).nullish(),
});
/** Targeting as Meta sends it. */
export type TargetingWire = z.infer<typeof targetingWire>;

/** An ad set. */
export const adSetWire = z.object({
  id: wireId,
  name: z.string().nullish(),
  status: z.string(),
  campaign_id: wireId.nullish(),
  daily_budget: wireNumber.nullish(),
  lifetime_budget: wireNumber.nullish(),
  start_time: z.string().nullish(),
  end_time: z.string().nullish(),
  targeting: targetingWire.nullish(),
  bid_amount: wireNumber.nullish(),
  bid_strategy: z.string().nullish(),
  learning_stage_info: z.object({ status: z.string().nullish() }).nullish(),
});

/** An ad. */
export const adWire = z.object({
  id: wireId,
  name: z.string().nullish(),
  status: z.string(),
  adset_id: wireId.nullish(),
  creative: z.object({ id: wireId.nullish(), creative_id: wireId.nullish() }).nullish(),
});

const feedTexts = z.array(z.object({ text: z.string().nullish() })).nullish();
const linkData = z.object({
  link: z.string().nullish(),
  message: z.string().nullish(),
  name: z.string().nullish(),
  call_to_action: z.object({ type: z.string().nullish() }).nullish(),
});

/** An ad with the words of its creative, wherever they stand. */
export const adTextsWire = z.object({
  creative: z
    .object({
      title: z.string().nullish(),
      body: z.string().nullish(),
      object_story_spec: z.object({ link_data: linkData.nullish() }).nullish(),
      asset_feed_spec: z
        .object({
          titles: feedTexts,
          bodies: feedTexts,
          link_urls: z.array(z.object({ website_url: z.string().nullish() })).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

const actionsWire = z.array(z.object({ action_type: z.string(), value: wireNumber.nullish() })).nullish();

/** One row of insights; every number is a text on the wire, and a metric without events is left out. */
export const insightWire = z.object({
  date_start: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  hourly_stats_aggregated_by_advertiser_time_zone: z.string().nullish(),
  impressions: wireNumber.nullish(),
  clicks: wireNumber.nullish(),
  spend: wireNumber.nullish(),
  reach: wireNumber.nullish(),
  frequency: wireNumber.nullish(),
  actions: actionsWire,
  action_values: actionsWire,
  video_play_actions: actionsWire,
  video_p100_watched_actions: actionsWire,
});
/** One row of insights as Meta sends it. */
export type InsightWire = z.infer<typeof insightWire>;

/** Reach over a range of days as Meta sends it; ids come with the level that was asked for. */
export const reachWire = z.object({
  campaign_id: wireId.nullish(),
  ad_id: wireId.nullish(),
  impressions: wireNumber.nullish(),
  reach: wireNumber.nullish(),
  frequency: wireNumber.nullish(),
});

/** One entry of the account's activity log. */
export const activityWire = z.object({
  event_time: z.union([z.string(), z.number()]),
  event_type: z.string(),
  extra_data: z.string().nullish(),
  object_id: wireId.nullish(),
  actor_id: wireId.nullish(),
  actor_name: z.string().nullish(),
  application_id: wireId.nullish(),
});
/** One entry of the activity log as Meta sends it. */
export type ActivityWire = z.infer<typeof activityWire>;

/** A page of a list. Reading ends when `next` is missing, however short `data` is. */
export const pageWire = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: z.string().nullish() }).nullish(), next: z.string().nullish() })
    .nullish(),
});

/** The error envelope. */
export const errorWire = z.object({
  error: z.object({
    message: z.string().nullish(),
    code: z.number().nullish(),
    error_subcode: z.number().nullish(),
    is_transient: z.boolean().nullish(),
    error_user_title: z.string().nullish(),
    error_user_msg: z.string().nullish(),
    error_data: z.unknown().optional(),
    fbtrace_id: z.string().nullish(),
  }),
});
/** The inside of the error envelope. */
export type ErrorWire = z.infer<typeof errorWire>['error'];

/** What an update answers. */
export const successWire = z.object({ success: z.literal(true) });

/** What a creation answers. */
export const createdWire = z.object({ id: wireId });

/** A creative in a list. */
export const creativeWire = z.object({ id: wireId, name: z.string().nullish(), status: z.string().nullish() });

/** What an upload of one image answers: its hash under whatever name Meta gave it. */
export const imagesWire = z.object({ images: z.record(z.string(), z.object({ hash: z.string().min(1) })) });

/** What the Conversions API answers. */
export const eventsWire = z.object({ events_received: wireNumber, fbtrace_id: z.string().nullish() });
