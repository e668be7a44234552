import type { CampaignSpec } from '../world/campaign-spec.ts';
import type { Timeline } from '../world/timeline.ts';
import { type Calendar, createCalendar } from './calendar.ts';
import { type CampaignMarket, createCampaignMarket } from './simulate.ts';

/** The markets of all campaigns, each begun when it is first asked for, and the calendars of their accounts. */
export type Markets = {
  readonly of: (campaign: CampaignSpec, timezone: string) => CampaignMarket;
  readonly calendar: (timezone: string) => Calendar;
};

/** Makes the markets of one world. */
export function createMarkets(deps: {
  readonly timeline: Timeline;
  readonly seed: string;
  readonly bornAt: number;
}): Markets {
  const markets = new Map<string, CampaignMarket>();
  const calendars = new Map<string, Calendar>();
  const calendar = (timezone: string) => {
    const known = calendars.get(timezone) ?? createCalendar(timezone);
    calendars.set(timezone, known);
    return known;
  };
  return {
    calendar,
    of: (campaign, timezone) => {
      const known =
        markets.get(campaign.campaign_id) ??
        createCampaignMarket({
          campaign,
          timeline: deps.timeline,
          calendar: calendar(timezone),
          seed: deps.seed,
          bornAt: deps.bornAt,
        });
      markets.set(campaign.campaign_id, known);
      return known;
    },
  };
}
