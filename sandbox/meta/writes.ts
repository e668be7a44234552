import { minorPerMajor } from '../../contracts/money.ts';
import type { Entity, EntityKind, WireValue } from '../world/entity.ts';
import { nestedOf, type Parameters, textsOf, transportParameters } from './parameters.ts';
import { invalidParameter, unknownObject } from './reply.ts';
import type { View } from './view.ts';

/** Things that can be changed over the API. */
export type WritableEntity = Entity & { readonly kind: Exclude<EntityKind, 'creative'> };
type Check = (parameters: Parameters, name: string, entity: Entity, view: View) => WireValue;
const statuses = ['ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED'];

function integer(parameters: Parameters, name: string): number {
  const value = parameters[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) {
    throw invalidParameter(`Param ${name} must be an integer, in the smallest unit of the account's currency`, {
      error_user_title: 'Invalid parameter',
      error_user_msg: `${name} must be a whole, non-negative number of minor units.`,
      blame_fields: [name],
    });
  }
  return number;
}

const dailyBudget: Check = (parameters, name, entity, view) => {
  const amount = integer(parameters, name);
  if (view.value(entity, name) === null) {
    throw invalidParameter('The budget of this object is held at another level', {
      error_user_title: 'Budget set elsewhere',
      error_user_msg: 'A campaign and its ad sets cannot both hold a budget.',
      blame_fields: [name],
    });
  }
  const least = Math.max(100, minorPerMajor(entity.account.currency));
  if (amount < least) {
    throw invalidParameter('Invalid parameter', {
      error_subcode: 1885272,
      error_user_title: 'Budget is too low',
      error_user_msg: `Your daily budget must be at least ${least} in the smallest unit of ${entity.account.currency}.`,
      blame_fields: [name],
    });
  }
  return amount;
};

const bidAmount: Check = (parameters, name, entity, view) => {
  const amount = integer(parameters, name);
  const budgets = [entity, view.parent(entity)].flatMap((each) => (each ? [view.value(each, 'daily_budget')] : []));
  const budget = budgets.find((value) => typeof value === 'number') ?? Number.POSITIVE_INFINITY;
  if (amount < 1 || amount > Number(budget)) {
    throw invalidParameter('Invalid parameter', {
      error_user_title: 'Bid out of range',
      error_user_msg: 'The bid must be at least one minor unit and at most the daily budget.',
      blame_fields: [name],
    });
  }
  return amount;
};

const status: Check = (parameters, name) => {
  const value = parameters[name];
  if (typeof value === 'string' && statuses.includes(value)) return value;
  throw invalidParameter(`Param ${name} must be one of {${statuses.join(', ')}}`, { blame_fields: [name] });
};

const text: Check = (parameters, name) => {
  const value = parameters[name];
  if (typeof value === 'string' && value.trim() !== '' && value.length <= 400) return value;
  throw invalidParameter(`Param ${name} must be a non-empty string`, { blame_fields: [name] });
};

const creative: Check = (parameters, name, entity, view) => {
  const nested = nestedOf(parameters, name);
  const id = typeof nested === 'object' && nested !== null && 'creative_id' in nested ? String(nested.creative_id) : '';
  const found = view.list('creative').find((each) => each.id === id);
  if (found !== undefined && entity.kind === 'ad') return id;
  throw invalidParameter('Invalid creative: give {"creative_id":"…"} of this ad account', { blame_fields: [name] });
};

const writable: Readonly<Record<WritableEntity['kind'], Readonly<Record<string, Check>>>> = {
  campaign: { name: text, status, daily_budget: dailyBudget },
  ad_set: { name: text, status, daily_budget: dailyBudget, bid_amount: bidAmount },
  ad: { name: text, status, creative },
};

/** Tells whether an update can address this thing at all. */
export function isWritable(entity: Entity): entity is WritableEntity {
  return entity.kind !== 'creative';
}

/**
 * Checks an update `POST /{id}` completely before anything is applied. Returns the new values in the wire’s units, and
 * whether it is only to be validated. Refuses unknown parameters, wrong units, values out of range and empty updates.
 */
export function readUpdate(parameters: Parameters, entity: Entity, view: View) {
  if (!isWritable(entity)) throw unknownObject(entity.id, 'POST');
  const names = Object.keys(parameters).filter((name) => !transportParameters.has(name));
  if (names.length === 0) throw invalidParameter('No update parameter was given');
  const deleted = ['DELETED', 'ARCHIVED'].includes(String(view.value(entity, 'status')));
  if (deleted && !(names.length === 1 && names[0] === 'name')) {
    throw invalidParameter('This object is deleted or archived: only its name can be changed', { blame_fields: names });
  }
  const values: Record<string, WireValue> = {};
  for (const name of names) {
    const checks = writable[entity.kind];
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) {
      throw invalidParameter(`Invalid parameter: ${name} cannot be set on this object`, { blame_fields: [name] });
    }
    values[name] = check(parameters, name, entity, view);
  }
  const validateOnly = textsOf(parameters, 'execution_options').includes('validate_only');
  return { entity, values, validateOnly };
}
