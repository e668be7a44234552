import { z } from 'zod';
import { accountSpecSchema } from './account-spec.ts';
import { plotSchema, scenarioSchema } from './plot-spec.ts';

export { type AccountSpec, accountSpecSchema } from './account-spec.ts';

const id = z.string().regex(/^\d{3,20}$/);

/** A campaign of the sandbox: the shape of a demo campaign, plus who holds the budget. Money in minor units. */
export const campaignSpecSchema = z.strictObject({
  campaign_id: id,
  campaign_name: z.string(),
  objective: z.string().default('OUTCOME_SALES'),
  industry: z.string().default('retail'),
  keywords: z.array(z.string()).default([]),
  daily_budget_minor: z.int().positive(),
  target_cpa_minor: z.int().positive(),
  audience_size: z.int().positive(),
  ad_set_id: id,
  bid_amount_minor: z.int().positive(),
  ads: z.array(z.strictObject({ ad_id: id, name: z.string(), creative_id: id })).min(1),
  spare_creatives: z.array(z.strictObject({ creative_id: id, name: z.string() })).default([]),
  scenario: scenarioSchema.default('no_change'),
  /** Tells more than the name of a scenario can; it counts instead of the scenario. */
  plot: plotSchema.nullable().default(null),
  /** Either the campaign or the ad set holds the budget, never both. */
  budget_owner: z.enum(['campaign', 'ad_set']).default('campaign'),
  /** Held instead of the daily budget, by the same owner; the daily one then only tells how big the market is. */
  lifetime_budget_minor: z.int().positive().nullable().default(null),
  starts_at: z.iso.datetime().nullable().default(null),
  ends_at: z.iso.datetime().nullable().default(null),
  included_audience_ids: z.array(id).default([]),
  excluded_audience_ids: z.array(id).default([]),
  /** A budget that several campaigns of an account share under one id, where the platform has such a thing. */
  shared_budget_id: id.nullable().default(null),
});
/** A campaign of the sandbox. */
export type CampaignSpec = z.infer<typeof campaignSpecSchema>;

/** What `POST /_sandbox/campaigns` takes: a campaign, and the account too when it is a new one. */
export const newCampaignSchema = z.strictObject({
  account_id: z.string(),
  account: accountSpecSchema.optional(),
  campaign: campaignSpecSchema,
});
/** A campaign to be added. */
export type NewCampaign = z.infer<typeof newCampaignSchema>;
