import { describe, expect, it } from 'vitest';
import type { ExecutionInput } from '../contracts/execution.ts';
import { plan } from '../tests/rehearsal/plans.ts';
import { backLink, publicUrlOf, startOptions } from './messages.ts';

const input: ExecutionInput = {
  ...{ execution_id: 'e1', tenant_id: 't1', plan: plan([]), playbook_digest: 'd'.repeat(64), inputs: {}, context: {} },
  entity: null,
  mode: 'live',
  excluded_user_ids: [],
  requested_by: { user_id: 'u1', email: 'a@example.com', api_key_id: null },
};

describe('the way back from the Temporal UI', () => {
  it('stands in the details of an execution and travels in its memo', () => {
    const { staticDetails, memo } = startOptions(input, 'mbi', 'https://mbi.example');
    expect(staticDetails).toMatch(
      /\n\n\[In the back office\]\(https:\/\/mbi\.example\/admin\/#\/executions\/e1\/show\)$/,
    );
    expect(publicUrlOf(memo)).toBe('https://mbi.example');
    expect(backLink(publicUrlOf(memo), 'e2')).toEqual([
      '[In the back office](https://mbi.example/admin/#/executions/e2/show)',
    ]);
  });

  it('is left out where nobody said where people reach the back office', () => {
    const { staticDetails, memo } = startOptions(input);
    expect(staticDetails).not.toContain('back office');
    expect(memo).not.toHaveProperty('public_url');
    for (const other of [undefined, {}, { public_url: 7 }]) expect(publicUrlOf(other)).toBe('');
    expect(backLink(undefined, 'e1')).toEqual([]);
  });
});
