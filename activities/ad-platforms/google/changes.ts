import type { AdPlatformAdapter, PlatformChange } from '../../../contracts/ad-platform.ts';
import { dayIn, daysBefore } from '../account-day.ts';
import { type ChangeEvent, changeEventRow, fieldsOfEvent } from './change-event.ts';
import { onlyRow } from './entities.ts';
import { gaql, text } from './gaql.ts';
import { type GoogleAccount, idsOf } from './google-account.ts';
import { adGroupsQuery, campaignQuery } from './queries.ts';
import { adGroupRow, campaignRow } from './schemas.ts';

/** Google answers at most so many events at once. */
const mostEvents = 10_000;
/** Google keeps events for 30 days and refuses to look further back. */
const daysKept = 29;

const fields = [
  'change_date_time',
  'change_resource_type',
  'change_resource_name',
  'client_type',
  'user_email',
  'resource_change_operation',
  'changed_fields',
  'old_resource',
  'new_resource',
].map((field) => `change_event.${field}`);

/** The events of a time, newest first. Both bounds are local texts; a bare date is its midnight. */
export function changeEventQuery(since: string, until: string, limit = mostEvents): string {
  const at = 'change_event.change_date_time';
  return gaql({
    select: fields,
    from: 'change_event',
    where: [`${at} >= ${text(since)}`, `${at} <= ${text(until)}`],
    order_by: `${at} DESC`,
    limit,
  });
}

/** All events of a time: a full answer may have cut older ones off, so they are asked for until it is not full. */
async function readEvents({ client }: GoogleAccount, since: string, until: string): Promise<readonly ChangeEvent[]> {
  const events = new Map<string, ChangeEvent>();
  for (let bound = until; ; ) {
    const rows = await client.search(changeEventQuery(since, bound), changeEventRow);
    for (const { changeEvent } of rows) events.set(JSON.stringify(changeEvent), changeEvent);
    const oldest = rows.at(-1)?.changeEvent.changeDateTime;
    if (rows.length < mostEvents || oldest === undefined || oldest === bound) return [...events.values()];
    bound = oldest;
  }
}

/** Which resources belong to the thing that is asked about, each with the id under which we know it. */
async function ownersOf(google: GoogleAccount, reference: ChangeQuery['reference']) {
  const { entity_type, entity_id } = reference;
  if (entity_type !== 'campaign') return { budget: null, adGroups: entity_type === 'ad_set' ? [entity_id] : [] };
  const row = onlyRow(await google.client.search(campaignQuery(entity_id), campaignRow), entity_id);
  const groups = await google.client.search(adGroupsQuery(entity_id), adGroupRow);
  return { budget: row.campaignBudget?.resourceName ?? null, adGroups: groups.map((each) => each.adGroup.id) };
}

type ChangeQuery = Parameters<AdPlatformAdapter['readChanges']>[0];

/**
 * The change history of one entity and what lies below it, from `change_event`, which goes back 30 days and is up to three
 * minutes behind. The budget of a campaign counts as the campaign. `ours` is what came through the API; a person's tool
 * that uses the API looks the same.
 */
export async function readChanges(google: GoogleAccount, query: ChangeQuery): Promise<readonly PlatformChange[]> {
  const { facts } = google;
  const { entity_type, entity_id } = query.reference;
  const owners = await ownersOf(google, query.reference);
  const entityOf = ({ changeResourceType, changeResourceName }: ChangeEvent): string | null => {
    const ids = idsOf(changeResourceName);
    const [first = ''] = ids;
    const own = entity_type === 'ad' ? ids.at(-1) === entity_id : owners.adGroups.includes(first);
    switch (changeResourceType) {
      case 'CAMPAIGN':
      case 'CAMPAIGN_CRITERION':
        return entity_type === 'campaign' && first === entity_id ? first : null;
      case 'CAMPAIGN_BUDGET':
        return changeResourceName === owners.budget ? entity_id : null;
      case 'AD_GROUP':
      case 'AD_GROUP_CRITERION':
        return entity_type !== 'ad' && own ? first : null;
      case 'AD_GROUP_AD':
        return own ? (ids.at(-1) ?? null) : null;
      default:
        return null;
    }
  };
  const tomorrow = daysBefore(dayIn(facts.timezone, facts.now()), -1);
  const since = startOf(query.since, facts.timezone, daysBefore(tomorrow, daysKept + 1));
  const events = await readEvents(google, since.day, tomorrow);
  return events
    .flatMap((event) => {
      const owner = entityOf(event);
      return owner === null ? [] : fieldsOfEvent(event, owner, facts);
    })
    .filter((change) => since.moment === null || change.at >= since.moment);
}

/** The local day from which is asked, never before what Google keeps, and the exact moment where one was given. */
function startOf(since: string, timezone: string, earliest: string) {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(since);
  const moment = isDay ? null : new Date(since);
  const day = moment === null ? since : dayIn(timezone, moment);
  return { day: day < earliest ? earliest : day, moment: moment?.toISOString() ?? null };
}
