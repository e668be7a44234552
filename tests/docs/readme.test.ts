import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { demoPeople, demoTenants } from '../../contracts/demo-world.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';

const readme = readFileSync('README.md', 'utf8');

describe('the README', () => {
  it('its playbook compiles without a finding', () => {
    const source = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const { plan, diagnostics } = compilePlaybook(source, { file: 'README.md', actions: actionCatalog });
    expect(diagnostics).toEqual([]);
    expect(plan?.steps).toHaveLength(1);
  });

  it('is short enough to be read, and each page it links to exists', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(121);
    for (const [, path = ''] of readme.matchAll(/\]\(([^)#]+)\)/g)) expect(existsSync(path), path).toBe(true);
  });

  it('the campaign and the people it names are those of the demo', () => {
    const campaigns = demoTenants.flatMap((tenant) => tenant.campaigns.map((each) => each.campaign_id));
    for (const [, id = ''] of readme.matchAll(/campaign_id=(\d+)/g)) expect(campaigns).toContain(id);
    const people = demoTenants.flatMap((tenant) => demoPeople.map((each) => `${each.name}@${tenant.email_domain}`));
    for (const [address] of readme.matchAll(/[\w-]+@[\w.-]+\.example/g)) expect(people).toContain(address);
  });

  it('every npm script it names exists', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const [, name = ''] of readme.matchAll(/npm run (\w+)/g)) expect(Object.keys(scripts)).toContain(name);
  });
});
