import { entityStateSchema } from './ad-platform.ts';
import { platformSchema } from './platform.ts';

/** One feature of a campaign that `when` and other expressions may read as `context.<name>`. */
export type CampaignFeature = {
  readonly name: string;
  readonly type: 'number' | 'integer' | 'string' | 'boolean';
  readonly unit: string;
  readonly description: string;
  /** The only texts that it can be: those of the schemas that platforms are read with. */
  readonly values?: readonly string[];
};

/**
 * The typed feature view of a campaign: the last 7 full days against the 7 before, unless the description says otherwise.
 * Money is in major units of the account currency; a name ending in `_pct` is a percentage number; other rates are ratios 0–1.
 * Any of them may be null when there is no data. The SQL view `campaign_features` has exactly these columns.
 */
export const campaignFeatures = [
  { name: 'cpa', type: 'number', unit: 'currency', description: 'cost per conversion; null without conversions' },
  { name: 'cpa_change_pct', type: 'number', unit: '%', description: 'change of cpa against the week before' },
  { name: 'ctr', type: 'number', unit: 'ratio', description: 'clicks per impression' },
  { name: 'ctr_change_pct', type: 'number', unit: '%', description: 'change of ctr' },
  { name: 'cpc', type: 'number', unit: 'currency', description: 'cost per click' },
  { name: 'cpc_change_pct', type: 'number', unit: '%', description: 'change of cpc' },
  { name: 'cpm', type: 'number', unit: 'currency', description: 'cost per 1,000 impressions' },
  { name: 'cpm_change_pct', type: 'number', unit: '%', description: 'change of cpm' },
  { name: 'conversion_rate', type: 'number', unit: 'ratio', description: 'conversions per click' },
  { name: 'conversion_rate_change_pct', type: 'number', unit: '%', description: 'change of conversion_rate' },
  { name: 'spend', type: 'number', unit: 'currency', description: 'spend' },
  { name: 'spend_change_pct', type: 'number', unit: '%', description: 'change of spend' },
  { name: 'impressions', type: 'integer', unit: 'count', description: 'impressions' },
  { name: 'clicks', type: 'integer', unit: 'count', description: 'clicks' },
  { name: 'conversions', type: 'number', unit: 'count', description: 'conversions' },
  { name: 'revenue', type: 'number', unit: 'currency', description: 'revenue of the conversions' },
  { name: 'roas', type: 'number', unit: 'ratio', description: 'revenue per unit of spend' },
  { name: 'roas_change_pct', type: 'number', unit: '%', description: 'change of roas' },
  { name: 'frequency', type: 'number', unit: 'impressions per person', description: 'mean daily frequency' },
  { name: 'frequency_change_pct', type: 'number', unit: '%', description: 'change of frequency' },
  {
    name: 'impression_share',
    type: 'number',
    unit: 'ratio',
    description: 'share of the impressions one could have had',
  },
  {
    name: 'audience_saturation_pct',
    type: 'number',
    unit: '%',
    description: 'share of the reachable audience already reached',
  },
  { name: 'budget_utilization', type: 'number', unit: 'ratio', description: 'spend of a day per daily budget' },
  { name: 'daily_budget', type: 'number', unit: 'currency', description: 'current daily budget' },
  { name: 'days_with_data', type: 'integer', unit: 'days', description: 'days of data in the last 28' },
  {
    name: 'status',
    type: 'string',
    unit: '',
    description: 'status of the campaign',
    values: entityStateSchema.shape.status.options,
  },
  {
    name: 'platform',
    type: 'string',
    unit: '',
    description: 'ad platform',
    values: platformSchema.options,
  },
  { name: 'currency', type: 'string', unit: '', description: 'ISO currency of the account' },
] as const satisfies readonly CampaignFeature[];
