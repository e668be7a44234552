import { z } from 'zod';
import { type ActionDefinition, actionId } from '../../contracts/action.ts';
import type { ValueType } from '../expressions/checking.ts';
import { typeOfSchema } from './schema-types.ts';

/** An action as the compiler sees it. */
export type CatalogAction = {
  readonly definition: ActionDefinition;
  readonly params: Readonly<Record<string, ValueType>>;
  readonly required: readonly string[];
  readonly output: ValueType;
};

/** The actions a playbook may name. */
export type ActionCatalog = {
  agents(): readonly string[];
  actionsOf(agent: string): readonly string[];
  find(agent: string, action: string): CatalogAction | undefined;
  /** The events that an action of this id may record. */
  emittedBy(action_id: string): readonly string[];
};

// Types follow from the definition alone, so they are worked out once for each.
const known = new WeakMap<ActionDefinition, CatalogAction>();

/** Makes a catalog from definitions; parameter and output types come from their zod schemas. */
export function createActionCatalog(actions: readonly ActionDefinition[]): ActionCatalog {
  const byAgent = new Map<string, Map<string, ActionDefinition>>();
  const emitted = new Map(actions.map((each) => [actionId(each), each.emits ?? []]));
  for (const definition of actions) {
    const own = byAgent.get(definition.agent) ?? new Map<string, ActionDefinition>();
    own.set(definition.action, definition);
    byAgent.set(definition.agent, own);
  }
  return {
    agents: () => [...byAgent.keys()],
    actionsOf: (agent) => [...(byAgent.get(agent)?.keys() ?? [])],
    find: (agent, action) => {
      const definition = byAgent.get(agent)?.get(action);
      return definition === undefined ? undefined : describe(definition);
    },
    emittedBy: (action_id) => emitted.get(action_id) ?? [],
  };
}

function describe(definition: ActionDefinition): CatalogAction {
  const cached = known.get(definition);
  if (cached !== undefined) return cached;
  const params = typeOfSchema(z.toJSONSchema(definition.params, { io: 'input', unrepresentable: 'any' }));
  const fields = params.kind === 'map' ? params.fields : {};
  const described: CatalogAction = {
    definition,
    params: fields,
    required: Object.entries(fields)
      .filter(([, type]) => !type.nullable)
      .map(([name]) => name)
      .filter((name) => !accepts(definition, name)),
    output: typeOfSchema(z.toJSONSchema(definition.output, { io: 'output', unrepresentable: 'any' })),
  };
  known.set(definition, described);
  return described;
}

/** True when the parameter may be left out. */
function accepts(definition: ActionDefinition, name: string): boolean {
  return definition.params.shape[name]?._zod.optin === 'optional';
}
