import type { Plan, PlanInput } from '../../contracts/plan/index.ts';
import type { Report } from './report.ts';
import type { SourceNode } from './source-node.ts';

/**
 * Reports each required input of a scheduled playbook that nobody would fill: a start by the clock knows only the entity in
 * scope (`campaign_id`), and starting without a required input fails. An event may bring inputs in its data; that is its
 * sender's affair.
 */
export function checkStarts(
  inputs: Readonly<Record<string, PlanInput>>,
  node: SourceNode | undefined,
  scope: Plan['scope'],
  report: Report,
): void {
  if (node?.kind !== 'map') return;
  for (const { key, keyPlace } of node.entries) {
    const input = inputs[key];
    if (input === undefined || !input.required || input.default !== null || (scope !== 'none' && key === `${scope}_id`))
      continue;
    report.add({
      code: 'PLAYBOOK_INPUT_UNFILLED',
      place: keyPlace,
      message: `The input ${key} is required, and nobody fills it when the schedule starts this playbook.`,
      expected: 'a default, or `required: false`',
      suggestion: `${key}: { type: ${input.type}, default: … }`,
    });
  }
}
