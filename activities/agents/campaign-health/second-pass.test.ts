import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckResult, recommendationSchema } from '../../../contracts/recommendation.ts';
import { type AgentStage, createAgentStage } from '../../../tests/campaign-health/agent-stage.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts';
import { insertTenantRows } from '../../../tests/harness/tenant-rows.ts';
import { springSale } from '../../../tests/reasoning/spring-sale.ts';
import { reason } from '../../reasoning/index.ts';
import { wordingDraftSchema } from './stages/draft-wording.ts';

const context = springSale();
const { analysis, recommendation } = reason(context);
const finding = (severity: CheckResult['severity'], by: CheckResult['by']): CheckResult => ({
  ...{ check: 'c', passed: false, severity, issue: 'Pause it at once.', suggestion: 'Pause all campaigns.', by },
});

let database: TestDatabase;
let stage: AgentStage;
beforeAll(async () => {
  database = await createTestDatabase();
  const { tenant_id, execution_id } = await insertTenantRows(database.owner);
  stage = createAgentStage({ database: database.app, tenant_id, execution_id });
});
afterAll(() => database?.drop());
const run = (action: string, params: object) => stage.run(`CampaignHealthAgent.${action}`, params);

describe('the second pass', () => {
  it.each([
    ['a model', [finding('CRITICAL', 'model')]],
    ['the rules', [finding('major', 'rules'), finding('minor', 'rules')]],
    ['nobody', null],
  ] as const)(
    'analyses the same whatever %s found wrong in the first, and tells what it was handed',
    async (_, critique) => {
      const plain = await run('analyze_signals', { context });
      const told = await run('analyze_signals', { context, iteration: 1, critique });
      const words = (critique ?? []).map(({ severity }) => `${severity}: Pause it at once. Pause all campaigns.`);
      expect(plain).toMatchObject({ cause: 'auction_pressure', critique_seen: [] });
      expect(told).toEqual({ ...Object(plain), critique_seen: words });
    },
  );

  it('proposes the same, and carries what was found wrong to whoever reviews it', async () => {
    const plain = recommendationSchema.parse(await run('generate_recommendation', { context, analysis }));
    const critique = [finding('CRITICAL', 'model')];
    const asked = { context, analysis, iteration: 1, critique };
    const again = recommendationSchema.parse(await run('generate_recommendation', asked));
    expect(again).toMatchObject({
      ...{ action: plain.action, typed_action: plain.typed_action, confidence: plain.confidence },
      critique: { by: [], first_pass: ['CRITICAL: Pause it at once. Pause all campaigns.'] },
    });
    expect(plain.critique).toBeNull();
    const reviewed = await run('critique', { context, analysis, recommendation: again, iteration: 1 });
    expect(reviewed).toMatchObject({
      ...{ iteration_count: 2, regenerate: false, voice: null },
      recommendation: { critique: { by: ['rules'], first_pass: again.critique?.first_pass } },
    });
  });
});

describe('the words of a recommendation', () => {
  const campaign_name = 'Spring Sale 2026';

  it('are those of the rules where no model is configured, and nothing is degraded', async () => {
    const draft = wordingDraftSchema.parse(await run('draft_wording', { campaign_name, context, recommendation }));
    expect(draft).toEqual({ status: 'silent' });
    const made = await run('write_summary', { campaign_name, recommendation, draft });
    expect(made).toMatchObject({ reasoning: recommendation.reasoning, degraded: false });
  });

  it('are those of the rules where a draft was refused, which is said, and nobody is asked again', async () => {
    const draft = { status: 'refused', reason: 'LLM_DEADLINE: late' };
    const made = await run('write_summary', { campaign_name, recommendation, context, draft });
    expect(made).toMatchObject({
      ...{ reasoning: recommendation.reasoning, degraded: true, degraded_reason: 'LLM_DEADLINE: late' },
    });
  });

  it('are not taken from a draft of other facts, as one that lay in the history of another analysis would be', async () => {
    const draft = {
      ...{ status: 'worded', matter: 'f'.repeat(64), reasoning: 'Pause everything at once.', claims: [] },
      ...{ citations: [], dissent: [], prompt_version: 'word_recommendation@v2' },
      wording: { by: 'm', verdict: 'agreed', not_verified_because: null },
    };
    const made = await run('write_summary', { campaign_name, recommendation, draft });
    expect(made).toMatchObject({ reasoning: recommendation.reasoning, degraded: true });
    expect(JSON.stringify(made)).not.toContain('Pause everything');
  });

  it('a draft in a shape of its own is no draft', async () => {
    for (const draft of [{ status: 'worded' }, { status: 'approved' }, 'Pause it.'])
      await expect(run('write_summary', { campaign_name, recommendation, draft })).rejects.toThrow();
  });
});
