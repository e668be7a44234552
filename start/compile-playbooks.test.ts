import { expect, it } from 'vitest';
import { compileShippedPlaybooks } from './compile-playbooks.ts';

it('every playbook that ships compiles, each under an id of its own', () => {
  const playbooks = compileShippedPlaybooks();
  expect(playbooks.map((each) => each.slug)).toEqual(
    expect.arrayContaining(['campaign-health', 'sync-insights', 'undo-execution']),
  );
  expect(new Set(playbooks.map((each) => each.plan.playbook_id)).size).toBe(playbooks.length);
  for (const playbook of playbooks) expect(playbook.digest).toMatch(/^[0-9a-f]{64}$/);
});
