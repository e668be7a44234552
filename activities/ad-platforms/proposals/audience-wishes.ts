import type { AudienceState, EntityState } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { ProposedChange } from '../write/change-set.ts';
import type { OpenCampaign } from './open-campaign.ts';
import { whereWritable } from './where-writable.ts';

/** One of the two lists of audiences. */
export type AudienceField = 'included_audience_ids' | 'excluded_audience_ids';

/** The ids of a list as it stands in a live state. */
export function audienceIdsOf(entity: EntityState, field: AudienceField): readonly string[] {
  return (entity[field] ?? '').split(',').filter((id) => id !== '');
}

/** A list of audiences in the one text form that it has everywhere: sorted, each once, joined by commas. */
export function audienceText(ids: readonly string[]): string {
  return [...new Set(ids)].sort().join(',');
}

function unfit(open: OpenCampaign, reason: string, audience_ids: readonly string[]): CodedError {
  const { campaign_id } = open;
  return new CodedError('ACTION_PARAMS_INVALID', reason, { campaign_id, audience_ids: [...audience_ids] });
}

/** Throws ACTION_PARAMS_INVALID for audiences that the account does not have, or that are not ready to be aimed at. */
export async function checkAudiences(open: OpenCampaign, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known: ReadonlyMap<string, AudienceState> = new Map(
    (await open.adapter.listAudiences()).map((each) => [each.audience_id, each]),
  );
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw unfit(open, `The account has no audience ${unknown.join(', ')}.`, unknown);
  const unready = ids.filter((id) => known.get(id)?.ready !== true);
  if (unready.length > 0) throw unfit(open, `Not ready to be aimed at yet: ${unready.join(', ')}.`, unready);
}

/**
 * The wish for a list of audiences on the ad sets of a campaign (on the campaign where the platform keeps it there). `listFor`
 * makes the whole new list from what an entity has now. An audience that would be aimed at and left out at once is refused.
 */
export function audienceWishes(
  open: OpenCampaign,
  field: AudienceField,
  ad_set_id: string | undefined,
  listFor: (entity: EntityState) => readonly string[],
): readonly ProposedChange[] {
  const { campaign_id } = open;
  return whereWritable(open, field, ['ad_set', 'campaign'], ad_set_id).map((entity) => ({
    ...{ campaign_id, entity, field, after: audienceText(listFor(entity)) },
  }));
}

/** Throws ACTION_PARAMS_INVALID when an entity would aim at an audience and leave it out at once, with these wishes. */
export function checkNoConflict(open: OpenCampaign, wishes: readonly ProposedChange[]): void {
  for (const [, own] of Map.groupBy(wishes, (wish) => wish.entity.entity_id)) {
    const [first] = own;
    if (first === undefined) continue;
    const listOf = (field: AudienceField) => {
      const wished = own.find((wish) => wish.field === field);
      return wished === undefined ? audienceIdsOf(first.entity, field) : String(wished.after).split(',');
    };
    const included = new Set(listOf('included_audience_ids'));
    const both = listOf('excluded_audience_ids').filter((id) => id !== '' && included.has(id));
    if (both.length > 0)
      throw unfit(open, `${first.entity.name} would aim at ${both.join(', ')} and leave it out at once.`, both);
  }
}
