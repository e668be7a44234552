import { cannot, moneyBehindMinor } from '../live-campaign.ts';
import type { ProposedChange } from '../write/change-set.ts';
import type { OpenCampaign } from './open-campaign.ts';

/**
 * The wish that a campaign shall be active or paused. What moves is its whole budget, daily or for its life, on the campaign
 * or on its ad sets.
 */
export function statusWishes(open: OpenCampaign, status: 'active' | 'paused'): readonly ProposedChange[] {
  const { campaign_id, live } = open;
  const present = live.campaign.status;
  if (present !== 'active' && present !== 'paused')
    throw cannot(live, `it is ${present}, and can be neither paused nor resumed.`);
  const daily_money_behind_minor = moneyBehindMinor(live);
  return [{ campaign_id, entity: live.campaign, field: 'status', after: status, daily_money_behind_minor }];
}
