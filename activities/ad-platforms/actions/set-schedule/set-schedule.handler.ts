import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { openCampaign, proposalOf } from '../../proposals/open-campaign.ts';
import { scheduleWishes } from '../../proposals/schedule-wishes.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { setSchedule } from './set-schedule.action.ts';

/** A moment in UTC on a whole second, as platforms keep it; '' stays. */
function kept(moment: string): string {
  return moment === '' ? '' : new Date(Math.floor(Date.parse(moment) / 1000) * 1000).toISOString();
}

/** One change for each time that is given, on the campaign or on each of its active ad sets. */
export function createSetScheduleHandler(deps: AdPlatformDependencies): BoundHandler {
  return createWriteHandler(deps, {
    definition: setSchedule,
    propose: async ({ campaign_id, ...schedule }, { origin }) => {
      const { starts_at, ends_at } = schedule;
      if (starts_at === undefined && ends_at === undefined)
        throw new CodedError('ACTION_PARAMS_INVALID', 'Neither a start nor an end is given.', { campaign_id });
      if (starts_at !== undefined && ends_at && Date.parse(ends_at) <= Date.parse(starts_at))
        throw new CodedError('ACTION_PARAMS_INVALID', 'The end is not after the start.', { ...schedule });
      const open = await openCampaign(deps.registry, { tenant_id: origin.tenant_id, campaign_id });
      return proposalOf(
        open,
        scheduleWishes(open, {
          ...(starts_at === undefined ? {} : { starts_at: kept(starts_at) }),
          ...(ends_at === undefined ? {} : { ends_at: kept(ends_at) }),
        }),
      );
    },
  });
}
