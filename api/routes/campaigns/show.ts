import { z } from 'zod';
import { readCampaignFeatures, readCampaignParts } from '../../../db/queries/campaigns-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { campaignPath, campaignSchema, toCampaign } from './campaign-schema.ts';
import { campaignOrRefuse } from './find-or-refuse.ts';

const adSetSchema = z.object({
  id: z.uuid(),
  ad_set_id: z.string(),
  campaign_id: z.string(),
  name: z.string(),
  status: z.string(),
  daily_budget_minor: z.int().nullable(),
  bid_amount_minor: z.int().nullable(),
  bid_strategy: z.string().nullable(),
});
const adSchema = z.object({
  id: z.uuid(),
  ad_id: z.string(),
  ad_set_id: z.string(),
  campaign_id: z.string(),
  name: z.string(),
  status: z.string(),
  creative_id: z.string().nullable(),
});

const creativeSchema = z.object({
  creative_id: z.string(),
  name: z.string(),
  state: z.string().describe('`spare` where no ad shows it'),
  headline: z.string().nullable().describe('of what was made here; null where only the platform knows it'),
});

/** One campaign with its account, brand, ad sets, ads and creatives. */
export const showCampaign = defineOperation({
  method: 'get',
  path: '/v2/campaigns/:id',
  id: 'show_campaign',
  tag: 'campaigns',
  summary: 'One campaign with ad sets, ads, creatives and features.',
  access: 'campaigns:read',
  params: campaignPath,
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'The campaign.',
      schema: campaignSchema.extend({
        account: z.object({ external_id: z.string(), name: z.string(), timezone: z.string() }).nullable(),
        brand: z.object({ brand_id: z.uuid(), name: z.string() }).nullable(),
        ad_sets: z.array(adSetSchema),
        ads: z.array(adSchema),
        creatives: z.array(creativeSchema),
      }),
    },
  },
  errors: ['CAMPAIGN_NOT_FOUND'],
  async handle({ params, inTenant }) {
    const body = await inTenant(async (tx) => {
      const campaign = await campaignOrRefuse(tx, params.id);
      const features = await readCampaignFeatures(tx, campaign.campaign_id);
      return { ...toCampaign(campaign, features), ...(await readCampaignParts(tx, campaign)) };
    });
    return json(200, body);
  },
});
