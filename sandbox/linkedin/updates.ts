import { minorPerMajor } from '../../contracts/money.ts';
import type { Books } from '../world/books.ts';
import type { Entity, WireValue } from '../world/entity.ts';
import { readMoney } from './money.ts';
import type { Patch } from './patch.ts';
import { badInput } from './refusals.ts';
import { readSchedule } from './schedule.ts';
import { groupShape, targetingOf } from './shapes.ts';
import { readTargeting } from './targeting.ts';

/** Values under the names and in the units of the books. */
export type BookValues = Readonly<Record<string, WireValue>>;
type Read = (value: unknown, field: string, books: Books) => BookValues;

function oneOf(choices: readonly string[], book: string): Read {
  return (value, field) => {
    if (typeof value === 'string' && choices.includes(value)) return { [book]: value };
    throw badInput(field, `must be one of ${choices.join(', ')}`);
  };
}

const name: Read = (value, field) => {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= 255) return { name: value };
  throw badInput(field, 'must be a text of 1 to 255 letters');
};
const money =
  (book: string): Read =>
  (value, field, books) => ({ [book]: readMoney(value, books.account.currency, field) });
/** The smallest daily budget, in major units of any currency. */
const LEAST_DAILY = 10;
const dailyBudget: Read = (value, field, books) => {
  const { currency } = books.account;
  const daily_budget = readMoney(value, currency, field);
  if (daily_budget >= LEAST_DAILY * minorPerMajor(currency)) return { daily_budget };
  throw badInput(field, `must be at least ${LEAST_DAILY} ${currency}`, 'FIELD_VALUE_TOO_LOW');
};
const expansion: Read = (value, field) => {
  if (typeof value !== 'boolean') throw badInput(field, 'must be true or false');
  return { audience_expansion: value ? 'on' : 'off' };
};
const targeting: Read = (value, field) => ({ ...readTargeting(value, field) });
const status = oneOf(['ACTIVE', 'PAUSED', 'ARCHIVED'], 'status');
/** A group that holds a daily budget shares it out among its campaigns; nothing else is known of it here. */
const dynamic: Read = (value, field) => {
  const given: { budgetOptimizationStrategy?: unknown } = typeof value === 'object' && value !== null ? value : {};
  if (given.budgetOptimizationStrategy === 'DYNAMIC') return {};
  throw badInput(field, 'budgetOptimizationStrategy must be DYNAMIC');
};

const common: Readonly<Record<string, Read>> = {
  name,
  status,
  dailyBudget,
  totalBudget: money('lifetime_budget'),
  runSchedule: (value, field) => readSchedule(value, field),
};
const writable: Readonly<Record<'campaign' | 'ad_set' | 'ad', Readonly<Record<string, Read>>>> = {
  campaign: { ...common, budgetOptimization: dynamic },
  ad_set: {
    ...common,
    unitCost: money('bid_amount'),
    targetingCriteria: targeting,
    audienceExpansionEnabled: expansion,
  },
  ad: { name, intendedStatus: oneOf(['ACTIVE', 'PAUSED', 'ARCHIVED', 'DRAFT'], 'status') },
};
const removable: ReadonlyMap<string, string> = new Map([
  ['dailyBudget', 'daily_budget'],
  ['totalBudget', 'lifetime_budget'],
]);

/** Things of this platform that can be updated. */
export type Updatable = Entity & { readonly kind: 'campaign' | 'ad_set' | 'ad' };

/** Tells whether a thing can be updated at all. */
export function isUpdatable(entity: Entity): entity is Updatable {
  return entity.kind !== 'creative';
}

function checkTogether(entity: Updatable, values: BookValues, books: Books): void {
  const held = (field: string) => (Object.hasOwn(values, field) ? (values[field] ?? null) : books.value(entity, field));
  const daily = held('daily_budget');
  const total = held('lifetime_budget');
  const bid = held('bid_amount');
  if (typeof daily === 'number' && typeof total === 'number' && total < daily) {
    throw badInput('totalBudget/amount', 'cannot be lower than dailyBudget/amount', 'CONDITIONAL_VALUE_TOO_LOW');
  }
  if (entity.kind === 'ad_set' && typeof bid === 'number' && typeof daily === 'number' && bid > daily) {
    throw badInput('unitCost/amount', 'cannot be higher than dailyBudget/amount', 'CONDITIONAL_VALUE_TOO_HIGH');
  }
  const touchesBudget = 'daily_budget' in values || 'lifetime_budget' in values;
  if (entity.kind === 'ad_set' && touchesBudget && daily === null && total === null) {
    const group = books.entity(String(entity.parent_id));
    const above =
      group !== null && ['daily_budget', 'lifetime_budget'].some((field) => books.value(group, field) !== null);
    if (!above) throw badInput('dailyBudget', 'either dailyBudget or totalBudget is needed', 'MISSING_FIELD');
  }
}

/** What the books hold of a field today, as the wire shows it. */
function shown(entity: Updatable, field: string, books: Books): WireValue {
  if (field === 'starts_at') return new Date(groupShape(books, entity).runSchedule.start).toISOString();
  const targets: Readonly<Record<string, string>> = targetingOf(books, entity);
  return Object.hasOwn(targets, field) ? (targets[field] ?? null) : books.value(entity, field);
}

/**
 * Checks a PARTIAL_UPDATE completely before anything is applied, and tells what changes in the books. A composite field
 * (schedule, targeting) replaces the whole; of its parts only those that differ are told, or the first when none does, so that
 * a repeated write is a line in the ledger too.
 */
export function readUpdate(entity: Updatable, patch: Patch, books: Books): BookValues {
  const status = String(books.value(entity, 'status'));
  if (status === 'ARCHIVED') throw badInput('status', 'an archived entity cannot be changed', 'INVALID_STATE');
  const reads = writable[entity.kind];
  const values: Record<string, WireValue> = {};
  for (const [field, value] of Object.entries(patch.set)) {
    const read = Object.hasOwn(reads, field) ? reads[field] : undefined;
    if (read === undefined) throw badInput(field, 'unrecognized or read-only field', 'UNRECOGNIZED_FIELD');
    const parts = Object.entries(read(value, field, books));
    const changed = parts.filter(([book, after]) => after !== shown(entity, book, books));
    Object.assign(values, Object.fromEntries(changed.length > 0 ? changed : parts.slice(0, 1)));
  }
  for (const field of patch.remove) {
    const book = removable.get(field);
    if (entity.kind === 'ad' || book === undefined) throw badInput(field, 'cannot be deleted', 'FIELD_NOT_DELETABLE');
    values[book] = null;
  }
  checkTogether(entity, values, books);
  return values;
}
