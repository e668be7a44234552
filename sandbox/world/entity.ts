import type { AccountSpec, CampaignSpec } from './campaign-spec.ts';

/** A value as it stands on the wire: money in minor units as a number, everything else as text. */
export type WireValue = string | number | null;

/** Kinds of things an account holds. */
export type EntityKind = 'campaign' | 'ad_set' | 'ad' | 'creative';

/** One thing of an account with the values it was born with; what happened since stands in the timeline. */
export type Entity = {
  readonly id: string;
  readonly kind: EntityKind;
  readonly account: AccountSpec;
  /** The campaign that this belongs to. */
  readonly campaign: CampaignSpec;
  readonly parent_id: string | null;
  readonly initial: Readonly<Record<string, WireValue>>;
};

/** All things of one campaign, parents first. Budgets stand where `budget_owner` says. */
export function entitiesOf(account: AccountSpec, campaign: CampaignSpec): readonly Entity[] {
  const common = { account, campaign };
  const budget = { daily_budget: campaign.daily_budget_minor };
  const onCampaign = campaign.budget_owner === 'campaign';
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
      initial: { name: campaign.campaign_name, status: 'ACTIVE', ...(onCampaign ? budget : {}) },
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
