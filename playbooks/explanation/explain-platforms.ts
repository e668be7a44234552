import { type ActionDefinition, actionId } from '../../contracts/action.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { sayList } from '../wording/index.ts';

/**
 * Which ad platforms a playbook is for, and what its actions need of one, in the words that playbooks and actions use.
 * Nothing at all for a playbook that names no platform and needs nothing of any; needs are known of `actions` only.
 */
export function sayPlatforms(plan: Plan, actions: readonly ActionDefinition[]): readonly string[] {
  const steps = everyStep([...plan.steps, ...(plan.on_failure ?? [])]);
  const called = new Set(steps.flatMap((step) => (step.kind === 'action' ? [step.action_id] : [])));
  const needs = new Set(actions.flatMap((action) => (called.has(actionId(action)) ? (action.needs ?? []) : [])));
  const named = plan.platforms;
  const where = named === undefined ? 'It is for every platform' : `It is only for ${sayList(named, 'or')}`;
  if (needs.size === 0) return named === undefined ? [] : [`${where}.`];
  return [`${where}; its steps need ${sayList([...needs].sort(), 'and')} there.`];
}
