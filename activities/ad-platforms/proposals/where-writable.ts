import type { EntityState } from '../../../contracts/ad-platform.ts';
import type { Change } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { cannot, countingAdSets } from '../live-campaign.ts';
import type { OpenCampaign } from './open-campaign.ts';

/** The ad set of this id. Throws ACTION_PARAMS_INVALID when the campaign has none such. */
export function adSetOf({ campaign_id, live }: OpenCampaign, ad_set_id: string): EntityState {
  const found = live.ad_sets.find((each) => each.entity_id === ad_set_id);
  if (found) return found;
  const details = { campaign_id, ad_set_id };
  throw new CodedError('ACTION_PARAMS_INVALID', `The campaign has no ad set ${ad_set_id}.`, details);
}

/**
 * The entities of a campaign that a field is set on: the ad set that is named, or else all of the first level on which the
 * platform can write it. Throws PLATFORM_CAPABILITY_MISSING where it cannot.
 */
export function whereWritable(
  open: OpenCampaign,
  field: Change['field'],
  levels: readonly ('campaign' | 'ad_set')[],
  ad_set_id?: string,
): readonly EntityState[] {
  const { platform, writable } = open.adapter;
  const level = (ad_set_id === undefined ? levels : (['ad_set'] as const)).find((each) =>
    writable[each].includes(field),
  );
  if (level === undefined) throw cannot(open.live, `${platform} has no ${field} to set here.`);
  if (ad_set_id !== undefined) return [adSetOf(open, ad_set_id)];
  return level === 'campaign' ? [open.live.campaign] : countingAdSets(open.live);
}
