import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { TriggerCase } from './judge.ts';

/**
 * The inputs of an execution that a trigger starts: those that name the entity (`campaign_id`, `account_id`, `brand_id`),
 * and those that an event has data for under the same name. The others keep their defaults.
 */
export function inputsOf(
  plan: Pick<Plan, 'inputs'>,
  { entity, event }: Pick<TriggerCase, 'entity' | 'event'>,
): JsonObject {
  const data = event?.data;
  const given: Record<string, JsonValue> = {};
  for (const name of Object.keys(plan.inputs)) {
    if (entity !== null && name === `${entity.type}_id`) given[name] = entity.id;
    else if (isObject(data) && Object.hasOwn(data, name)) given[name] = data[name] ?? null;
  }
  return given;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
