import type { AccountSpec } from './account-spec.ts';
import type { CampaignSpec } from './campaign-spec.ts';

/** A value as the books hold it: money in minor units as a number, everything else as text. */
export type WireValue = string | number | null;

/** Kinds of things an account holds. */
export type EntityKind = 'campaign' | 'ad_set' | 'ad' | 'creative';

/** One thing of an account with the values it was born with; what happened since stands in the timeline. */
export type Entity = {
  readonly id: string;
  readonly kind: EntityKind;
  readonly account: AccountSpec;
  /** The campaign that this belongs to; `noCampaign` for what was uploaded to the account itself. */
  readonly campaign: CampaignSpec;
  readonly parent_id: string | null;
  readonly initial: Readonly<Record<string, WireValue>>;
  /** The instant at which it was made over the API; null for what was there from the beginning. */
  readonly created_at: number | null;
};

/** Ids as the books hold a list of audiences: sorted, joined by commas. */
export const listOf = (ids: readonly string[]) => [...ids].sort().join(',');

/** All things of one campaign, parents first. Budgets stand where `budget_owner` says, the schedule where the platform has it. */
export function entitiesOf(account: AccountSpec, campaign: CampaignSpec): readonly Entity[] {
  const common = { account, campaign, created_at: null };
  const lifetime = campaign.lifetime_budget_minor;
  const budget = lifetime === null ? { daily_budget: campaign.daily_budget_minor } : { lifetime_budget: lifetime };
  const onCampaign = campaign.budget_owner === 'campaign';
  const schedule = { starts_at: campaign.starts_at, ends_at: campaign.ends_at };
  const google = account.platform === 'google_ads';
  const targeting = {
    included_audiences: listOf(campaign.included_audience_ids),
    excluded_audiences: listOf(campaign.excluded_audience_ids),
    audience_expansion: google ? null : 'off',
  };
  const nobody = { included_audiences: '', excluded_audiences: '' };
  const creative = (creative_id: string, name: string): Entity => ({
    ...common,
    id: creative_id,
    kind: 'creative',
    parent_id: null,
    initial: { name, status: 'ACTIVE' },
  });
  return [
    {
      ...common,
      id: campaign.campaign_id,
      kind: 'campaign',
      parent_id: null,
      initial: {
        name: campaign.campaign_name,
        status: 'ACTIVE',
        ...(onCampaign ? budget : {}),
        ...(google ? { ...schedule, ...nobody } : {}),
      },
    },
    {
      ...common,
      id: campaign.ad_set_id,
      kind: 'ad_set',
      parent_id: campaign.campaign_id,
      initial: {
        name: `${campaign.campaign_name} – ad set`,
        status: 'ACTIVE',
        bid_amount: campaign.bid_amount_minor,
        ...(onCampaign ? {} : budget),
        ...(google ? {} : schedule),
        ...targeting,
      },
    },
    ...campaign.ads.map(
      (ad): Entity => ({
        ...common,
        id: ad.ad_id,
        kind: 'ad',
        parent_id: campaign.ad_set_id,
        initial: { name: ad.name, status: 'ACTIVE', creative: ad.creative_id },
      }),
    ),
    ...campaign.ads.map((ad) => creative(ad.creative_id, ad.name)),
    ...campaign.spare_creatives.map((spare) => creative(spare.creative_id, spare.name)),
  ];
}
