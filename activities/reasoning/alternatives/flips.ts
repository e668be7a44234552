import { type CampaignContext, campaignConstraintsSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { campaignMetricsSchema, creativeMetricsSchema } from '../../../contracts/reasoning/campaign-metrics.ts';
import { siteHealthSchema } from '../../../contracts/reasoning/campaign-past.ts';
import { audienceAnalyticsSchema, competitorSignalsSchema } from '../../../contracts/reasoning/market-signals.ts';
import type { WorkflowType } from '../../../contracts/recommendation.ts';

/** One fact that might turn the choice: in words that follow "if", and as a change of the context. */
export type Flip = { readonly words: string; readonly edit: (context: CampaignContext) => CampaignContext };

const site = (context: CampaignContext) => siteHealthSchema.parse(context.site_health ?? {});
const limits = (context: CampaignContext) => campaignConstraintsSchema.parse(context.constraints ?? {});
const market = (context: CampaignContext) => competitorSignalsSchema.parse(context.competitor_signals ?? {});
const people = (context: CampaignContext) => audienceAnalyticsSchema.parse(context.audience_analytics ?? {});
const figures = (context: CampaignContext) =>
  campaignMetricsSchema.parse(context.campaign_metrics ?? { campaign_id: context.campaign_id });

const tired = {
  is_fatigued: true,
  fatigue_score: 1,
  ctr_trend: 'declining' as const,
  creative_age_days: 45,
  average_frequency: 6,
};

/** All running creatives worn out; one that is, where none is known. */
function worn(context: CampaignContext): CampaignContext {
  const known = context.creative_metrics.some((creative) => creative.running);
  const creatives = known
    ? context.creative_metrics
    : [...context.creative_metrics, creativeMetricsSchema.parse({ creative_id: 'unknown' })];
  return {
    ...context,
    creative_metrics: creatives.map((creative) => (creative.running ? { ...creative, ...tired } : creative)),
  };
}

/** The facts that are tried for each workflow, the most telling first. Each touches one thing only. */
export const flips: Readonly<Record<WorkflowType, readonly Flip[]>> = {
  'Campaign Pause': [
    {
      words: 'the landing page did not answer',
      edit: (context) => ({ ...context, site_health: { ...site(context), landing_page_ok: false } }),
    },
  ],
  'Continue Monitoring': [
    {
      words: 'the change had been seen for one day only',
      edit: (context) => ({
        ...context,
        campaign_metrics: { ...figures(context), cpa_trend_days: 1, cpa_raised_days: 1 },
      }),
    },
    {
      words: 'competitor activity had not risen',
      edit: (context) => ({
        ...context,
        competitor_signals: { ...market(context), activity_change_pct: 0, avg_bid_increase_pct: 0 },
      }),
    },
    {
      words: 'the campaign were in its learning phase',
      edit: (context) => ({ ...context, constraints: { ...limits(context), in_learning: true } }),
    },
    {
      words: 'the campaign were protected from being paused',
      edit: (context) => ({ ...context, constraints: { ...limits(context), protected: true } }),
    },
  ],
  'Creative Refresh': [
    { words: 'the running creatives were worn out (old, seen too often and clicked less)', edit: worn },
  ],
  'Bid Adjustment': [
    {
      words: 'competitors had raised their activity by 45 % and their bids by 25 %',
      edit: (context) => ({
        ...context,
        competitor_signals: { ...market(context), activity_change_pct: 45, avg_bid_increase_pct: 25 },
      }),
    },
  ],
  'Audience Expansion': [
    {
      words: 'the platform rated the ads’ relevance at 0.2 of 1',
      edit: (context) => ({ ...context, audience_analytics: { ...people(context), relevance_score: 0.2 } }),
    },
  ],
  'Budget Reallocation': [
    {
      words: 'the campaign spent its whole budget every day',
      edit: (context) => ({ ...context, campaign_metrics: { ...figures(context), budget_utilization: 1 } }),
    },
  ],
};
