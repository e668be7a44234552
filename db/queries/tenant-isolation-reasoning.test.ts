import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knowledgeDocumentSchema } from '../../contracts/knowledge.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { expectOwnRowsOnly } from '../../tests/harness/own-rows-only.ts';
import { insertRecommended } from '../../tests/harness/recommendation-rows.ts';
import { insightRow } from '../../tests/harness/spine-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { llmCalls, metricObservations, outcomes, playbooks, stepRuns } from '../schema/index.ts';
import { recordAgentExecution } from './agent-executions.ts';
import { listAgentExecutions, showAgentExecutionRow } from './agent-executions-list.ts';
import { listBatchItems } from './analysis-batches.ts';
import * as calendar from './calendar-events.ts';
import { readCampaignRecord } from './campaign-record.ts';
import * as cache from './collector-cache.ts';
import * as health from './collector-health.ts';
import * as past from './collector-history.ts';
import * as competitors from './competitor-observations.ts';
import * as evaluations from './evaluation-runs.ts';
import * as experiments from './experiments.ts';
import * as documents from './knowledge-documents.ts';
import { listActivePlans, listMeasuredRecommendations } from './knowledge-outcomes.ts';
import * as reading from './knowledge-reading.ts';
import { readKnownNames } from './known-names.ts';
import { keepAnswer, readAnswers } from './llm-answers.ts';
import { insertBatch, markSubmitted, readBatches } from './llm-batches.ts';
import { putBudget, readBudgets } from './llm-budgets.ts';
import { keepTrace, readPinnedVersion, sumCalls } from './llm-calls.ts';
import { listLlmCalls, readTrace } from './llm-calls-list.ts';
import { listPrices, putPrice, readPrices } from './llm-prices.ts';
import { readBudgetUse, reserveBudget, settleReservation } from './llm-reservations.ts';
import { readMetricsStamp } from './metrics-stamp.ts';
import { upsertDailyInsights } from './metrics-sync.ts';
import { readNewestObservation } from './newest-observation.ts';
import * as prompts from './prompt-experiments.ts';
import { listPromptRuns } from './prompt-performance.ts';
import * as reach from './reach-windows.ts';
import * as site from './site-checks.ts';
import { findStepOutput } from './step-output.ts';

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
let ids: Awaited<ReturnType<typeof fill>>;
beforeAll(async () => {
  database = await createTestDatabase();
  [tenant, stranger] = [await insertTenantRows(database.owner), await insertTenantRows(database.owner)];
  // The stranger has people, but nothing that they could work on.
  for (const table of ['executions', 'playbook_versions', 'playbooks', 'campaigns', 'memberships']) {
    await database.owner.sql`delete from ${database.owner.sql(table)} where tenant_id = ${stranger.tenant_id}`;
  }
  const decided = { status: 'approved', human_decision: 'approved', decided_at: at };
  const recommendation_id = await insertRecommended(database.owner, tenant, {
    ...{ execution: { inputs: { batch_id: 'batch-1' } }, set: decided },
  });
  ids = await withTenant(database.app, tenant.tenant_id, (tx) => fill(tx, recommendation_id));
});
afterAll(() => database.drop());

const at = new Date('2026-03-05T12:00:00Z');
const day = '2026-03-05';
const [since, until] = [new Date('2026-03-01T00:00:00Z'), new Date('2026-03-31T00:00:00Z')];
const [first, last] = ['2026-03-01', '2026-03-31'];
const today = () => new Date().toISOString().slice(0, 10);
const by = 'ann@example.com';
const page = { limit: 10, offset: 0 };
const keyset = { limit: 10, after: null };

/** At least one row of everything that the queries of the reasoning agent can read. */
async function fill(tx: TenantTransaction, recommendation_id: string) {
  const execution_id = recommendation_id;
  const said = knowledgeDocumentSchema.parse({ source_key: 'a', kind: 'policy_note', title: 'A', content: 'x' });
  const { document_id } = await documents.acceptKnowledgeDocument(tx, { ...said, created_by_email: by });
  const read = { status: 'indexed', cleaned: 'x', passages: 1, embedding_model: 'm' } as const;
  await documents.settleKnowledgeDocument(tx, document_id, read);
  const call_id = randomUUID();
  await tx.insert(llmCalls).values({
    ...{ call_id, execution_id, model: 'm', task: 't', prompt_hash: 'h', prompt_name: 'critique', status: 'answered' },
    ...{ prompt_version: '1.0', input_tokens: 1, output_tokens: 1, latency_ms: 1, timestamp: at },
  });
  await keepTrace(tx, { call_id, input: 'in', output: 'out' }, { now: at, keep_days: 30 });
  await keepAnswer(tx, { cache_key: 'k', task: 't', model: 'm', answer: 'yes', expires_at: until }, at);
  await putBudget(tx, { scope: 'day', limit_micro_usd: 7_000, alert_at_pct: 50, updated_by_email: by });
  await putPrice(tx, { model: 'm', effective_on: first, input_usd: 1, output_usd: 1, created_by_email: by });
  const batch = await insertBatch(tx, { batch_key: 'b', vendor: 'openai', model: 'm', items: {}, now: at });
  await markSubmitted(tx, batch.batch_id, 'batch_1');
  const asked = { run_key: 'r', task: 't', model: 'm', micro_usd: 500, now: at, stands_for_ms: 60_000 };
  const { reservation_id } = await reserveBudget(tx, asked);
  const versions = { prompt_name: 'critique', version_a: '1.0', version_b: '1.1', share_b_pct: 50 };
  const prompt_experiment = await prompts.startExperiment(tx, { ...versions, started_by_email: by });
  const event = { name: 'Sale', kind: 'sale', starts_on: day, ends_on: day, campaign_id: '100' } as const;
  const { event_id } = await calendar.insertCalendarEvent(tx, event);
  const trial = { campaign_id: '100', name: 'Trial', starts_on: first, ends_on: null };
  const { experiment_id } = await experiments.insertExperiment(tx, trial);
  const observation = { source: 'report', campaign_id: '100', keywords: [], observed_on: day };
  const signals = { competitors: [], promotions_count: 1, is_stub: false };
  await competitors.insertCompetitorObservations(tx, [{ ...observation, signals }]);
  const answer = { collector_name: 'history', cache_key: 'k', answer: {}, fetched_at: at, expires_at: until };
  await cache.writeCachedAnswer(tx, answer);
  const probed = { collector_name: 'history', succeeded: true, response_ms: 5, error_message: null };
  await health.noteCollectorCall(tx, probed);
  await site.insertSiteCheck(tx, { campaign_id: '100', url: 'https://shop.example', checked_at: at, ok: false });
  const owner = { campaign_id: '100', platform: 'meta_ads', currency: 'USD' } as const;
  await upsertDailyInsights(tx, owner, [insightRow({ date: day }), insightRow({ date: today() })]);
  await tx.insert(metricObservations).values({
    ...{ campaign_id: '100', metric: 'share', observed_at: at, value: 1, source: 'test' },
  });
  await tx.insert(outcomes).values({
    ...{
      recommendation_id,
      execution_id,
      campaign_id: '100',
      metric: 'cpa',
      direction: 'decrease',
      window_seconds: 60,
    },
    ...{ measure_at: at, status: 'measured', effect_pct: -5, measured_at: at },
  });
  await tx.insert(stepRuns).values({
    ...{
      execution_id,
      step_id: 'critique',
      kind: 'action',
      status: 'completed',
      output: { fine: true },
      started_at: at,
    },
  });
  await tx.update(playbooks).set({ active_version_id: tenant.playbook_version_id });
  const run = { execution_id, recommendation_id, campaign_id: '100', status: 'success', error_message: null } as const;
  await recordAgentExecution(tx, { ...run, state: {}, ended_at: at });
  const evaluation_run_id = await evaluations.recordEvaluationRun(tx, emptyReport, {
    ...{ triggered_by: 'manual', git_commit: null },
  });
  await evaluations.recordEvaluationRun(
    tx,
    { ...emptyReport, prompt_version: 'critique:v2' },
    { triggered_by: 'manual', git_commit: null },
  );
  const week = { since: first, until: day };
  const told = { impressions: 10, reach: 5, frequency: 2 };
  await reach.saveReachWindow(tx, { ...week, campaign_id: '100', source: 'meta_ads', read_at: at }, told);
  return {
    ...{ recommendation_id, execution_id, document_id, call_id, event_id, experiment_id, evaluation_run_id },
    ...{ reservation_id: reservation_id ?? '', prompt_experiment_id: prompt_experiment?.prompt_experiment_id ?? '' },
  };
}

const figures = {
  ...{ cases: 0, agreement: null, top1_cause: null, action_regret: null, best_value: null, abstention: null },
  ...{ false_positive_rate: null, acts_on_noise: null, ece: null },
};
const emptyReport: Parameters<typeof evaluations.recordEvaluationRun>[1] = {
  ...{ run_type: 'generated', dataset_version: '1', model_version: 'rules', prompt_version: null, results: [] },
  metrics: {
    ...{ agreement_rate: 100, passed_count: 0, total_count: 0, figures, per_kind: [], workflows: [], calibration: [] },
    ...{ latency_p50_ms: null, latency_p95_ms: null, cost_usd: 0, cost_per_recommendation_usd: 0, gates: [] },
    ...{ critical_failures: 0, answered_by: 'rules', judge: null, seed: null, prompt: null, outcome: null },
  },
};
const anyCall = {
  ...{ task: null, model: null, status: null, prompt_name: null, prompt_version: null, execution_id: null },
  ...{ campaign_id: null, recommendation_id: null, cached: null },
};
const about = { campaign_id: '100', industry: null, keywords: [], since: first, until: last };
const anyRun = { status: null, campaign_id: null, recommendation_id: null, confidence_below: null };

/** Every query of the reasoning agent that reads rows of a tenant, given ids that exist. */
const queries: Record<string, (tx: TenantTransaction) => Promise<unknown>> = {
  findKnowledgeDocument: (tx) => documents.findKnowledgeDocument(tx, ids.document_id),
  listKnowledgeDocuments: async (tx) =>
    (await reading.listKnowledgeDocuments(tx, { ...keyset, roles: ['admin'] })).rows,
  showKnowledgeDocument: (tx) => reading.showKnowledgeDocument(tx, ids.document_id, ['admin']),
  readAnsweringDocuments: (tx) => reading.readAnsweringDocuments(tx, [ids.document_id], ['admin']),
  listKnowledgeWork: async (tx) => (await reading.listKnowledgeWork(tx)).indexed,
  otherVersions: async (tx) => (await reading.otherVersions(tx, { source_key: 'a', version: 2 })).earlier,
  rolesOf: (tx) => reading.rolesOf(tx, tenant.user_id),
  listMeasuredRecommendations: (tx) => listMeasuredRecommendations(tx, { since: new Date(0), limit: 5 }),
  listActivePlans,
  readKnownNames,
  readAnswers: async (tx) => [...(await readAnswers(tx, ['k'], at)).keys()],
  readBatches: (tx) => readBatches(tx, 'b'),
  readBudgets: async (tx) => (await readBudgets(tx)).filter((each) => each.updated_by_email !== null),
  readBudgetUse: async (tx) => (await readBudgetUse(tx, 'r', day)).month,
  readPrices: async (tx) => [...(await readPrices(tx, last)).keys()],
  listPrices,
  readPinnedVersion: (tx) => readPinnedVersion(tx, ids.execution_id, 'critique'),
  sumCalls: (tx) =>
    sumCalls(tx, { from: since, to: until, by: 'all' }).then((sums) => sums.filter((each) => each.calls)),
  listLlmCalls: async (tx) => (await listLlmCalls(tx, { ...keyset, ...anyCall })).rows,
  readTrace: (tx) => readTrace(tx, ids.call_id),
  readDecidingExperiment: (tx) => prompts.readDecidingExperiment(tx, 'critique'),
  listPromptExperiments: prompts.listExperiments,
  listPromptRuns,
  findRunBefore: (tx) => evaluations.findRunBefore(tx, { id: randomUUID(), run_type: 'generated', seed: null }),
  readReachWindows: async (tx) =>
    (await reach.readReachWindows(tx, '100', [{ since: first, until: day }])).filter((each) => each !== null),
  listUnreadReach: (tx) => reach.listUnreadReach(tx, tenant.ad_account_id, [{ since: day, until: day }]),
  listEvaluationRuns: async (tx) => (await evaluations.listEvaluationRuns(tx, { ...keyset, run_type: null })).rows,
  findEvaluationRun: (tx) => evaluations.findEvaluationRun(tx, ids.evaluation_run_id),
  findCalendarEvent: (tx) => calendar.findCalendarEvent(tx, ids.event_id),
  listCalendarEvents: (tx) => calendar.listCalendarEvents(tx, page),
  readEventsAbout: (tx) => calendar.readEventsAbout(tx, about),
  listExperiments: (tx) => experiments.listExperiments(tx, page),
  lockExperiment: (tx) => experiments.lockExperiment(tx, ids.experiment_id),
  readRunningExperiments: (tx) => experiments.readRunningExperiments(tx, '100', day),
  listCompetitorObservations: (tx) => competitors.listCompetitorObservations(tx, page),
  readObservationsAbout: (tx) => competitors.readObservationsAbout(tx, about),
  readCachedAnswer: (tx) => cache.readCachedAnswer(tx, { collector_name: 'history', cache_key: 'k' }),
  listCollectorHealth: health.listCollectorHealth,
  readRecentCalls: (tx) => health.readRecentCalls(tx, 'history'),
  countSiteChecks: async (tx) => (await site.countSiteChecks(tx, '100', since)).all,
  readSiteCheckAt: (tx) => site.readSiteCheckAt(tx, '100', until),
  readSums: (tx) => past.readSums(tx, '100', first, last),
  readLastConversionDay: (tx) => past.readLastConversionDay(tx, '100', last),
  readPastCases: (tx) => past.readPastCases(tx, { industry: null, platform: 'meta_ads', since, until, most: 5 }),
  readCampaignRecord: (tx) => readCampaignRecord(tx, '100'),
  readMetricsStamp: async (tx) => (await readMetricsStamp(tx, '100')).startsWith(today()),
  readNewestObservation: (tx) => readNewestObservation(tx, { campaign_id: '100', metric: 'share', since, until }),
  findStepOutput: (tx) => findStepOutput(tx, { execution_id: ids.execution_id, step_id: 'critique' }),
  showAgentExecutionRow: (tx) => showAgentExecutionRow(tx, ids.execution_id),
  listAgentExecutions: async (tx) => (await listAgentExecutions(tx, { ...keyset, ...anyRun })).rows,
  listBatchItems: (tx) => listBatchItems(tx, 'batch-1'),
};

describe('knowledge, models and sources of another tenant', () => {
  it.each(Object.keys(queries))('are invisible for %s, which finds those of its own', async (name) => {
    const query = queries[name] ?? (async () => null);
    await expectOwnRowsOnly(database.app, query, { own: tenant.tenant_id, other: stranger.tenant_id });
  });

  it('are neither changed nor removed by whoever knows their ids', async () => {
    const seen = (tx: TenantTransaction) => Promise.all(Object.values(queries).map((query) => query(tx)));
    const before = await withTenant(database.app, tenant.tenant_id, seen);
    const { event_id, experiment_id, document_id, reservation_id, prompt_experiment_id } = ids;
    const mine = { name: 'Mine', kind: 'sale', starts_on: day, ends_on: day } as const;
    const broken = { status: 'failed', error_code: 'X', error_message: 'x' } as const;
    await withTenant(database.app, stranger.tenant_id, async (tx) => {
      expect(await calendar.updateCalendarEvent(tx, event_id, mine)).toBeNull();
      expect(await calendar.deleteCalendarEvent(tx, event_id)).toBeNull();
      await experiments.endExperiment(tx, experiment_id, day);
      expect(await documents.settleKnowledgeDocument(tx, document_id, broken)).toBe(false);
      expect(await documents.deleteKnowledgeDocument(tx, 'a')).toEqual([]);
      await reading.markEmbeddedWith(tx, 'stolen');
      await settleReservation(tx, { reservation_id, micro_usd: 0, now: at });
      const end = { prompt_experiment_id, status: 'stopped', ended_by_email: by, now: at } as const;
      expect(await prompts.endExperiment(tx, end)).toBeNull();
      await cache.forgetCachedAnswers(tx, 'history');
      expect(await cache.removeOldAnswers(tx, new Date('2031-01-01'))).toBe(0);
    });
    expect(await withTenant(database.app, tenant.tenant_id, seen)).toEqual(before);
  });
});
