import type { ActionDefinition } from '../../contracts/action.ts';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Plan, Template } from '../../contracts/plan/index.ts';
import type { Node } from '../expressions/node.ts';
import { parsed } from './rounds.ts';

/** Names whose values stay the same during an execution. */
const lasting = new Set(['inputs', 'entity', 'context', 'execution']);

/** True when everything that moves money in a plan is about one and the same campaign, whichever that is. */
export function isOneCampaign(plan: Plan, actions: ReadonlyMap<string, ActionDefinition>): boolean {
  const named = new Set<string>();
  for (const step of everyStep([...plan.steps, ...(plan.on_failure ?? [])])) {
    if (step.kind !== 'action' || step.effect !== 'write') continue;
    const definition = actions.get(step.action_id);
    if (definition?.moves?.kind === 'none') continue;
    const { campaign_id } = step.params;
    if (campaign_id === undefined || definition === undefined) return false;
    const name = nameOf(campaign_id);
    if (name === null || (step.approval ?? plan.approval).editable.includes('campaign_id')) return false;
    named.add(name);
  }
  return named.size < 2;
}

/** One text for one campaign; null when the value may differ from round to round. */
function nameOf(template: Template): string | null {
  if (template.kind === 'literal') return canonicalJson(template.value);
  const node = template.kind === 'expression' ? parsed(template.expression.source) : null;
  return node === null ? null : lastingPath(node);
}

function lastingPath(node: Node): string | null {
  if (node.kind === 'name') return lasting.has(node.name) ? node.name : null;
  if (node.kind !== 'member') return null;
  const object = lastingPath(node.object);
  return object === null ? null : `${object}.${node.key}`;
}
