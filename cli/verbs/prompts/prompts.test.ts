import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { runMbi } from '../../../tests/harness/command-line.ts';

const [tenant] = demoTenants;
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api?.stop());

async function mbi(person: string, ...words: readonly string[]) {
  const environment = { MBI_API_URL: api.api_url, MBI_PASSWORD: 'demo-password-of-the-tests' };
  return runMbi([...words, '--as', `${person}@${tenant?.email_domain}`], { environment });
}

describe('mbi prompts', () => {
  it('lists and shows prompts, tries a version, promotes it and goes back', async () => {
    expect((await mbi('viewer', 'prompts', 'list')).out).toMatch(/signal_analysis +v3 +v1 v2 v3 +–/);
    expect((await mbi('viewer', 'prompts', 'show', 'signal_analysis')).out).toMatch(
      /v3 \(latest\).+3\.0: five more examples/,
    );
    const tried = await mbi(
      'engineer',
      'prompts',
      'experiment',
      'signal_analysis',
      '--from',
      'v2',
      '--to',
      'v3',
      '--share',
      '25',
      '--json',
    );
    const { prompt_experiment_id: id }: { prompt_experiment_id: string } = JSON.parse(tried.out);
    expect((await mbi('viewer', 'prompts', 'list')).out).toContain(`v2 / v3 for 25 % (${id})`);
    expect((await mbi('engineer', 'prompts', 'promote', id)).out).toContain('in use for all');
    expect((await mbi('viewer', 'prompts', 'list')).out).toContain(`v3 for all (${id})`);
    expect((await mbi('engineer', 'prompts', 'stop', id)).out).toContain('back to the version before');
  });

  it.each([
    [['prompts', 'show', 'nothing'], 'PROMPT_UNKNOWN'],
    [['prompts', 'experiment', 'critique', '--from', 'v1', '--to', 'v9'], 'PROMPT_UNKNOWN'],
    [['prompts', 'experiment', 'critique', '--from', 'v1', '--to', 'v1', '--share', '101'], 'REQUEST_INVALID'],
  ] as const)('%j says %s', async (words, code) => {
    const answer = await mbi('engineer', ...words);
    expect([answer.code, answer.err]).toEqual([3, expect.stringContaining(code)]);
  });
});

describe('mbi costs', () => {
  it('says what calls cost and what a month would', async () => {
    await api.database.owner
      .sql`insert into llm_calls (tenant_id, model, task, prompt_hash, input_tokens, output_tokens, cost_usd, latency_ms, status)
      values (${tenant?.tenant_id ?? ''}, 'gpt-4o', 'critique', 'p', 5000, 1500, 0.00165, 1, 'answered')`;
    const { out } = await mbi('viewer', 'costs', '--campaigns', '10');
    expect(out).toMatch(/\$0\.00165 for 1 calls/);
    expect(out).toMatch(/critique +1 +0 +0 +6500 +0\.00165/);
    expect(out).toContain('for 40 recommendations');
    expect((await mbi('viewer', 'costs', '--from', '2026-01-01', '--to', '2026-01-02')).out).toContain(
      '2026-01-01 to 2026-01-02: $0.00000 for 0 calls',
    );
  });
});
