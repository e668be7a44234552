import { z } from 'zod';
import { campaignFeatures } from '../../../contracts/campaign-features.ts';
import { rolloutStageSchema } from '../../../contracts/rollout.ts';
import type { CampaignRow } from '../../../db/queries/campaigns-list.ts';
import { moment } from '../../operation/paging.ts';

/** The feature view of a campaign; each name is explained in contracts/campaign-features.ts. */
export const featuresSchema = z.object(
  Object.fromEntries(
    campaignFeatures.map((feature) => [
      feature.name,
      (feature.type === 'string' ? z.string() : z.number()).nullable().describe(feature.description),
    ]),
  ),
);

/** A campaign. Money is integer minor units of `currency`. */
export const campaignSchema = z.object({
  id: z.uuid(),
  campaign_id: z.string().describe('the platform’s id, our key everywhere'),
  campaign_name: z.string(),
  platform: z.string(),
  industry: z.string().nullable(),
  keywords: z.array(z.string()),
  status: z.string(),
  objective: z.string().nullable(),
  daily_budget_minor: z.int().nullable(),
  currency: z.string(),
  target_cpa_minor: z.int().nullable(),
  audience_size: z.int().nullable(),
  protected: z.boolean(),
  landing_page_url: z.string().nullable(),
  rollout_stage: rolloutStageSchema.nullable().describe('null: follows the tenant'),
  autonomy: z.enum(['shadow', 'propose', 'auto']).nullable().describe('null: follows the playbook'),
  created_at: moment,
  updated_at: moment,
  features: featuresSchema.nullable(),
});

/** A row as the API shows it. */
export function toCampaign(row: CampaignRow, features: object | null) {
  const { tenant_id, ad_account_id, brand_id, ...campaign } = row;
  return { ...campaign, features };
}

/** The id in the path: the platform’s, or our uuid. */
export const campaignPath = z.strictObject({ id: z.string().max(255).describe('campaign_id, or our uuid') });
