import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planSchema } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { stepMaps } from '../../playbooks/compiler/keys/index.ts';
import { renderKeyReference } from '../../playbooks/compiler/keys/render-keys.ts';
import { explainPlan } from '../../playbooks/explanation/index.ts';
import { testDefinitions } from './definitions.ts';
import { allKeys, keysUsed } from './keys-used.ts';

const page = readFileSync('docs/playbook-language.md', 'utf8');
const examples = [...page.matchAll(/```yaml\n(# complete\n[\s\S]*?)```/g)].map(([, source]) => source ?? '');

describe('the language page', () => {
  it('has examples', () => expect(examples.length).toBeGreaterThanOrEqual(15));

  it.each(examples.map((source) => [/^id: (\S+)/m.exec(source)?.[1] ?? '', source]))(
    '%s compiles without a finding and can be explained',
    (_, source) => {
      const { plan, diagnostics } = compilePlaybook(source, {
        file: 'docs/playbook-language.md',
        actions: testDefinitions,
        groups: { finance: 3 },
      });
      expect(diagnostics).toEqual([]);
      expect(planSchema.parse(plan)).toEqual(plan);
      if (plan !== null) expect(explainPlan(plan)).toContain(plan.name);
    },
  );

  it('has an example of every key of the language, as the compiler’s own tables name them', () => {
    const used = new Set(examples.flatMap((source) => [...keysUsed(parse(source))]));
    expect(allKeys().filter((key) => !used.has(key))).toEqual([]);
    expect(allKeys().length).toBeGreaterThan(100);
  });

  it('names every kind of step in its table', () => {
    for (const kind of Object.keys(stepMaps))
      expect(page).toMatch(new RegExp(`^\\| \`?(agent\` \\+ \`)?${kind}\``, 'm'));
  });

  it('is joined by the list of all keys, which follows from the same tables', () => {
    expect(readFileSync('docs/playbook-keys.md', 'utf8'), '`npm run docs` writes it').toBe(renderKeyReference());
  });
});
