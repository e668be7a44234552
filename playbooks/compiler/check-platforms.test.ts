import { describe, expect, it } from 'vitest';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';
import { compilePlaybook } from './index.ts';

/** A playbook that rotates a creative, with these lines at its top and on its step. */
function compiled(top: string, step = '') {
  const source = `id: a_v1
name: A
${top}
guardrails: { max_changes_per_day: 1 }
steps:
  - id: rotate
    agent: AdPlatformAgent
    action: rotate_creative
    params: { campaign_id: "1", creative_id: "2" }
${step}`;
  return compilePlaybook(source, { file: 'a.yaml', actions: testDefinitions });
}

describe('what the platforms of a playbook cannot do', () => {
  it('is an error with the step’s line, what is missing, and who can', () => {
    const { plan, diagnostics } = compiled('platforms: [google_ads, meta_ads]');
    expect(plan).toBeNull();
    expect(diagnostics).toMatchObject([
      {
        ...{ code: 'PLAYBOOK_PLATFORM_CANNOT', severity: 'error', line: 8 },
        message: 'AdPlatformAgent.rotate_creative needs rotate_creative, which google_ads does not have.',
        expected: 'meta_ads, tiktok_ads can',
        suggestion: 'platforms: [meta_ads]',
      },
    ]);
  });
  it('is no finding where all of them can, and the plan carries their names', () => {
    const { plan, diagnostics } = compiled('platforms: [tiktok_ads, meta_ads]');
    expect(diagnostics).toEqual([]);
    expect(plan?.platforms).toEqual(['tiktok_ads', 'meta_ads']);
  });
  it('is a warning where none are named, and nothing behind a condition', () => {
    const { plan, diagnostics } = compiled('owner: us');
    expect(plan).not.toHaveProperty('platforms');
    expect(diagnostics).toMatchObject([{ code: 'PLAYBOOK_PLATFORM_CANNOT', severity: 'warning' }]);
    expect(compiled('owner: us', '    condition: context.ctr_change_pct < 0').diagnostics).toEqual([]);
  });
  it('is an error behind a condition, too, where platforms are named', () => {
    const { plan } = compiled('platforms: [linkedin_ads]', '    condition: context.ctr_change_pct < 0');
    expect(plan).toBeNull();
  });
  it.each(['meta_ads', '[]', '', '{ meta_ads: true }', '[meta]'])('platforms may not be %j', (value) => {
    const { plan, diagnostics } = compiled(`platforms: ${value}`);
    expect(plan).toBeNull();
    expect(diagnostics[0]?.line).toBe(3);
  });
});
