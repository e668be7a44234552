import type { z } from 'zod';
import { toMajor } from '../../contracts/money.ts';
import type { CampaignConstraints, CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import type { siteHealthSchema } from '../../contracts/reasoning/campaign-past.ts';
import { dateOf } from '../../sandbox/market/calendar.ts';
import { plotOf, strandOf } from '../../sandbox/market/plot.ts';
import type { CampaignSpec } from '../../sandbox/world/campaign-spec.ts';
import type { Draw } from './draw.ts';

/** The events that a calendar knows: the one that is felt, mostly, and others that are not. `today` counts days since 1970. */
export function seeCalendar(draw: Draw, campaign: CampaignSpec, today: number): CampaignContext['calendar_events'] {
  const event = strandOf(plotOf(campaign), 'external_event');
  const decoy = draw.chance('decoy', 0.12) ? draw.whole('decoy day', -20, 10) : null;
  return [
    ...(event !== undefined && draw.chance('event known', 0.85)
      ? [
          {
            ...{ name: 'Regional holiday week', kind: 'holiday' as const, source: 'calendar' },
            starts_on: dateOf(today + event.since_days),
            ends_on: dateOf(today + (event.until_days ?? 3)),
            expected_cpa_change_pct: draw.chance('event size known', 0.6)
              ? Math.round((1 / (1 - 0.24 * event.size)) * 100 - 100 + draw.normal('event size', 0, 6))
              : null,
          },
        ]
      : []),
    ...(decoy === null
      ? []
      : [
          {
            ...{ name: 'Trade fair', kind: 'event' as const, source: 'calendar', expected_cpa_change_pct: null },
            ...{ starts_on: dateOf(today + decoy), ends_on: dateOf(today + decoy + 2) },
          },
        ]),
  ];
}

/** What a look at the landing page and the tag finds; a broken measurement is seen there more often than not. */
export function seeSite(
  draw: Draw,
  campaign: CampaignSpec,
  facts: { readonly at: string; readonly last_conversion_at: string | null },
): z.input<typeof siteHealthSchema> {
  const broken = strandOf(plotOf(campaign), 'tracking_break') !== undefined;
  const visible = broken && draw.chance('visible', 0.6);
  const page = visible && draw.chance('page', 0.4);
  return {
    landing_page_ok: !page,
    response_ms: draw.whole('response', 120, 900),
    tag_found: !visible || page,
    last_conversion_at: facts.last_conversion_at,
    error_rate: page ? draw.between('errors', 0.3, 0.9) : draw.between('errors', 0, 0.01),
    checked_at: facts.at,
  };
}

/** What may be changed: the settings of the platform and the limits of the team. */
export function seeConstraints(
  draw: Draw,
  campaign: CampaignSpec,
  account: { readonly currency: string; readonly platform: string; readonly at: number },
): CampaignConstraints {
  const { currency, platform } = account;
  const edit = draw.chance('edit', 0.1) ? draw.whole('edit day', 15, 40) : null;
  return {
    ...{ status: 'active', platform, objective: campaign.objective },
    current_bid: toMajor(campaign.bid_amount_minor, currency),
    daily_budget: toMajor(campaign.daily_budget_minor, currency),
    target_cpa: toMajor(campaign.target_cpa_minor, currency),
    ...{ in_learning: false, protected: false, frozen_until: null },
    ...{ max_bid_change_pct: 20, max_budget_change_pct: 20 },
    recent_changes:
      edit === null
        ? []
        : [
            {
              ...{ entity_id: campaign.campaign_id, field: 'name', ours: false },
              at: new Date(account.at - edit * 86_400_000).toISOString(),
            },
          ],
    running_creatives: campaign.ads.map(({ ad_id, name, creative_id }) => ({ ad_id, ad_name: name, creative_id })),
    spare_creatives: [...campaign.spare_creatives],
    spare_audiences: [{ audience_id: '880001', name: 'similar to buyers, 3 %' }],
  };
}
