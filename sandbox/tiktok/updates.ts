import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import type { Books } from '../world/books.ts';
import type { Entity, WireValue } from '../world/entity.ts';
import { badParameter, ok } from './envelope.ts';
import { readBudget, readMoney } from './money.ts';
import { advertiser, idSchema, parametersOf } from './parameters.ts';
import { bornAt, type Level, levels } from './shapes.ts';
import { readWallTime, wallTime } from './wall-time.ts';

/** Values under the names and in the units of the books. */
export type BookValues = Readonly<Record<string, WireValue>>;

/** The thing under an id, at this level and not deleted; refused otherwise. */
export function requireThing(id: string, level: Level, books: Books): Entity {
  const entity = books.entity(id);
  if (entity?.kind === levels[level] && books.value(entity, 'status') !== 'DELETED') return entity;
  throw badParameter(`${level}_id: ${id} does not exist or is deleted`);
}

/** A new budget for whoever holds one: its mode stays. */
export function budgetValues(entity: Entity, budget: unknown, books: Books): BookValues {
  const field = ['daily_budget', 'lifetime_budget'].find((name) => books.value(entity, name) !== null);
  if (field === undefined) throw badParameter('budget: This object has no budget of its own');
  const kind = entity.kind === 'campaign' ? 'campaign' : 'ad_set';
  return { [field]: readBudget(budget, books.account.currency, 'budget', kind) };
}

const nameSchema = z.string().trim().min(1).max(512);
const campaignSchema = z.strictObject({
  ...advertiser,
  campaign_id: idSchema,
  campaign_name: nameSchema.optional(),
  budget: z.unknown().optional(),
});

/** What a refused item looks like in the answer to a write that went through for the others. */
export const failedItem = (level: Level, id: string) => ({
  [`${level}_id`]: id,
  error_message: 'This item could not be changed by a failure of the system, please try it again later',
});

/** Applies values to one thing, unless this item is to fail by itself. */
function applyOne(call: Call, scene: Scene, level: Level, entity: Entity, values: BookValues): Reply {
  if (Object.keys(values).length === 0) throw badParameter('params: There is nothing to update');
  if (scene.itemFails({ entity_ids: [entity.id], fields: Object.keys(values) })) {
    return ok({ error_list: [failedItem(level, entity.id)] }, { applied: false });
  }
  scene.world.mutate(entity, values, call.request_id);
  return ok({ [`${level}_id`]: entity.id });
}

/** `POST campaign/update/`: name and budget. */
export function updateCampaign(call: Call, scene: Scene): Reply {
  const given = parametersOf(call, campaignSchema);
  const books = scene.openNow();
  const entity = requireThing(given.campaign_id, 'campaign', books);
  return applyOne(call, scene, 'campaign', entity, {
    ...(given.campaign_name === undefined ? {} : { name: given.campaign_name }),
    ...(given.budget === undefined ? {} : budgetValues(entity, given.budget, books)),
  });
}

const audiences = z.array(idSchema).max(100).optional();
const adgroupSchema = z.strictObject({
  ...advertiser,
  adgroup_id: idSchema,
  adgroup_name: nameSchema.optional(),
  budget: z.unknown().optional(),
  bid_price: z.unknown().optional(),
  conversion_bid_price: z.unknown().optional(),
  schedule_type: z.enum(['SCHEDULE_FROM_NOW', 'SCHEDULE_START_END']).optional(),
  schedule_start_time: z.unknown().optional(),
  schedule_end_time: z.unknown().optional(),
  audience_ids: audiences,
  excluded_audience_ids: audiences,
});
type AdgroupUpdate = z.infer<typeof adgroupSchema>;

function bidValues(given: AdgroupUpdate, entity: Entity, books: Books): BookValues {
  if (given.conversion_bid_price !== undefined) {
    throw badParameter('conversion_bid_price: Only of ad groups that are billed by oCPM');
  }
  if (given.bid_price === undefined) return {};
  const bid_amount = readMoney(given.bid_price, books.account.currency, 'bid_price');
  const daily = [entity, books.parent(entity)].flatMap((each) => (each ? [books.value(each, 'daily_budget')] : []));
  const budget = daily.find((value) => typeof value === 'number');
  if (typeof budget === 'number' && bid_amount > budget) throw badParameter('bid_price: Must not be above the budget');
  return { bid_amount };
}

/** Type and times are given together; of the two times only what differs is told, or the start when neither does. */
function scheduleValues(given: AdgroupUpdate, entity: Entity, books: Books): BookValues {
  const { schedule_type, schedule_start_time, schedule_end_time } = given;
  if (schedule_type === undefined && schedule_start_time === undefined && schedule_end_time === undefined) return {};
  if (schedule_type === undefined) throw badParameter('schedule_type: Is needed beside the times');
  const start = readWallTime(schedule_start_time, 'schedule_start_time');
  const ended = schedule_type === 'SCHEDULE_START_END';
  if (!ended && schedule_end_time !== undefined) throw badParameter('schedule_end_time: Only with SCHEDULE_START_END');
  const end = ended ? readWallTime(schedule_end_time, 'schedule_end_time') : null;
  if (end !== null && (end <= start || end <= books.at)) {
    throw badParameter('schedule_end_time: Must lie after now and after the start');
  }
  const total = [entity, books.parent(entity)].some((each) => each && books.value(each, 'lifetime_budget') !== null);
  if (end === null && total) throw badParameter('schedule_type: A total budget needs an end');
  const held = books.value(entity, 'starts_at');
  const before = typeof held === 'string' ? Date.parse(held) : bornAt(entity, books);
  const starts_at = new Date(start).toISOString();
  const ends_at = end === null ? null : new Date(end).toISOString();
  const newStart = wallTime(before) !== wallTime(start);
  const newEnd = books.value(entity, 'ends_at') !== ends_at;
  return { ...(newStart || !newEnd ? { starts_at } : {}), ...(newEnd ? { ends_at } : {}) };
}

function audienceValues(given: AdgroupUpdate, entity: Entity, books: Books): BookValues {
  const held = (field: string) => String(books.value(entity, field) ?? '').split(',');
  const known = new Set([
    ...books.world.audiences(books.account).map(({ audience_id }) => audience_id),
    ...held('included_audiences'),
    ...held('excluded_audiences'),
  ]);
  const listed = (ids: readonly string[] | undefined, field: string) => {
    if (ids === undefined) return {};
    const unknown = ids.find((id) => !known.has(id));
    if (unknown !== undefined) throw badParameter(`audience_ids: ${unknown} does not exist`);
    return { [field]: [...new Set(ids)].sort().join(',') };
  };
  const values: BookValues = {
    ...listed(given.audience_ids, 'included_audiences'),
    ...listed(given.excluded_audience_ids, 'excluded_audiences'),
  };
  const after = (field: string) => String(values[field] ?? books.value(entity, field) ?? '').split(',');
  const both = after('included_audiences').find((id) => id !== '' && after('excluded_audiences').includes(id));
  if (both !== undefined) throw badParameter(`excluded_audience_ids: ${both} is included as well`);
  return values;
}

/** `POST adgroup/update/`: name, budget, bid, schedule and audiences; all is checked before anything is applied. */
export function updateAdgroup(call: Call, scene: Scene): Reply {
  const given = parametersOf(call, adgroupSchema);
  const books = scene.openNow();
  const entity = requireThing(given.adgroup_id, 'adgroup', books);
  return applyOne(call, scene, 'adgroup', entity, {
    ...(given.adgroup_name === undefined ? {} : { name: given.adgroup_name }),
    ...(given.budget === undefined ? {} : budgetValues(entity, given.budget, books)),
    ...bidValues(given, entity, books),
    ...scheduleValues(given, entity, books),
    ...audienceValues(given, entity, books),
  });
}
