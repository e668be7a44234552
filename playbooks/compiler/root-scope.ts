import { campaignFeatures } from '../../contracts/campaign-features.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { mapType, maybe, plain, textType, type ValueType } from '../expressions/checking.ts';
import type { Scope } from './compile-context.ts';
import { entryOf, type Place, type SourceNode } from './source-node.ts';

/**
 * The names that every expression of a playbook may use. `context` has the features of the scope: those of a campaign are known,
 * other scopes have an open map. A feature without data is null at run time and fails closed: a trigger then does not fire.
 */
export function rootScope(
  scopeKind: Plan['scope'],
  inputs: ValueType,
  known: Readonly<Record<string, ValueType>>,
): Scope {
  const features = Object.fromEntries(
    campaignFeatures.map((feature): [string, ValueType] => [
      feature.name,
      feature.type === 'string' ? textType('values' in feature ? feature.values : null) : plain(feature.type),
    ]),
  );
  const entity = mapType({ type: textType(), id: textType(), name: textType() });
  const context = scopeKind === 'campaign' ? mapType(features) : mapType({}, plain('any'));
  return {
    names: {
      inputs,
      context,
      entity: scopeKind === 'none' ? maybe(entity) : entity,
      execution: mapType({ id: textType(), started_at: textType() }),
      now: textType(),
      ...known,
    },
    guarded: new Set(),
  };
}

/** Every name that a step anywhere in the playbook sets, with the place that sets it first. */
export function namesSetIn(node: SourceNode | undefined, found: Map<string, Place> = new Map()): Map<string, Place> {
  if (node?.kind === 'list') for (const item of node.items) namesSetIn(item, found);
  if (node?.kind !== 'map') return found;
  const isStep = entryOf(node, 'id') !== undefined;
  for (const { key, value } of node.entries) {
    if (
      isStep &&
      key === 'output' &&
      value.kind === 'scalar' &&
      typeof value.value === 'string' &&
      !found.has(value.value)
    ) {
      found.set(value.value, value.place);
    } else if (isStep && key === 'set' && value.kind === 'map') {
      for (const entry of value.entries) if (!found.has(entry.key)) found.set(entry.key, entry.keyPlace);
    } else {
      namesSetIn(value, found);
    }
  }
  return found;
}

/** What each step calls its result, by the step’s id; null for a step whose result has no name. */
export function outputsOfSteps(
  node: SourceNode | undefined,
  found: Map<string, string | null> = new Map(),
): Map<string, string | null> {
  if (node?.kind === 'list') for (const item of node.items) outputsOfSteps(item, found);
  if (node?.kind !== 'map') return found;
  const id = entryOf(node, 'id')?.value;
  const output = entryOf(node, 'output')?.value;
  if (id?.kind === 'scalar' && typeof id.value === 'string')
    found.set(id.value, output?.kind === 'scalar' && typeof output.value === 'string' ? output.value : null);
  for (const { value } of node.entries) outputsOfSteps(value, found);
  return found;
}
