import type { Entity, EntityKind, WireValue } from '../world/entity.ts';
import { bidAmount, budget, type Check } from './amounts.ts';
import { nestedOf, type Parameters, textsOf, transportParameters } from './parameters.ts';
import { invalidParameter, unknownObject } from './reply.ts';
import { endTime, startTime } from './schedule-writes.ts';
import { heldTargeting, readTargeting } from './targeting.ts';
import type { View } from './view.ts';

/** Things that can be changed over the API. */
export type WritableEntity = Entity & { readonly kind: Exclude<EntityKind, 'creative'> };
const statuses = ['ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED'];

const status: Check = (parameters, name) => {
  const value = parameters[name];
  if (typeof value === 'string' && statuses.includes(value)) return { [name]: value };
  throw invalidParameter(`Param ${name} must be one of {${statuses.join(', ')}}`, { blame_fields: [name] });
};

const text: Check = (parameters, name) => {
  const value = parameters[name];
  if (typeof value === 'string' && value.trim() !== '' && value.length <= 400) return { [name]: value };
  throw invalidParameter(`Param ${name} must be a non-empty string`, { blame_fields: [name] });
};

const creative: Check = (parameters, name, entity, view) => {
  const nested = nestedOf(parameters, name);
  const id = typeof nested === 'object' && nested !== null && 'creative_id' in nested ? String(nested.creative_id) : '';
  const found = view.list('creative').find((each) => each.id === id);
  if (found !== undefined && entity.kind === 'ad') return { [name]: id };
  throw invalidParameter('Invalid creative: give {"creative_id":"…"} of this ad account', { blame_fields: [name] });
};

/** Targeting replaces the whole; of its parts those that differ are told, or the first when none does. */
const targeting: Check = (parameters, name, entity, view) => {
  const parts = Object.entries(readTargeting(nestedOf(parameters, name), entity, view));
  const held: Readonly<Record<string, string>> = heldTargeting(entity, view);
  const changed = parts.filter(([book, after]) => held[book] !== after);
  return Object.fromEntries(changed.length > 0 ? changed : parts.slice(0, 1));
};

const common = { name: text, status };
const budgets = { daily_budget: budget, lifetime_budget: budget };
const writable: Readonly<Record<WritableEntity['kind'], Readonly<Record<string, Check>>>> = {
  campaign: { ...common, ...budgets },
  ad_set: { ...common, ...budgets, bid_amount: bidAmount, start_time: startTime, end_time: endTime, targeting },
  ad: { ...common, creative },
};

/** Tells whether an update can address this thing at all. */
export function isWritable(entity: Entity): entity is WritableEntity {
  return entity.kind !== 'creative';
}

/**
 * Checks an update `POST /{id}` completely before anything is applied. Returns the new values under the names of the books, and
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
    Object.assign(values, check(parameters, name, entity, view));
  }
  const validateOnly = textsOf(parameters, 'execution_options').includes('validate_only');
  return { entity, values, validateOnly };
}
