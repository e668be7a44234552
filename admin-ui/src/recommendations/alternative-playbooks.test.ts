import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { workflowTypeSchema } from '../../../contracts/recommendation.ts';
import { playbookFor } from './alternative-playbooks.ts';

it('every workflow that changes something has a playbook that exists, and watching needs none', () => {
  const shipped = readdirSync(new URL('../../../playbooks', import.meta.url));
  for (const workflow of workflowTypeSchema.options) {
    const found = playbookFor(workflow);
    if (workflow === 'Continue Monitoring') expect(found).toBeNull();
    else expect(shipped).toContain(`${found?.slug}.yaml`);
  }
  expect(playbookFor('Dance')).toBeNull();
});
