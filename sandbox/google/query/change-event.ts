import type { Books } from '../../world/books.ts';
import type { Entity, WireValue } from '../../world/entity.ts';
import type { TimelineChange } from '../../world/timeline.ts';
import { budgetIdOf } from '../budget.ts';
import { toMicros } from '../money.ts';
import { nameOf } from '../resource-name.ts';
import { wallTime } from '../wall-time.ts';

/** One entry of the change history, by the names of its columns. */
type Event = Readonly<Record<string, unknown>>;
type Detail = {
  readonly type: string;
  readonly name: string;
  readonly operation: 'CREATE' | 'UPDATE' | 'REMOVE';
  readonly changed_fields?: string;
  readonly old_resource?: unknown;
  readonly new_resource?: unknown;
};

const resources = {
  campaign: { type: 'CAMPAIGN', key: 'campaign' },
  ad_set: { type: 'AD_GROUP', key: 'adGroup' },
  ad: { type: 'AD_GROUP_AD', key: 'adGroupAd' },
  creative: { type: 'ASSET', key: 'asset' },
} as const;

/** Names of the wire for what the books call otherwise. */
const wireFields: Readonly<Record<string, string>> = {
  daily_budget: 'amountMicros',
  lifetime_budget: 'totalAmountMicros',
  bid_amount: 'cpcBidMicros',
  starts_at: 'startDateTime',
  ends_at: 'endDateTime',
};

function resourceName(books: Books, entity: Entity): string {
  const { account } = books;
  if (entity.kind === 'campaign') return nameOf(account, 'campaigns', entity.id);
  if (entity.kind === 'ad_set') return nameOf(account, 'adGroups', entity.id);
  if (entity.kind === 'ad') return nameOf(account, 'adGroupAds', entity.parent_id ?? '', entity.id);
  return nameOf(account, 'assets', entity.id);
}

function wireValue(books: Books, field: string, value: WireValue): unknown {
  const { currency, timezone } = books.account;
  if (field.endsWith('_budget') || field === 'bid_amount') return toMicros(value, currency);
  if (field === 'starts_at' || field === 'ends_at') {
    return typeof value === 'string' ? wallTime(Date.parse(value), timezone) : undefined;
  }
  if (field !== 'status') return value ?? undefined;
  return value === 'ACTIVE' ? 'ENABLED' : value === 'PAUSED' ? 'PAUSED' : 'REMOVED';
}

const split = (list: WireValue) => (typeof list === 'string' && list !== '' ? list.split(',') : []);

/** An audience list changes criterion by criterion. */
function criterionDetails(books: Books, entity: Entity, change: TimelineChange): readonly Detail[] {
  const onCampaign = entity.kind === 'campaign';
  const type = onCampaign ? 'CAMPAIGN_CRITERION' : 'AD_GROUP_CRITERION';
  const key = onCampaign ? 'campaignCriterion' : 'adGroupCriterion';
  const [before, after] = [split(change.before), split(change.after)];
  const detail = (id: string, operation: 'CREATE' | 'REMOVE'): Detail => {
    const name = nameOf(books.account, onCampaign ? 'campaignCriteria' : 'adGroupCriteria', entity.id, id);
    const negative = change.field === 'excluded_audiences' ? { negative: true } : {};
    const userList = { userList: nameOf(books.account, 'userLists', id) };
    const resource = { [key]: { resourceName: name, ...negative, userList } };
    return operation === 'CREATE'
      ? { type, name, operation, new_resource: resource }
      : { type, name, operation, old_resource: resource };
  };
  return [
    ...before.filter((id) => !after.includes(id)).map((id) => detail(id, 'REMOVE')),
    ...after.filter((id) => !before.includes(id)).map((id) => detail(id, 'CREATE')),
  ];
}

function detailsOf(books: Books, entity: Entity, change: TimelineChange): readonly Detail[] {
  const { field } = change;
  if (field.endsWith('_audiences')) return criterionDetails(books, entity, change);
  const budget = field.endsWith('_budget');
  const { type, key } = budget ? { type: 'CAMPAIGN_BUDGET', key: 'campaignBudget' } : resources[entity.kind];
  const name = budget
    ? nameOf(books.account, 'campaignBudgets', budgetIdOf(books, entity))
    : resourceName(books, entity);
  if (field === 'creation' || field === 'creative_content') {
    return [{ type, name, operation: 'CREATE', new_resource: { [key]: { resourceName: name, name: change.after } } }];
  }
  const wire = wireFields[field] ?? field;
  const resource = (value: WireValue) => ({ [key]: { resourceName: name, [wire]: wireValue(books, field, value) } });
  const removed = field === 'status' && change.after === 'DELETED';
  return [
    {
      type,
      name,
      operation: removed ? 'REMOVE' : 'UPDATE',
      changed_fields: wire,
      old_resource: resource(change.before),
      new_resource: resource(change.after),
    },
  ];
}

/** The change history of the account up to the books’ instant, in the order in which it happened. */
export function changeEventsOf(books: Books): readonly Event[] {
  const { account } = books;
  return books.world.timeline.all().flatMap((change, index) => {
    const entity = books.entity(change.entity_id);
    if (entity === null || change.at > books.at) return [];
    const fraction = String(Math.floor(change.at) % 1000).padStart(3, '0');
    const { campaign_id } = entity.campaign;
    const ad_group = entity.kind === 'ad_set' ? entity.id : entity.kind === 'ad' ? (entity.parent_id ?? '') : '';
    return detailsOf(books, entity, change).map(({ type, name, operation, ...resourcesOf }, part) => ({
      resource_name: `customers/${account.external_id}/changeEvents/${Math.floor(change.at)}~${index}~${part}`,
      change_date_time: `${wallTime(change.at, account.timezone)}.${fraction}000`,
      change_resource_type: type,
      change_resource_name: name,
      client_type: change.by === 'api' ? 'GOOGLE_ADS_API' : 'GOOGLE_ADS_WEB_CLIENT',
      user_email: change.by === 'api' ? 'system-user@ads.example' : 'person@ads.example',
      resource_change_operation: operation,
      ...(campaign_id === '' ? {} : { campaign: nameOf(account, 'campaigns', campaign_id) }),
      ...(ad_group === '' ? {} : { ad_group: nameOf(account, 'adGroups', ad_group) }),
      ...resourcesOf,
    }));
  });
}
