import { expect } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { type Difference, describeDifference } from '../../playbooks/difference/index.ts';

/** The plan of a playbook that compiles. */
export function planOf(source: string): Plan {
  const { plan, diagnostics } = compilePlaybook(source, { file: 'test.yaml', actions: actionCatalog });
  expect(diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
  if (plan === null) throw new Error('it does not compile');
  return plan;
}
/** A step that sets a budget, one that sets a bid, one that only waits. */
export const budget = (id: string, more = '') =>
  `{ id: ${id}, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: '{{ entity.id }}', daily_budget_minor: 5000 }${more} }`;
export const bid = (id: string) =>
  `{ id: ${id}, agent: AdPlatformAgent, action: set_bid, params: { campaign_id: '{{ entity.id }}', bid_amount_minor: 50 } }`;
export const rest = (id: string, more = '') => `{ id: ${id}, wait: 1h${more} }`;
/** A plan of such steps. */
export const of = (steps: readonly string[], rules = 'max_budget_change_pct: 20', top = '') =>
  planOf(
    `id: a_v1\nname: A\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}guardrails: { ${rules} }\n${top}\n`,
  );
/** Dangers with an exclamation mark. */
export const said = (differences: readonly Difference[]) =>
  differences.map(({ danger, text }) => `${danger ? '! ' : ''}${text}`);
/** The differences in words. */
export const between = (before: Plan, after: Plan) => said(describeDifference(before, after));
