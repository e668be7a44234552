import type { CampaignSpec } from '../world/campaign-spec.ts';
import { lastSignificantEdit } from '../world/learning.ts';
import type { Timeline } from '../world/timeline.ts';
import { type Breadth, breadthAt } from './breadth.ts';
import { DAY } from './calendar.ts';

/** How one ad stands at an instant. `creative_since` is null for the creative that it was born with. */
export type AdSetting = {
  readonly active: boolean;
  readonly creative_id: string;
  readonly creative_since: number | null;
};

/** What people and programs have set, as it stands at an instant; money in minor units. */
export type Settings = {
  readonly budget_minor: number;
  readonly bid_minor: number;
  readonly ads: readonly AdSetting[];
  readonly significant_edit: number | null;
  readonly breadth: Breadth;
};

/** Days over which a lifetime budget is spread when the schedule does not say. */
const USUAL_DAYS = 30;

/** Reads the settings of a campaign from the timeline. */
export function settingsAt(campaign: CampaignSpec, timeline: Timeline, at: number): Settings {
  const amount = (id: string, field: string, initial: number) => {
    const after = timeline.last(id, field, at)?.after;
    return typeof after === 'number' ? after : initial;
  };
  const active = (id: string) => (timeline.last(id, 'status', at)?.after ?? 'ACTIVE') === 'ACTIVE';
  /** A value that stands on the campaign or on the ad set, as the platform has it: the later change counts. */
  const either = <T>(field: string, initial: T) => {
    const changes = [campaign.campaign_id, campaign.ad_set_id].flatMap((id) => timeline.last(id, field, at) ?? []);
    const [last] = changes.toSorted((one, other) => other.at - one.at);
    return last === undefined ? initial : last.after;
  };
  const instant = (text: unknown) => (typeof text === 'string' ? Date.parse(text) : null);
  const starts = instant(either('starts_at', campaign.starts_at));
  const ends = instant(either('ends_at', campaign.ends_at));
  const scheduled = (starts === null || at >= starts) && (ends === null || at < ends);
  const running = scheduled && active(campaign.campaign_id) && active(campaign.ad_set_id);
  const budgetOwner = campaign.budget_owner === 'campaign' ? campaign.campaign_id : campaign.ad_set_id;
  const lifetime = either('lifetime_budget', campaign.lifetime_budget_minor);
  const days = starts === null || ends === null ? USUAL_DAYS : Math.max(1, (ends - starts) / DAY);
  return {
    budget_minor:
      typeof lifetime === 'number'
        ? Math.floor(lifetime / days)
        : amount(budgetOwner, 'daily_budget', campaign.daily_budget_minor),
    bid_minor: amount(campaign.ad_set_id, 'bid_amount', campaign.bid_amount_minor),
    ads: campaign.ads.map((ad) => {
      const change = timeline.last(ad.ad_id, 'creative', at);
      const creative_id = typeof change?.after === 'string' ? change.after : ad.creative_id;
      const replaced = change !== null && creative_id !== ad.creative_id;
      return {
        active: running && active(ad.ad_id),
        creative_id,
        creative_since: replaced ? change.at : null,
      };
    }),
    significant_edit: lastSignificantEdit(timeline, campaign, at),
    breadth: breadthAt(timeline, campaign, at),
  };
}
