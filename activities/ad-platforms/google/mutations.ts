import type { EntityReference } from '../../../contracts/ad-platform.ts';
import type { Change } from '../../../contracts/change-set.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { readCriteria } from './audiences.ts';
import { bidFieldOf } from './bids.ts';
import type { Mutation, Timeout } from './client.ts';
import { onlyRow } from './entities.ts';
import { id } from './gaql.ts';
import { type GoogleAccount, resourceName } from './google-account.ts';
import { adGroupQuery, adQuery, campaignQuery } from './queries.ts';
import { adGroupRow, adRow, campaignRow } from './schemas.ts';
import { microsFromMinor } from './wire-money.ts';
import { exactLocal } from './wire-time.ts';

/** What is to be written: one field of one thing, absolute. */
export type Wish = {
  readonly reference: EntityReference;
  readonly field: Change['field'];
  readonly value: string | number;
};

/** An error that says why this value is not written. Nothing has been sent when it is thrown. */
function refuse(
  wish: Wish,
  reason: string,
  code: 'PLATFORM_REFUSED' | 'PLATFORM_CAPABILITY_MISSING' = 'PLATFORM_REFUSED',
) {
  const { entity_type, entity_id } = wish.reference;
  return new CodedError(code, reason, { entity_type, entity_id, field: wish.field, value: wish.value });
}

function amountOf(wish: Wish): number {
  const { value } = wish;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw refuse(wish, 'An amount of money must be a positive whole number of minor units.');
}

/** An update of fields of one resource. A field without a value is cleared, because the mask names it. */
function update(resource: string, name: string, fields: object, mask: string): Mutation {
  return { resource, operations: [{ update: { resourceName: name, ...fields }, updateMask: mask }] };
}

/**
 * Sets the budget of a campaign, which is a resource of its own: campaignBudgets:mutate. Throws PLATFORM_CAPABILITY_MISSING
 * for a budget of the other kind, and for one that several campaigns may share: changing it would change them all.
 */
export async function budgetMutation(google: GoogleAccount, wish: Wish, timeout: Timeout): Promise<Mutation> {
  const micros = microsFromMinor(amountOf(wish), google.facts.currency);
  const { entity_id } = wish.reference;
  const row = onlyRow(await google.client.search(campaignQuery(entity_id), campaignRow, timeout), entity_id);
  const budget = row.campaignBudget;
  const name = budget?.resourceName;
  if (!name) throw refuse(wish, 'The campaign has no budget of its own.', 'PLATFORM_CAPABILITY_MISSING');
  if (budget.explicitlyShared === true)
    throw refuse(
      wish,
      'The budget of this campaign is a shared one: other campaigns would change with it. Give the campaign a budget of its own first.',
      'PLATFORM_CAPABILITY_MISSING',
    );
  const forLife = budget.period === 'CUSTOM_PERIOD';
  if (forLife !== (wish.field === 'lifetime_budget_minor'))
    throw refuse(
      wish,
      `The campaign has a ${forLife ? 'budget for its whole time' : 'daily budget'}; Google does not turn one kind into the other.`,
      'PLATFORM_CAPABILITY_MISSING',
    );
  return forLife
    ? update('campaignBudgets', name, { totalAmountMicros: micros }, 'total_amount_micros')
    : update('campaignBudgets', name, { amountMicros: micros }, 'amount_micros');
}

/** Sets the bid of an ad group that counts under the strategy of its campaign: adGroups:mutate. */
export async function bidMutation(google: GoogleAccount, wish: Wish, timeout: Timeout): Promise<Mutation> {
  const micros = microsFromMinor(amountOf(wish), google.facts.currency);
  const { entity_id } = wish.reference;
  const row = onlyRow(await google.client.search(adGroupQuery(entity_id), adGroupRow, timeout), entity_id);
  const bid = bidFieldOf(row);
  if (bid === null)
    throw refuse(
      wish,
      `Under the strategy ${row.campaign.biddingStrategyType ?? 'that it has'} an ad group has no bid.`,
      'PLATFORM_CAPABILITY_MISSING',
    );
  return update('adGroups', resourceName(google.facts, 'adGroups', id(entity_id)), { [bid.wire]: micros }, bid.column);
}

/** Pauses or resumes. The name of an ad holds the id of its ad group, which is looked up first. */
export async function statusMutation(google: GoogleAccount, wish: Wish, timeout: Timeout): Promise<Mutation> {
  const { entity_type, entity_id } = wish.reference;
  const status = wish.value === 'active' ? 'ENABLED' : wish.value === 'paused' ? 'PAUSED' : null;
  if (status === null) throw refuse(wish, `A status of ${wish.value} is not written by this product.`);
  if (entity_type !== 'ad') {
    const resource = entity_type === 'campaign' ? 'campaigns' : 'adGroups';
    return update(resource, resourceName(google.facts, resource, id(entity_id)), { status }, 'status');
  }
  const rows = await google.client.search(adQuery(entity_id), adRow, timeout);
  const { adGroupAd } = onlyRow(rows, entity_id);
  if (rows.length > 1) throw refuse(wish, `The ad ${entity_id} stands in several ad groups.`);
  return update('adGroupAds', adGroupAd.resourceName, { status }, 'status');
}

/** Sets the start or the end of a campaign in the time zone of the account; '' takes it away. */
export function scheduleMutation({ facts }: GoogleAccount, wish: Wish): Mutation {
  const { field, value } = wish;
  const name = resourceName(facts, 'campaigns', id(wish.reference.entity_id));
  const wire = field === 'starts_at' ? 'startDateTime' : 'endDateTime';
  const mask = field === 'starts_at' ? 'start_date_time' : 'end_date_time';
  return update('campaigns', name, value === '' ? {} : { [wire]: exactLocal(String(value), facts.timezone) }, mask);
}

/**
 * Makes the included or the excluded audiences exactly the ones of the list, in one request of removals and creations that
 * Google carries out wholly or not at all: campaignCriteria:mutate or adGroupCriteria:mutate. Null when they already are.
 */
export async function audienceMutation(google: GoogleAccount, wish: Wish, timeout: Timeout): Promise<Mutation | null> {
  const { entity_type, entity_id } = wish.reference;
  const wanted = wish.value === '' ? [] : String(wish.value).split(',').map(id);
  const level = entity_type === 'campaign' ? 'campaign' : 'ad_group';
  const excluded = wish.field === 'excluded_audience_ids';
  const held = await readCriteria(google, { level, by: level, id: entity_id }, timeout);
  const contrary = held.find((each) => each.excluded !== excluded && wanted.includes(each.audience_id));
  if (contrary !== undefined)
    throw refuse(
      wish,
      `The audience ${contrary.audience_id} is ${excluded ? 'aimed at' : 'left out'}; it cannot be both. Take it from the other list first.`,
    );
  const same = held.filter((each) => each.excluded === excluded);
  const [resource, owner, owners] =
    level === 'campaign'
      ? (['campaignCriteria', 'campaign', 'campaigns'] as const)
      : (['adGroupCriteria', 'adGroup', 'adGroups'] as const);
  const create = (audience_id: string) => ({
    create: {
      [owner]: resourceName(google.facts, owners, entity_id),
      userList: { userList: resourceName(google.facts, 'userLists', audience_id) },
      ...(excluded ? { negative: true } : {}),
    },
  });
  const operations = [
    ...same.filter((each) => !wanted.includes(each.audience_id)).map((each) => ({ remove: each.resource_name })),
    ...[...new Set(wanted)].filter((each) => !same.some(({ audience_id }) => audience_id === each)).map(create),
  ];
  return operations.length === 0 ? null : { resource, operations };
}
