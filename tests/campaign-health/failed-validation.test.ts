import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoTenants } from '../../contracts/demo-world.ts';
import { campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { type Recommendation, recommendationSchema } from '../../contracts/recommendation.ts';
import { withTenant } from '../../db/connect.ts';
import { findRecommendation, listRecommendations } from '../../db/queries/recommendations-list.ts';
import { executions } from '../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../harness/api-server.ts';
import { personOf } from '../harness/decision-rows.ts';
import type { HttpClient } from '../harness/http-client.ts';
import { bidRecommendation } from '../harness/recommendation-rows.ts';
import { createAgentStage } from './agent-stage.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';
const context = campaignContextSchema.parse({ campaign_id, at: '2026-03-01T09:00:00.000Z' });
const validated = z.object({
  recommendation: recommendationSchema,
  validation_passed: z.boolean(),
  failed: z.array(z.string()),
});
const recorded = z.object({ recommendation_id: z.uuid(), validation_passed: z.boolean() });
const lowConfidence = { check: 'VAL-2 confidence', passed: false, severity: 'major' as const, by: 'rules' as const };
const reason = 'Low confidence, human judgement needed.';

let api: TestApi;
let marketer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  marketer = await api.as('marketer');
});
afterAll(() => api.stop());

/** The actions as the worker calls them, for a new execution of the campaign. */
async function newStage() {
  const execution_id = randomUUID();
  const { user_id, email } = await personOf(api.database.owner, tenant_id, 'marketer');
  await withTenant(api.database.owner, tenant_id, (tx) =>
    tx.insert(executions).values({
      ...{ execution_id, playbook_id: 'hand_made_v1', workflow_id: `hand_made/${execution_id}`, campaign_id },
      ...{ inputs: {}, context: {}, requested_by: user_id, requested_by_email: email },
    }),
  );
  return createAgentStage({ database: api.database.app, tenant_id, execution_id });
}

async function record(recommendation: Recommendation) {
  const stage = await newStage();
  const params = { campaign_id, recommendation, context };
  return recorded.parse(await stage.run('CampaignHealthAgent.record_recommendation', params));
}

const stored = (id: string) => withTenant(api.database.app, tenant_id, (tx) => findRecommendation(tx, { id }));

describe('a recommendation that does not pass its checks', () => {
  it('is not lost: it is stored as one that failed, with every reason, and people read both', async () => {
    const stage = await newStage();
    const unsure = { ...bidRecommendation({ confidence: 0.4, raw_confidence: 0.4, validation: null }) };
    const looked = validated.parse(
      await stage.run('CampaignHealthAgent.validate', { context, recommendation: unsure }),
    );
    expect(looked.validation_passed).toBe(false);
    expect(looked.failed).toContain('VAL-2 confidence');

    const { recommendation_id, validation_passed } = await record(looked.recommendation);
    expect(validation_passed).toBe(false);
    const row = await stored(recommendation_id);
    expect(row).toMatchObject({ validation_passed: false, status: 'pending', confidence: 0.4 });
    const failed = row?.recommendation.validation?.checks.filter((check) => !check.passed) ?? [];
    expect(failed.map((check) => check.check)).toEqual(looked.failed);
    expect(failed.every((check) => `${check.issue}${check.suggestion}` !== '')).toBe(true);

    const shown = await marketer.get(`/api/v1/recommendations/${recommendation_id}`);
    expect([shown.status, shown.at('validation_passed'), shown.at('recommendation.validation.passed')]).toEqual([
      200,
      false,
      false,
    ]);
    expect(JSON.stringify(shown.at('recommendation.validation.checks'))).toContain(reason);
    const list = await withTenant(api.database.app, tenant_id, (tx) =>
      listRecommendations(tx, { campaign_id, confidence_below: 0.6, limit: 10, offset: 0 }),
    );
    expect(list.rows.map((each) => [each.id, each.validation_passed])).toContainEqual([recommendation_id, false]);
  });

  it.each([
    ['sure, but its checks failed', { confidence: 0.9, validation: { passed: false, checks: [] } }, false],
    ['unchecked and under 0.6', { confidence: 0.59, validation: null }, false],
    ['unchecked and at 0.6', { confidence: 0.6, validation: null }, true],
    ['sure, and its checks passed', { confidence: 0.9, validation: { passed: true, checks: [] } }, true],
  ])('is told from one that does by the checks first: %s', async (_name, more, passed) => {
    const { recommendation_id, validation_passed } = await record(bidRecommendation(more));
    expect([validation_passed, (await stored(recommendation_id))?.validation_passed]).toEqual([passed, passed]);
  });

  it('keeps the reasons it was given, word for word, and the run of the agent says so too', async () => {
    const check = { ...lowConfidence, issue: 'It is not sure enough.', suggestion: 'Ask a person.' };
    const { recommendation_id } = await record(
      bidRecommendation({ validation: { passed: false, checks: [check] }, confidence: 0.5 }),
    );
    const row = await stored(recommendation_id);
    expect(row?.recommendation.validation).toEqual({ passed: false, checks: [expect.objectContaining(check)] });
    const [run] = await api.database.owner.sql`
      select status, workflow_state from agent_executions where recommendation_id = ${recommendation_id}`;
    expect(run).toMatchObject({ status: 'success', workflow_state: { validation_passed: false } });
  });
});
