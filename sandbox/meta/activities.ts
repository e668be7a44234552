import type { EntityKind } from '../world/entity.ts';
import type { TimelineChange } from '../world/timeline.ts';
import { type Parameters, textOf } from './parameters.ts';
import { invalidParameter } from './reply.ts';
import type { View } from './view.ts';
import { readWireTime, wireTime } from './wire-time.ts';

/** The app behind the sandbox’s tokens: what it did carries this id in the change history. */
export const SANDBOX_APP_ID = '420042004200';
/** The system user behind the sandbox’s tokens. */
export const SANDBOX_USER_ID = '122100000000001';
const PERSON_ID = '100000000000777';
const SCREENS_APP_ID = '119900000000001';

const eventTypes: Readonly<Record<string, Partial<Record<EntityKind, string>>>> = {
  daily_budget: { campaign: 'update_campaign_budget', ad_set: 'update_ad_set_budget' },
  lifetime_budget: { campaign: 'update_campaign_budget', ad_set: 'update_ad_set_budget' },
  starts_at: { ad_set: 'update_ad_set_duration' },
  ends_at: { ad_set: 'update_ad_set_duration' },
  included_audiences: { ad_set: 'update_ad_set_target_spec' },
  excluded_audiences: { ad_set: 'update_ad_set_target_spec' },
  audience_expansion: { ad_set: 'update_ad_set_target_spec' },
  bid_amount: { ad_set: 'update_ad_set_bidding' },
  status: { campaign: 'update_campaign_run_status', ad_set: 'update_ad_set_run_status', ad: 'update_ad_run_status' },
  creative: { ad: 'update_ad_creative' },
  name: { campaign: 'update_campaign_name', ad_set: 'update_ad_set_name', ad: 'update_ad_friendly_name' },
};
const categories: Readonly<Record<string, string>> = {
  daily_budget: 'BUDGET',
  lifetime_budget: 'BUDGET',
  bid_amount: 'BID',
  status: 'STATUS',
  included_audiences: 'TARGETING',
  excluded_audiences: 'TARGETING',
  audience_expansion: 'TARGETING',
};
const kindCategories: Partial<Record<EntityKind, string>> = { campaign: 'CAMPAIGN', ad_set: 'AD_SET', ad: 'AD' };
const objectTypes: Partial<Record<EntityKind, string>> = { campaign: 'CAMPAIGN', ad_set: 'AD_SET', ad: 'AD' };

function entryOf(change: TimelineChange, view: View) {
  const entity = view.world.inventory.entity(change.entity_id);
  if (entity === null || entity.account.external_id !== view.account.external_id) return [];
  const byApi = change.by === 'api';
  const event = {
    event_time: wireTime(change.at),
    event_type: eventTypes[change.field]?.[entity.kind] ?? 'update_other',
    extra_data: JSON.stringify({
      old_value: change.before,
      new_value: change.after,
      type: change.field,
      currency: entity.account.currency,
    }),
    object_id: entity.id,
    object_name: String(view.value(entity, 'name')),
    object_type: objectTypes[entity.kind],
    actor_id: byApi ? SANDBOX_USER_ID : PERSON_ID,
    actor_name: change.actor_name,
    application_id: byApi ? SANDBOX_APP_ID : SCREENS_APP_ID,
    application_name: byApi ? 'Sandbox app' : 'Ads screens',
  };
  return [{ change, entity, event }];
}

function bound(parameters: Parameters, name: string, otherwise: number): number {
  const text = textOf(parameters, name);
  if (text === undefined) return otherwise;
  const instant = readWireTime(text);
  if (instant === null) throw invalidParameter(`param ${name} must be a unix time or a date`, { blame_fields: [name] });
  return instant;
}

/** The change history of an account, newest first; by default of the last week, as the platform does. */
export function readActivities(view: View, parameters: Parameters): readonly Record<string, unknown>[] {
  const until = bound(parameters, 'until', view.at);
  const since = bound(parameters, 'since', until - 7 * 86_400_000);
  const oid = textOf(parameters, 'oid');
  const below = textOf(parameters, 'add_children') === 'true';
  const category = textOf(parameters, 'category');
  const asked = (textOf(parameters, 'fields') ?? 'event_time,event_type').split(',').map((name) => name.trim());
  return view.world.timeline
    .all()
    .filter((change) => change.at >= since && change.at <= until)
    .flatMap((change) => entryOf(change, view))
    .filter(({ entity }) => oid === undefined || entity.id === oid || (below && entity.campaign.campaign_id === oid))
    .filter(({ change, entity }) => {
      return (
        category === undefined || categories[change.field] === category || kindCategories[entity.kind] === category
      );
    })
    .reverse()
    .map(({ event }) => Object.fromEntries(Object.entries(event).filter(([name]) => asked.includes(name))));
}
