import { expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { compilePlaybook } from '../compiler/index.ts';
import { explainPlan } from './index.ts';

function explain(platforms: string, action: string): string {
  const source = `id: shown_v1
name: Shown
${platforms}
guardrails: { max_budget_change_pct: 25 }
steps:
  - { id: look, agent: AdPlatformAgent, action: ${action}, params: { campaign_id: '{{ entity.id }}' } }
`;
  const { plan, diagnostics } = compilePlaybook(source, { file: 'shown.yaml', actions: actionCatalog });
  expect(diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
  return plan === null ? '' : explainPlan(plan, null, actionCatalog);
}

it.each([
  [
    'platforms: [meta_ads, tiktok_ads]',
    'pause',
    'It is only for meta_ads or tiktok_ads; its steps need set_status there.',
  ],
  ['platforms: [google_ads]', 'read_campaign_state', 'It is only for google_ads.'],
  ['', 'pause', 'It is for every platform; its steps need set_status there.'],
])('%s, calling %s, says where it runs and what it needs there', (platforms, action, sentence) => {
  expect(explain(platforms, action)).toContain(`\n  ${sentence}\n`);
});

it('a playbook that names no platform and needs nothing of one says nothing of platforms', () => {
  expect(explain('', 'read_campaign_state')).not.toContain('platform;');
});
