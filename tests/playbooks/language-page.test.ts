import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainPlan } from '../../cli/verbs/explain.ts';
import { planSchema } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { testDefinitions } from './definitions.ts';

const page = readFileSync('docs/playbook-language.md', 'utf8');
const examples = [...page.matchAll(/```yaml\n(# complete\n[\s\S]*?)```/g)].map(([, source]) => source ?? '');

describe('the language page', () => {
  it('has examples', () => expect(examples.length).toBeGreaterThanOrEqual(10));

  it.each(examples.map((source) => [/^id: (\S+)/m.exec(source)?.[1] ?? '', source]))(
    '%s compiles without a finding and can be explained',
    (_, source) => {
      const { plan, diagnostics } = compilePlaybook(source, {
        file: 'docs/playbook-language.md',
        actions: testDefinitions,
      });
      expect(diagnostics).toEqual([]);
      expect(planSchema.parse(plan)).toEqual(plan);
      if (plan !== null) expect(explainPlan(plan)).toContain(plan.name);
    },
  );

  it('names every key of the language', () => {
    for (const key of [
      'on_failure',
      'catchup_window',
      'undo_window',
      'on_item_error',
      'freeze_in_learning',
      'exclude_last_days',
      'minimum_effect',
      'backoff_coefficient',
    ]) {
      expect(page).toContain(key);
    }
  });
});
