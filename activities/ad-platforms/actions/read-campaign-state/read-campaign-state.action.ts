import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { entityStateSchema, platformSchema } from '../../../../contracts/ad-platform.ts';
import { currencySchema } from '../../../../contracts/money.ts';

/** The live state of a campaign: a summary, and behind it every entity as the platform shows it. Money in minor units. */
export const campaignStateSchema = z.object({
  campaign_id: z.string(),
  campaign_name: z.string(),
  platform: platformSchema,
  account_id: z.string(),
  currency: currencySchema,
  timezone: z.string().describe('time zone of the ad account'),
  status: entityStateSchema.shape.status,
  daily_budget_minor: z.int().nullable().describe('of the campaign, or of its active ad sets together'),
  budget_held_by: z.enum(['campaign', 'ad_sets', 'none']),
  bid_amount_minor: z.int().nullable().describe('highest bid of the active ad sets'),
  in_learning: z.boolean().nullable().describe('any active ad set is in its learning phase; null when not known'),
  running_creatives: z.array(z.object({ ad_id: z.string(), ad_name: z.string(), creative_id: z.string() })),
  spare_creatives: z.array(z.object({ creative_id: z.string(), name: z.string() })),
  campaign: entityStateSchema,
  ad_sets: z.array(entityStateSchema),
  ads: z.array(entityStateSchema),
  read_at: z.iso.datetime(),
});

/** Reads the live state of a campaign with its ad sets and ads. */
export const readCampaignState = defineAction({
  agent: 'AdPlatformAgent',
  action: 'read_campaign_state',
  effect: 'read',
  summary: 'Reads the live state of a campaign, its ad sets and its ads from the ad platform.',
  params: z.object({ campaign_id: z.string().min(1) }),
  output: campaignStateSchema,
});
