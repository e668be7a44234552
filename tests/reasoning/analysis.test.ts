import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import type { AgentState } from '../../contracts/agent-state.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { campaignContextSchema } from '../../contracts/reasoning/campaign-context.ts';
import { recommendationSchema } from '../../contracts/recommendation.ts';
import { createPayloadCodec } from '../../db/payloads/payload-codec.ts';
import { stateQueryName } from '../../workflows/messages.ts';
import { runMbi } from '../harness/command-line.ts';
import type { HttpAnswer, HttpClient } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { modelMoods, setMood, vendorsAt } from './model-moods.ts';
import { springSale } from './spring-sale.ts';

const campaignOf = (scenario: string) =>
  demoTenants[0]?.campaigns.find((each) => each.scenario === scenario)?.campaign_id ?? '';
const pressed = campaignOf('auction_pressure');
const worn = campaignOf('creative_fatigue');
const steady = campaignOf('no_change');
const analyze = '/api/v1/recommendations/analyze';

let stack: Stack;
let marketer: HttpClient;
let approver: HttpClient;

beforeAll(async () => {
  stack = await startStack();
  await setMood(stack.sandbox.url, modelMoods['well-behaved']);
  await stack.restartWorker(vendorsAt(stack.sandbox.url));
  [marketer, approver] = await Promise.all([stack.as('marketer'), stack.as('approver')]);
  await stack.syncInsights([pressed, worn, steady]);
}, 180_000);
afterAll(() => stack?.stop());

async function ledger() {
  const answer = await fetch(`${stack.sandbox.url}/_sandbox/ledger`);
  return ledgerSchema.parse(await answer.json()).entries;
}

const madeBy = (answer: HttpAnswer) => recommendationSchema.parse(answer.at('recommendation.recommendation'));

async function stateOf(execution_id: string): Promise<AgentState> {
  const [row] = await stack.database.owner.sql`select workflow_id from executions where execution_id = ${execution_id}`;
  const connection = await Connection.connect({ address: temporalAddress() });
  try {
    const client = new Client({
      connection,
      dataConverter: { payloadCodecs: [createPayloadCodec(stack.database.app)] },
    });
    return await client.workflow.getHandle(String(row?.workflow_id)).query<AgentState>(stateQueryName);
  } finally {
    await connection.close();
  }
}

async function outcomesOf(execution_id: string) {
  return stack.database.owner.sql`
    select recommendation_id, metric, status, change_set_id from outcomes where execution_id = ${execution_id}`;
}

async function decide(execution_id: string, decision: 'approve' | 'reject'): Promise<void> {
  const waiting = await marketer.untilExecution(execution_id, ['waiting_for_approval']);
  const approval_id = waiting.text('approvals.0.approval_id');
  const shown = await approver.get(`/v2/approvals/${approval_id}`);
  const body = {
    plan_digest: shown.text('plan_digest'),
    decision,
    reason: decision === 'reject' ? 'bad_timing' : 'ok',
  };
  expect((await approver.post(`/v2/approvals/${approval_id}/decisions`, body)).status).toBe(200);
}

describe('the command line', () => {
  const environment = () => ({ MBI_API_URL: stack.api_url, MBI_PASSWORD: stack.demo_password });
  const engineer = `engineer@${demoTenants[0]?.email_domain ?? ''}`;

  it('has the server reason about a context from a file, with its models', async () => {
    const stdin = JSON.stringify(springSale());
    const words = ['recommend', '--context', '-', '--json', '--as', engineer];
    const ran = await runMbi(words, { environment: environment(), stdin });
    expect([ran.code, ran.err.includes('No server')]).toEqual([0, false]);
    const made = recommendationSchema.parse(JSON.parse(ran.out));
    expect(made).toMatchObject({ campaign_id: 'spring-sale', degraded: false, typed_action: { target_bid: 2.88 } });
    expect(made.model_version).toMatch(/^rules-3\+/);
  }, 60_000);

  it('runs one stage alone, from the context that another stage has built', async () => {
    const words = ['action', 'run', 'ContextAgent.collect_context', '--params', `{"campaign_id":"${steady}"}`];
    const collected = await runMbi([...words, '--json', '--as', engineer], { environment: environment() });
    expect(collected.code, collected.err).toBe(0);
    const context = campaignContextSchema.parse(JSON.parse(collected.out).output);
    const alone = [
      'action',
      'run',
      'CampaignHealthAgent.analyze_signals',
      '--params',
      '@-',
      '--json',
      '--as',
      engineer,
    ];
    const analysed = await runMbi(alone, { environment: environment(), stdin: JSON.stringify({ context }) });
    expect(analysed.code, analysed.err).toBe(0);
    expect(JSON.parse(analysed.out).output).toMatchObject({ cause: 'no_change' });
  }, 60_000);
});

describe('from a campaign to a recommendation', () => {
  it('is one analysis for all who ask, explained, recorded with its context, and open to be looked into', async () => {
    const [one, two] = await Promise.all([
      marketer.post(analyze, { campaign_id: pressed }),
      approver.post(analyze, { campaign_id: pressed }),
    ]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(one.at('execution_id')).toBe(two.at('execution_id'));
    const made = madeBy(one);
    expect(made).toMatchObject({
      ...{ campaign_id: pressed, root_cause: 'auction_pressure', recommended_workflow: 'Bid Adjustment' },
      ...{ action: { kind: 'set_bid' }, typed_action: { workflow: 'Bid Adjustment' }, degraded: false },
      ...{ critique: { satisfactory: true }, validation: { checks: expect.anything() } },
      claims: [{ source_ids: ['campaign_metrics', 'analysis'], status: 'supported' }],
      wording: { verdict: 'agreed', not_verified_because: null },
    });
    expect(made.critique).not.toHaveProperty('unheard');
    expect(made.model_version).toMatch(/^rules-3\+/);
    expect(made.alternative_actions.length).toBeGreaterThan(0);

    const execution_id = one.text('execution_id');
    await marketer.untilExecution(execution_id, ['waiting_for_approval']);
    const { at_work, ended } = await stateOf(execution_id);
    expect(at_work.map((step) => step.step_id)).toContain('set_bid');
    const collected = ended.find((step) => step.step_id === 'collect_campaign_metrics');
    expect(collected?.output).toMatchObject({
      report: { status: 'collected' },
      data: { omitted_characters: expect.any(Number) },
    });

    // What was said to models and back is told by reference, in order, and each text can be read by whoever may.
    const { messages } = await stateOf(execution_id);
    expect(new Set(messages.map((each) => each.step_id))).toEqual(new Set(['critique', 'draft_wording']));
    const engineer = await stack.as('engineer');
    for (const { call_id, iteration, ...message } of messages) {
      expect(iteration).toBe('0');
      const trace = await engineer.get(`/v2/llm-traces/${call_id}`);
      const { step_id, ...told } = message;
      expect(trace.at('call')).toMatchObject({ ...told, call_id, execution_id, status: 'answered' });
      expect(trace.text('input')).toContain('system');
      expect((await marketer.get(`/v2/llm-traces/${call_id}`)).status).toBe(403);
    }
    expect(messages.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(messages)).not.toMatch(/CPA|campaign|@/);

    const [stored] = await stack.database.owner.sql`
      select context, raw_confidence, iteration_count, missing_sources, expires_at, validation_passed
      from recommendations where execution_id = ${execution_id}`;
    expect(campaignContextSchema.parse(stored?.context).campaign_metrics?.campaign_id).toBe(pressed);
    expect(stored).toMatchObject({ iteration_count: 1, expires_at: expect.any(String) });
    const [run] = await stack.database.owner.sql`select * from agent_executions where execution_id = ${execution_id}`;
    expect(run).toMatchObject({ status: 'success', recommendation_id: execution_id, error_message: null });
    expect(run?.execution_path).toEqual(
      expect.arrayContaining([
        ...['build_context', 'analyze_signals/0', 'generate_recommendation/0', 'critique/0', 'draft_wording/0', 'word'],
      ]),
    );
    expect(run?.node_outputs['critique/0']).toMatchObject({ status: 'completed', attempts: 1 });
    expect(run?.llm_calls_count).toBeGreaterThanOrEqual(2);
    expect(run?.total_tokens).toBeGreaterThan(100);
    expect(Number(run?.total_cost_usd)).toBeGreaterThan(0);
    const kept = run?.workflow_state.messages;
    expect(kept).toHaveLength(messages.length);
    expect(kept).toEqual(expect.arrayContaining([...messages]));
  }, 60_000);

  it('the same comes out with a model that wants everything paused, and without any; nothing was changed by it', async () => {
    const before = await marketer.post(analyze, { campaign_id: pressed });
    expect(before.at('status')).toBe('cached');
    await setMood(stack.sandbox.url, modelMoods['evil in the asked shape']);
    const again = await marketer.post(analyze, { campaign_id: pressed, force_refresh: true });
    expect(again.status).toBe(200);
    const [calm, pushed] = [madeBy(before), madeBy(again)];
    expect(pushed).toMatchObject({ root_cause: calm.root_cause, action: calm.action, typed_action: calm.typed_action });
    expect(JSON.stringify(pushed)).not.toContain('evil');
    expect(pushed.degraded).toBe(true);
    await setMood(stack.sandbox.url, modelMoods['away from the start']);
    const without = await marketer.post(analyze, { campaign_id: pressed, force_refresh: true });
    expect(madeBy(without)).toMatchObject({ action: calm.action, degraded: true });
    expect(madeBy(without).degraded_reason).toMatch(/^LLM_/);
    expect(await ledger()).toEqual([]);
    // Reasoned about again while no model can be reached, each is what it was, and nobody was asked.
    const calls = await stack.database.owner.sql`select call_id from llm_calls`;
    for (const answer of [before, again, without]) {
      const replayed = await marketer.post(`/v2/recommendations/${answer.text('recommendation_id')}/replay`, {});
      expect([replayed.status, replayed.at('outcome')]).toEqual([200, 'same']);
    }
    expect(await stack.database.owner.sql`select call_id from llm_calls`).toHaveLength(calls.length);
    await setMood(stack.sandbox.url, modelMoods['well-behaved']);
  }, 90_000);
});

describe('from a recommendation to its outcome', () => {
  it('what is approved is done once, and its effect will be measured', async () => {
    const answer = await marketer.post(analyze, { campaign_id: pressed });
    const execution_id = answer.text('execution_id');
    const { action } = madeBy(answer);
    await decide(execution_id, 'approve');
    await marketer.untilExecution(execution_id, ['completed']);
    const entries = await ledger();
    expect(entries).toHaveLength(1);
    expect(Number(entries[0]?.after)).toBe(action.kind === 'set_bid' ? action.bid_amount_minor : null);
    const planned = await outcomesOf(execution_id);
    expect(planned).toMatchObject([{ recommendation_id: execution_id, status: 'planned' }]);
    expect(planned[0]?.change_set_id).not.toBeNull();
    // Its history replays in the worker against the code of today, and nothing of it is done or asked again.
    const calls = await stack.database.owner.sql`select call_id from llm_calls`;
    const engineer = await stack.as('engineer');
    const replayed = await engineer.post(`/v2/executions/${execution_id}/replay`, {});
    expect([replayed.status, replayed.body]).toEqual([
      200,
      { outcome: 'same', event_id: null, reason: null, events: expect.any(Number) },
    ]);
    expect(Number(replayed.at('events'))).toBeGreaterThan(50);
    expect(await ledger()).toHaveLength(1);
    expect(await stack.database.owner.sql`select call_id from llm_calls`).toHaveLength(calls.length);
    expect((await marketer.post(`/v2/executions/${execution_id}/replay`, {})).status).toBe(403);
  }, 90_000);

  it('what is rejected is not done, and yet it is looked what happened without it', async () => {
    const before = (await ledger()).length;
    const answer = await marketer.post(analyze, { campaign_id: worn });
    const execution_id = answer.text('execution_id');
    expect(madeBy(answer)).toMatchObject({ root_cause: 'creative_fatigue', recommended_workflow: 'Creative Refresh' });
    await decide(execution_id, 'reject');
    await marketer.untilExecution(execution_id, ['rejected']);
    expect(await ledger()).toHaveLength(before);
    expect(await outcomesOf(execution_id)).toMatchObject([{ recommendation_id: execution_id, change_set_id: null }]);
  }, 60_000);

  it('watching writes nothing, asks nobody, and is measured all the same', async () => {
    const before = (await ledger()).length;
    const answer = await marketer.post(analyze, { campaign_id: steady });
    const execution_id = answer.text('execution_id');
    expect(madeBy(answer)).toMatchObject({ recommended_workflow: 'Continue Monitoring', action: { kind: 'none' } });
    const done = await marketer.untilExecution(execution_id, ['completed']);
    expect(done.at('approvals')).toEqual([]);
    expect(await ledger()).toHaveLength(before);
    expect(await outcomesOf(execution_id)).toMatchObject([{ recommendation_id: execution_id, metric: 'cpa' }]);
  }, 60_000);
});
