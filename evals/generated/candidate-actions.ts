import { changedBy } from '../../contracts/money.ts';
import type { TypedAction } from '../../contracts/recommendation.ts';
import type { CampaignSpec } from '../../sandbox/world/campaign-spec.ts';

const steps = [-20, -15, -10, -5, 5, 10, 15, 20] as const;
const signed = (pct: number) => `${pct > 0 ? '+' : ''}${pct} %`;

/** Everything that a careful team would consider: every lever, in steps within the limits that the context states. */
export function candidateActions(
  campaign: CampaignSpec,
  daily_spend_minor: number,
): readonly { readonly label: string; readonly action: TypedAction }[] {
  const { campaign_id, bid_amount_minor, daily_budget_minor } = campaign;
  const spare = campaign.spare_creatives[0]?.creative_id ?? '';
  const audiences = { campaign_id, include_audience_ids: [], exclude_audience_ids: [] };
  return [
    { label: 'nothing', action: { kind: 'none', recheck_after_hours: 24 } },
    ...steps.map((change_pct) => ({
      label: `bid ${signed(change_pct)}`,
      action: {
        ...{ kind: 'set_bid' as const, campaign_id, current_bid_amount_minor: bid_amount_minor, change_pct },
        bid_amount_minor: Math.max(1, changedBy(bid_amount_minor, change_pct)),
      },
    })),
    ...steps.map((change_pct) => ({
      label: `budget ${signed(change_pct)}`,
      action: {
        ...{
          kind: 'set_daily_budget' as const,
          campaign_id,
          current_daily_budget_minor: daily_budget_minor,
          change_pct,
        },
        daily_budget_minor: Math.max(1, changedBy(daily_budget_minor, change_pct)),
      },
    })),
    ...campaign.ads.map(({ ad_id, name, creative_id }) => ({
      label: `new creative for ${name}`,
      action: {
        ...{ kind: 'rotate_creative' as const, campaign_id, ad_id },
        ...{ current_creative_id: creative_id, creative_id: spare },
      },
    })),
    {
      label: 'wider audience',
      action: { kind: 'change_audiences', mode: 'expand', audience_expansion: true, ...audiences },
    },
    {
      label: 'refined audience',
      action: { kind: 'change_audiences', mode: 'refine', audience_expansion: null, ...audiences },
    },
    ...[10, 20, 30].map((pct) => ({
      label: `${pct} % of the spend to past visitors`,
      action: {
        ...{ kind: 'reallocate_budget' as const, campaign_id },
        moves: [
          {
            ...{ from_entity_id: 'seg_2', to_entity_id: 'seg_1' },
            amount_minor: Math.max(1, Math.round((daily_spend_minor * pct) / 100)),
          },
        ],
      },
    })),
    { label: 'pause', action: { kind: 'pause', campaign_id, resume_when: 'conversions are reported again' } },
  ];
}
