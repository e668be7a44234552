import { type CampaignSpec, campaignSpecSchema } from '../world/campaign-spec.ts';

/** A plain campaign with ids 9001 (campaign), 9002 (ad set), 9003–9004 (ads) and 9005–9008 (creatives). */
export function testCampaign(parts: Partial<CampaignSpec> = {}): CampaignSpec {
  return campaignSpecSchema.parse({
    campaign_id: '9001',
    campaign_name: 'Test',
    daily_budget_minor: 40_000,
    target_cpa_minor: 4_500,
    audience_size: 1_000_000,
    ad_set_id: '9002',
    bid_amount_minor: 250,
    ads: [
      { ad_id: '9003', name: 'first', creative_id: '9005' },
      { ad_id: '9004', name: 'second', creative_id: '9006' },
    ],
    spare_creatives: [
      { creative_id: '9007', name: 'spare' },
      { creative_id: '9008', name: 'other spare' },
    ],
    ...parts,
  });
}
