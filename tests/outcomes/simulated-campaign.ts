import { createCalendar, DAY, dateOf, dayOf } from '../../sandbox/market/calendar.ts';
import type { Scenario } from '../../sandbox/market/scenario.ts';
import { createCampaignMarket } from '../../sandbox/market/simulate.ts';
import { type CampaignSpec, campaignSpecSchema } from '../../sandbox/world/campaign-spec.ts';
import { createTimeline } from '../../sandbox/world/timeline.ts';

/** What somebody does to a campaign on the day of the change. */
export type Intervention =
  | { readonly kind: 'bid'; readonly factor: number }
  | { readonly kind: 'budget'; readonly factor: number }
  | { readonly kind: 'creative' }
  | { readonly kind: 'nothing' };

/** One day of a campaign as the platform shows it once every conversion has come in. Money in minor units. */
export type SimulatedDay = {
  readonly dt: string;
  readonly impressions: number;
  readonly clicks: number;
  readonly spend_minor: number;
  readonly conversions: number;
  readonly revenue_minor: number;
};

/** The birth of every simulated market, and the noon on which it is interfered with. */
export const bornAt = Date.parse('2026-03-02T00:00:00Z');
const calendar = createCalendar('UTC');

function specOf(seed: number, scenario: Scenario): CampaignSpec {
  const id = 700_000 + seed * 10;
  return campaignSpecSchema.parse({
    ...{ campaign_id: String(id), campaign_name: `Simulated ${seed}`, scenario, audience_size: 500_000 },
    // From about twelve to about sixty conversions a day.
    ...{ daily_budget_minor: 40_000 + (seed % 7) * 25_000, target_cpa_minor: 3_500 + (seed % 5) * 500 },
    ...{ ad_set_id: String(id + 1), bid_amount_minor: 160 + (seed % 4) * 30 },
    ads: [
      { ad_id: String(id + 2), name: 'First', creative_id: String(id + 3) },
      { ad_id: String(id + 4), name: 'Second', creative_id: String(id + 5) },
    ],
    spare_creatives: [{ creative_id: String(id + 6), name: 'Spare' }],
  });
}

/**
 * The days of one campaign of the sandbox's market from 119 days before the change until `after` days past it. The same
 * `seed` has the same chance in every life, so two lives that differ in the intervention alone differ by its true effect.
 */
export function simulateCampaign(life: {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly intervention: Intervention;
  /** Days from birth to the noon of the change. */
  readonly changed_after: number;
  readonly after: number;
}): readonly SimulatedDay[] {
  const campaign = specOf(life.seed, life.scenario);
  const timeline = createTimeline();
  const at = bornAt + life.changed_after * DAY + DAY / 2;
  const change = (entity_id: string, field: string, before: string | number, after: string | number) =>
    timeline.add({ at, entity_id, field, before, after, by: 'api', actor_name: 'MBI' });
  const { intervention: done } = life;
  const { bid_amount_minor: bid, daily_budget_minor: budget } = campaign;
  if (done.kind === 'bid') change(campaign.ad_set_id, 'bid_amount', bid, Math.round(bid * done.factor));
  if (done.kind === 'budget') change(campaign.campaign_id, 'daily_budget', budget, Math.round(budget * done.factor));
  const [first] = campaign.ads;
  const [spare] = campaign.spare_creatives;
  if (done.kind === 'creative' && first !== undefined && spare !== undefined)
    change(first.ad_id, 'creative', first.creative_id, spare.creative_id);
  const market = createCampaignMarket({ campaign, timeline, calendar, seed: 'outcomes', bornAt });
  const changedDay = dayOf(dateOf(Math.floor(at / DAY)));
  const [first_day, last_day] = [changedDay - 119, changedDay + life.after];
  const days = new Map<string, { -readonly [Key in keyof SimulatedDay]: SimulatedDay[Key] }>();
  for (const cell of market.cellsUntil((last_day + 1) * DAY - 1)) {
    const day = dayOf(cell.date);
    if (day < first_day || day > last_day) continue;
    const sum = days.get(cell.date) ?? {
      ...{ dt: cell.date, impressions: 0, clicks: 0, spend_minor: 0, conversions: 0, revenue_minor: 0 },
    };
    sum.impressions += cell.impressions;
    sum.clicks += cell.clicks;
    sum.spend_minor += cell.spend_minor;
    sum.conversions += cell.conversions.length;
    sum.revenue_minor += cell.conversions.reduce((all, each) => all + each.revenue_minor, 0);
    days.set(cell.date, sum);
  }
  return [...days.values()];
}
