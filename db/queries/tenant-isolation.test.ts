import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { expectOwnRowsOnly } from '../../tests/harness/own-rows-only.ts';
import {
  approvalRow,
  budgetStep,
  changeSetRow,
  insightRow,
  recommendationRow,
} from '../../tests/harness/spine-rows.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { apiKeys, creatives, fxRates, metricObservations, notifications } from '../schema/index.ts';
import { readCampaignAccount } from './ad-accounts.ts';
import { findMember, findOpenApiKey } from './api-keys.ts';
import { insertApproval, readAskedApproval } from './approvals.ts';
import { countPendingApprovals, findApproval, listApprovals, listDecisions } from './approvals-list.ts';
import { appendAudit } from './audit.ts';
import { listCreatives } from './campaign-accounts.ts';
import { listCampaignHistory } from './campaign-history.ts';
import { readDailyMetrics, readObservations } from './campaign-metrics.ts';
import {
  findCampaign,
  listCampaigns,
  readCampaignFeatures,
  readCampaignParts,
  readFeaturesOf,
} from './campaigns-list.ts';
import { readApprovalGrant, recordChangeSet } from './change-sets.ts';
import { listMadeCreatives } from './creatives.ts';
import { insertDecision } from './decisions.ts';
import { deployPlaybook } from './deploy-playbook.ts';
import { readEntityNames } from './entity-names.ts';
import { latestEventId, listTenantEvents } from './event-stream.ts';
import { appendEvent, listEventsAfter } from './execution-events.ts';
import { isOpenExecution, readRequester } from './executions.ts';
import * as executionsList from './executions-list.ts';
import { findNearestRate } from './fx-rates.ts';
import { readHoursSinceLastChange, readRecentChanges, readSpendAndConversions } from './guardrail-facts.ts';
import { readMetricDays, readMetricHours, readMetricsOwner, readObservedPoints } from './metrics.ts';
import { upsertDailyInsights, upsertHourlyInsights } from './metrics-sync.ts';
import { listNotifications } from './notifications.ts';
import { findOutcome, insertOutcome } from './outcomes.ts';
import { findPeople } from './people.ts';
import { findPlaybook, listPlaybooks, listPlaybookVersions } from './playbooks.ts';
import { listUndoableReceipts, readReceipts, recordReceipt } from './receipts.ts';
import { insertRecommendation } from './recommendations.ts';
import { findRecommendation, findUndecidedRecommendation, listRecommendations } from './recommendations-list.ts';
import { isTokenRevoked, revokeToken } from './revoked-tokens.ts';
import { readSpendBook } from './spend-since.ts';
import { readNewestWrites, readUndoable } from './undo-selection.ts';
import { armIntent, moveIntent, readIntent, recordIntents } from './write-intents.ts';

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
let rows: Awaited<ReturnType<typeof fill>>;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  stranger = await insertTenantRows(database.owner);
  rows = await withTenant(database.app, tenant.tenant_id, fill);
  const { tenant_id, user_id } = tenant;
  const key = { api_key_id, user_id, name: 'Key', prefix: 'k', key_hash: 'hash', scopes: [] };
  await withTenant(database.owner, tenant_id, (tx) => tx.insert(apiKeys).values(key));
  // The stranger owns nothing that the queries below could find under the ids they are given.
  await database.owner.sql`delete from executions where tenant_id = ${stranger.tenant_id}`;
  await database.owner.sql`delete from campaigns where tenant_id = ${stranger.tenant_id}`;
});
afterAll(() => database.drop());

const day = '2026-03-01';
const since = new Date(0);
const until = new Date('2031-01-01');
const after = null;
const api_key_id = randomUUID();

/** At least one row of everything that a query can read. */
async function fill(tx: TenantTransaction) {
  const { execution_id, user_id, email } = tenant;
  const owner = { campaign_id: '100', platform: 'meta_ads', currency: 'USD' } as const;
  const approval = approvalRow(tenant, { campaign_id: '100' });
  const { approval_id } = approval;
  await insertApproval(tx, approval);
  const decision = { decision_id: randomUUID(), approval_id, decision: 'approve', plan_digest: 'd1' } as const;
  await insertDecision(tx, { ...decision, actor_user_id: user_id, actor_email: email, channel: 'api' });
  const change_set_id = await recordChangeSet(tx, changeSetRow(tenant));
  const change = budgetStep('100');
  const [intent] = await recordIntents(tx, change_set_id, [{ idempotency_key: 'k/0', change }]);
  const intent_id = intent?.intent_id ?? '';
  await armIntent(tx, intent_id, 0, { campaign_id: '100', playbook_id: 'none_v1' });
  await moveIntent(tx, { intent_id, fence: 1, from: ['armed'], to: 'verified' });
  const proof = { intent_id, change_set_id, execution_id, change, inverse: change } as const;
  await recordReceipt(tx, { ...proof, settled_by: 'read_back_only', platform_request_id: null });
  const { id } = await insertRecommendation(tx, recommendationRow(tenant));
  const outcome_id = randomUUID();
  await insertOutcome(tx, {
    ...{ outcome_id, recommendation_id: id, execution_id, campaign_id: '100', metric: 'cpa_minor' },
    ...{ direction: 'decrease', window_seconds: 60, measure_at: new Date() },
  });
  await upsertDailyInsights(tx, owner, [insightRow(), insightRow({ date: yesterday() })]);
  await upsertHourlyInsights(tx, owner, 'UTC', [insightRow({ hour: 3 })]);
  await tx.insert(metricObservations).values({
    ...{ campaign_id: '100', metric: 'cpc', observed_at: new Date(`${day}T01:00:00Z`), value: 1, source: 'test' },
  });
  await tx.insert(creatives).values({ creative_id: 'k1', campaign_id: '100', name: 'One', state: 'active' });
  await tx.insert(notifications).values({ kind: 'note', title: 'For everybody', body: '' });
  await appendEvent(tx, { execution_id, type: 'step.started', data: {} });
  await appendAudit(tx, { action: 'test', entity_type: 'campaign', entity_id: '100', details: {} });
  await deployPlaybook(tx, { slug: 'quiet', source: 'two', plan: emptyPlan, digest: 'd2', edited_by: user_id });
  await tx.insert(fxRates).values({
    ...{ currency: 'EUR', base_currency: 'USD', as_of: day, rate: 1.1, source: 'test', entered_by_email: email },
  });
  const jti = randomUUID();
  await revokeToken(tx, { jti, user_id, expires_at: until });
  return { approval_id, intent_id, id, outcome_id, jti };
}

function yesterday(): string {
  return new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
}

const page = { limit: 10, after };
const offset = { limit: 10, offset: 0 };

/** Every query that reads rows of a tenant, by its name, given ids that exist. */
const queries: Record<string, (tx: TenantTransaction) => Promise<unknown>> = {
  countPendingApprovals,
  findApproval: (tx) => findApproval(tx, rows.approval_id),
  findCampaign: (tx) => findCampaign(tx, '100'),
  findExecution: (tx) => executionsList.findExecution(tx, tenant.execution_id),
  findMember: (tx) => findMember(tx, tenant.user_id),
  findNearestRate: (tx) => findNearestRate(tx, { currency: 'EUR', base_currency: 'USD', as_of: day }),
  findOutcome: (tx) => findOutcome(tx, rows.outcome_id),
  findPeople: (tx) => findPeople(tx, { roles: [], emails: [tenant.email] }),
  findPlaybook: (tx) => findPlaybook(tx, 'quiet'),
  findRecommendation: (tx) => findRecommendation(tx, { id: rows.id }),
  findUndecidedRecommendation: (tx) => findUndecidedRecommendation(tx, '100', since),
  findOpenApiKey: (tx) => findOpenApiKey(tx, api_key_id),
  isTokenRevoked: (tx) => isTokenRevoked(tx, rows.jti),
  isOpenExecution: (tx) => isOpenExecution(tx, tenant.execution_id),
  latestEventId,
  listApprovals: async (tx) =>
    (await listApprovals(tx, { ...page, status: null, campaign_id: null, execution_id: null })).rows,
  listCampaignHistory: async (tx) => (await listCampaignHistory(tx, '100', offset)).rows,
  listCampaigns: async (tx) => (await listCampaigns(tx, { ...page, platform: null, status: null, search: null })).rows,
  listCreatives: (tx) => listCreatives(tx, '100'),
  listDecisions: (tx) => listDecisions(tx, rows.approval_id),
  listEventsAfter: (tx) => listEventsAfter(tx, { execution_id: tenant.execution_id, after: 0, limit: 10 }),
  listExecutions: async (tx) =>
    (await executionsList.listExecutions(tx, { ...page, playbook_id: null, status: null, campaign_id: null })).rows,
  listLiveExecutions: (tx) => executionsList.listLiveExecutions(tx, tenant.playbook_id),
  listMadeCreatives: (tx) => listMadeCreatives(tx, '100'),
  listNotifications: async (tx) =>
    (await listNotifications(tx, { ...page, user_id: tenant.user_id, unread_only: false })).rows,
  listPlaybooks: async (tx) => (await listPlaybooks(tx, { limit: 10, after_id: null })).rows,
  listPlaybookVersions: async (tx) =>
    (await listPlaybookVersions(tx, tenant.playbook_id)).filter((each) => each.edited_by === tenant.user_id),
  listRecommendations: async (tx) =>
    (await listRecommendations(tx, { ...offset, status: null, campaign_id: null })).rows,
  listTenantEvents: (tx) => listTenantEvents(tx, { after: 0, overlap_seconds: 0, limit: 10 }),
  listUndoableReceipts: async (tx) => [
    ...(await listUndoableReceipts(tx, tenant.execution_id)),
    ...(await executionsList.listUndoableReceipts(tx, tenant.execution_id)),
  ],
  readApprovalGrant: (tx) => readApprovalGrant(tx, rows.approval_id),
  readUndoable: (tx) =>
    readUndoable(
      tx,
      { kind: 'execution', execution_id: tenant.execution_id },
      { except_execution_id: null, limit: 10 },
    ),
  readNewestWrites: async (tx) => [...(await readNewestWrites(tx, ['100'])).keys()],
  readSpendBook: async (tx) => {
    const book = await readSpendBook(tx, ['100'], day);
    return book({ campaign_id: '100', currency: 'USD', since_day: day }).known_until;
  },
  readAskedApproval: (tx) => readAskedApproval(tx, rows.approval_id),
  readCampaignAccount: (tx) => readCampaignAccount(tx, '100'),
  readCampaignFeatures: (tx) => readCampaignFeatures(tx, '100'),
  readCampaignParts: async (tx) => {
    const [campaign] = await withTenant(database.owner, tenant.tenant_id, async (own) => [
      await findCampaign(own, '100'),
    ]);
    if (!campaign) throw new Error('The campaign is gone.');
    const { account, brand } = await readCampaignParts(tx, campaign);
    return account ?? brand;
  },
  readDailyMetrics: (tx) => readDailyMetrics(tx, '100', day, day),
  readEntityNames: async (tx) => [...(await readEntityNames(tx, ['100'])).keys()],
  readExecutionParts: async (tx) => (await executionsList.readExecutionParts(tx, tenant.execution_id)).change_sets,
  readFeaturesOf: async (tx) => [...(await readFeaturesOf(tx, ['100'])).keys()],
  readHoursSinceLastChange: (tx) => readHoursSinceLastChange(tx, '100', 'none'),
  readIntent: (tx) => readIntent(tx, rows.intent_id).catch(() => null),
  readMetricDays: (tx) => readMetricDays(tx, '100', day, '2031-01-01'),
  readMetricHours: (tx) => readMetricHours(tx, '100', since, until),
  readMetricsOwner: (tx) => readMetricsOwner(tx, '100'),
  readObservations: (tx) => readObservations(tx, '100', day, day),
  readObservedPoints: (tx) => readObservedPoints(tx, '100', since, until),
  readReceipts: (tx) => readReceipts(tx, [rows.intent_id]),
  readRecentChanges: (tx) => readRecentChanges(tx, { account_id: 'act_1' }, 'UTC', 'mine'),
  readRequester: (tx) => readRequester(tx, tenant.execution_id),
  readSpendAndConversions: async (tx) => (await readSpendAndConversions(tx, '100', 'UTC', 0)).spend_minor,
};

/** What no tenant owns, or what another file looks at: the chain of the audit log, and lookups before anybody is known. */
const elsewhere = [
  // tenant-isolation-reasoning.test.ts
  ...[
    'countSiteChecks',
    'findCalendarEvent',
    'findEvaluationRun',
    'findRunBefore',
    'listUnreadReach',
    'readReachWindows',
  ],
  ...['findKnowledgeDocument', 'findStepOutput', 'listActivePlans', 'listAgentExecutions'],
  ...['listBatchItems', 'listCalendarEvents', 'listCollectorHealth', 'listCompetitorObservations'],
  ...['listEvaluationRuns', 'listExperiments', 'listKnowledgeDocuments', 'listKnowledgeWork'],
  ...['listLlmCalls', 'listMeasuredRecommendations', 'listPrices', 'listPromptRuns'],
  ...['readAnsweringDocuments', 'readAnswers', 'readBatches', 'readBudgetUse', 'readBudgets'],
  ...['readCachedAnswer', 'readCampaignRecord', 'readDecidingExperiment', 'readEventsAbout'],
  ...['readKnownNames', 'readLastConversionDay', 'readMetricsStamp', 'readNewestObservation'],
  ...['readObservationsAbout', 'readPastCases', 'readPinnedVersion', 'readPrices'],
  ...['readRecentCalls', 'readRunningExperiments', 'readSiteCheckAt', 'readSums'],
  ...['readTrace'],
  // tenant-isolation-evaluations.test.ts
  ...['findGoldenExample', 'listEvaluationResults', 'listGoldenExamples', 'readAcceptedExamples'],
  ...['readRecentReasoning', 'readLikeExamples', 'listDecidedRecommendations'],
  // tests/evals/nightly-actions.test.ts
  ...['readTriggeredBy'],
  ...['findApiKey', 'findLogin', 'listTenants'],
  // reruns.test.ts
  ...['findBrand', 'findPlaybookVersion', 'listApprovers', 'listLiveInScope', 'listRelatedExecutions'],
  ...['readStartInput', 'readStepResults'],
  // pauses.test.ts, the tests of the payload codec, of the failures inbox and of the door
  ...['findPause', 'listPauses', 'readBlob', 'listFailedExecutions', 'listFailureGroups', 'findSubject'],
  // money-isolation.test.ts
  ...['findCap', 'findCapHeld', 'findIntents', 'findIntentRow', 'listCaps', 'listCapUses', 'listIntents', 'listRates'],
  ...[
    'listUnderWay',
    'readAccountMoney',
    'readCampaignMoney',
    'readCapsInForce',
    'readIntentHistory',
    'readMoneySettings',
    'readRates',
  ],
  // tenant-isolation-accounts.test.ts
  ...['countCampaigns', 'findAdAccount', 'findPlannedOutcome', 'listAcceptedConversions', 'listAdAccounts'],
  ...['listChangesOfCampaign', 'listChangesOfExecution', 'listControlCandidates', 'listGaps', 'listOutcomes'],
  ...['listStoredAudiences', 'listStreams', 'listUnlistedCampaigns', 'listWantedDays', 'readAdAccount'],
  ...['readOutcomeContext', 'readStirred', 'readUndoOutline'],
  // conversion-batches.test.ts
  ...['countStates', 'findOnlyBrand', 'listAccountFacts', 'listConversions', 'readBatch', 'readLastKnown'],
  // trigger-queries.test.ts
  ...['countHops', 'findEvent', 'findJudgedVersion', 'findMadeEvaluations', 'findWebhook', 'isStarting'],
  ...['listEvaluations', 'listListeners', 'listScheduledPlaybooks', 'listSubjects', 'listVersionTimes'],
  ...['listWaitingExecutions', 'listWebhooks', 'readDeploymentImpact'],
  // tenant-isolation-recommendations.test.ts
  ...['readAgentSettings', 'readReach', 'readLedger', 'listScenarios', 'readStanding', 'listOpenGrants', 'listGrants'],
  ...['readCalibration', 'listMeasuredCases', 'readTrackRecord', 'listFeedback', 'listOpenFeedback', 'listUntracked'],
  ...['listCandidateRows', 'readAnalytics', 'countBy', 'readPack', 'readLedgerCounts', 'readLedgerState'],
  // operating-figures.test.ts
  ...['readOperatingFigures', 'readAdReturn', 'readFollowedOutcomes', 'countFollowed'],
  // judge-autonomy.test.ts
  'isAutonomyOn',
  // monthly-report.test.ts
  ...['readMonthlyReport', 'readMilestoneFacts'],
  // outcome-tracking is read by day: learning.test.ts
  'readPeriodFigures',
  // tenant-isolation-people.test.ts
  ...['countActivity', 'countGroupMembers', 'countOverdueOutcomes', 'findCandidates', 'findChannelPerson'],
  ...['findDecisionLink', 'findDelivery', 'isChangeSetRecorded', 'listApproverGroups', 'listChannelIdentities'],
  ...['listDelegations', 'listDeliveries', 'listKnownPlaybooks', 'listMeasuredOutcomes', 'listOpenSnoozes'],
  ...['listPastChanges', 'listRetirements', 'listReusedSteps', 'listTopFailures', 'readFeatureHistory'],
  'readPeriodMoney',
];

describe('rows of another tenant', () => {
  it.each(Object.keys(queries))('are invisible for %s, which finds those of its own', async (name) => {
    const query = queries[name] ?? (async () => null);
    await expectOwnRowsOnly(database.app, query, { own: tenant.tenant_id, other: stranger.tenant_id });
  });

  it('are looked for here by every query that reads', () => {
    const folder = new URL('.', import.meta.url);
    const names = readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .flatMap((name) => [
        ...readFileSync(new URL(name, folder), 'utf8').matchAll(
          /^export (?:async )?function ((?:list|find|read|count|latest|is)[A-Z]\w*)/gm,
        ),
      ])
      .map((match) => match[1] ?? '');
    const known = [...Object.keys(queries), ...elsewhere];
    expect([...new Set(names)].filter((name) => !known.includes(name))).toEqual([]);
  });
});
