import { type ActionDefinition, actionId } from '../../contracts/action.ts';
import { stepKeys, stepMaps } from '../compiler/keys/index.ts';
import { type JsonSchema, refTo } from './json-schema.ts';
import { mapSchema } from './map-schema.ts';
import { paramsSchema } from './params-schema.ts';

/** One definition for each kind of step, one for any step, and the parameters of each action. */
export function stepSchemas(actions: readonly ActionDefinition[]): Record<string, JsonSchema> {
  const kinds = Object.entries(stepMaps).map(([kind, map]): [string, JsonSchema] => [
    `step_${kind}`,
    mapSchema(map.describe, { ...stepKeys, ...map.keys }),
  ]);
  const params = actions.map((each): [string, JsonSchema] => [paramsName(each), paramsSchema(each)]);
  const defs = Object.fromEntries([...kinds, ...params]);
  return {
    ...defs,
    ...(defs.step_action === undefined ? {} : { step_action: withActions(defs.step_action, actions) }),
    steps: { type: 'array', description: 'Steps, done in this order.', minItems: 1, items: refTo('step') },
    step: {
      description: 'One step. What it does follows from its key: `action`, `approval`, `parallel`, `for_each` …',
      anyOf: kinds.map(([name]) => refTo(name)),
    },
  };
}

function paramsName(definition: ActionDefinition): string {
  return `params_${actionId(definition)}`;
}

/** The agents and, for each, its actions; and for each action its parameters, so that an editor completes all three. */
function withActions(step: JsonSchema, actions: readonly ActionDefinition[]): JsonSchema {
  const byAgent = Map.groupBy(actions, (each) => each.agent);
  return {
    ...step,
    allOf: [
      { properties: { agent: { enum: [...byAgent.keys()] } } },
      ...[...byAgent].map(([agent, own]) => ({
        if: { properties: { agent: { const: agent } }, required: ['agent'] },
        ...consequence({
          properties: { action: { oneOf: own.map((each) => ({ const: each.action, description: each.summary })) } },
        }),
      })),
      ...actions.map((each) => ({
        if: {
          properties: { agent: { const: each.agent }, action: { const: each.action } },
          required: ['agent', 'action'],
        },
        ...consequence({
          properties: { params: refTo(paramsName(each)) },
          ...(needsParams(each) ? { required: ['params'] } : {}),
        }),
      })),
    ],
  };
}

/** The key is a word of JSON Schema; an object that has it literally would look like a promise to linters. */
function consequence(schema: JsonSchema): JsonSchema {
  return Object.fromEntries([['then', schema]]);
}

function needsParams(definition: ActionDefinition): boolean {
  return Array.isArray(paramsSchema(definition).required);
}
