import { z } from 'zod';

const text = z.string().nullish().default(null);
const number = z.number().nullish().default(null);

/** A campaign as the screens need it. `features` is the last 7 full days against the 7 before. */
export const campaignViewSchema = z
  .object({
    campaign_id: z.string(),
    campaign_name: z.string().default(''),
    platform: z.string().default(''),
    industry: text,
    objective: text,
    status: z.string().default(''),
    daily_budget_minor: number,
    currency: z.string().nullish().default('USD'),
    target_cpa_minor: number,
    protected: z.boolean().nullish().default(false),
    features: z.object({ cpa: number, cpa_change_pct: number }).nullish().catch(null),
    /** Only a campaign that is shown alone has them. */
    creatives: z
      .array(z.object({ creative_id: z.string(), name: z.string().default(''), state: text, headline: text }))
      .default([]),
  })
  .transform((campaign) => ({ ...campaign, currency: campaign.currency ?? 'USD', id: campaign.campaign_id }));
/** A campaign as the screens need it. */
export type CampaignView = z.output<typeof campaignViewSchema>;

/** One day of a campaign. */
export const dailyMetricSchema = z.object({
  dt: z.string(),
  impressions: z.number().default(0),
  clicks: z.number().default(0),
  spend_minor: z.number().default(0),
  conversions: z.number().default(0),
  revenue_minor: z.number().nullish().default(null),
});
/** One day of a campaign. */
export type DailyMetric = z.infer<typeof dailyMetricSchema>;
