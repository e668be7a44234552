import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionCatalog } from '../../../activities/catalog.action.ts';
import type { IntentState } from '../../../contracts/change-set.ts';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { recordChangeSet } from '../../../db/queries/change-sets.ts';
import { deployPlaybook } from '../../../db/queries/deploy-playbook.ts';
import { appendEvent } from '../../../db/queries/execution-events.ts';
import { moveIntent, recordIntents } from '../../../db/queries/write-intents.ts';
import {
  auditLog,
  campaigns,
  changeSets,
  executionEvents,
  executions,
  outcomes,
  stepRuns,
} from '../../../db/schema/index.ts';
import { compilePlaybook } from '../../../playbooks/compiler/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { budgetChange, personOf } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';
const source = `
id: raise_it_v1
name: Raise it
inputs: { campaign_id: string }
steps:
  - id: raise
    agent: AdPlatformAgent
    action: set_daily_budget
    params: { campaign_id: "{{ inputs.campaign_id }}", daily_budget_minor: 46000 }
guardrails: { max_budget_change_pct: 25 }
concurrency: { key: inputs.campaign_id, limit: 100, on_conflict: skip }
`;

const temporal = recordingTemporal();
let api: TestApi;
let approver: HttpClient;
let version_id: string;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  approver = await api.as('approver');
  const { plan, digest, diagnostics } = compilePlaybook(source, { file: 'raise-it.yaml', actions: actionCatalog });
  if (plan === null || digest === null) throw new Error(JSON.stringify(diagnostics));
  const { user_id: edited_by } = await personOf(api.database.owner, tenant_id, 'engineer');
  const deployment = { slug: 'raise-it', source, plan, digest, edited_by };
  version_id = (await inTenant((tx) => deployPlaybook(tx, deployment))).playbook_version_id;
});
afterAll(() => api.stop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> =>
  withTenant(api.database.owner, tenant_id, work);

/** A write of a failed execution that came to a state; one that waits for a person has been read from the platform. */
async function written(
  state: IntentState = 'needs_human',
  requester = 'marketer',
  status: 'failed' | 'running' = 'failed',
) {
  const execution_id = randomUUID();
  const person = await personOf(api.database.owner, tenant_id, requester);
  return inTenant(async (tx) => {
    await tx.insert(executions).values({
      ...{ execution_id, playbook_id: 'raise_it_v1', playbook_version_id: version_id, campaign_id, status },
      ...{ workflow_id: `w/${execution_id}`, inputs: { campaign_id }, context: {} },
      ...{ requested_by: person.user_id, requested_by_email: person.email },
    });
    await tx.insert(stepRuns).values({
      ...{ execution_id, step_id: 'raise', iteration: '', phase: 'apply', kind: 'action', status: 'failed', line: 6 },
      ...{ action_id: 'AdPlatformAgent.set_daily_budget' },
    });
    const change_set = budgetChange(campaign_id);
    const change_set_id = await recordChangeSet(tx, {
      ...{ execution_id, step_id: 'raise', iteration: '', action_id: 'AdPlatformAgent.set_daily_budget', params: {} },
      ...{ plan_digest: randomUUID(), change_set, grant_kind: 'policy', approval_id: null },
    });
    const [first] = change_set.changes;
    if (first === undefined) throw new Error('The change set is empty.');
    const change = { ...first, entity_id: campaign_id, account_id: randomUUID() };
    const line = { currency: 'USD', moved_minor: 6_000, exposure_minor: 10_500, fx_rate: 1 };
    const rows = await recordIntents(tx, change_set_id, [{ idempotency_key: randomUUID(), change, ...line }]);
    const intent_id = rows[0]?.intent_id ?? '';
    if (state !== 'intended' && state !== 'armed') {
      const live = state === 'needs_human' ? { live_value: 51_000, last_error: 'The platform shows 51000.' } : {};
      await moveIntent(tx, { intent_id, fence: 0, from: ['intended'], to: state, ...live });
      const data = { step_id: 'raise', intent_id, change, reason: 'The platform shows 51000.' };
      await appendEvent(tx, { execution_id, type: 'change.armed', data: { step_id: 'raise', intent_id, change } });
      if (state === 'needs_human') await appendEvent(tx, { execution_id, type: 'change.needs_human', data });
    }
    return { intent_id, execution_id, change, change_set_id };
  });
}
const resolve = (intent_id: string, resolution: string, person = approver) =>
  person.post(`/v2/write-intents/${intent_id}/resolve`, { resolution, reason: 'I looked at the account' });

describe('a write that waits for a person', () => {
  it('shows both views, what became of it so far, and what it counts for', async () => {
    const { intent_id, execution_id } = await written();
    const { body } = await approver.get(`/v2/write-intents/${intent_id}`);
    expect(body).toMatchObject({
      ...{ intent_id, execution_id, state: 'needs_human', playbook_id: 'raise_it_v1', step_id: 'raise' },
      ...{ moved_minor: 6_000, exposure_minor: 10_500, currency: 'USD', receipt: null, resolution: null },
      meant: { before: 40_000, after: 46_000 },
      shown: { value: 51_000, read_at: expect.any(String) },
      history: [
        { state: 'intended', reason: null },
        { state: 'armed', reason: null },
        { state: 'needs_human', reason: 'The platform shows 51000.' },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('"requested_by":');
  });

  it('confirmed as applied: receipt in the person’s name, our row follows, event and audit entry; again changes nothing', async () => {
    const { intent_id, execution_id, change_set_id } = await written();
    const answer = await resolve(intent_id, 'confirm_applied');
    expect(answer.body).toMatchObject({
      ...{ state: 'verified', resolution: 'confirmed_applied', resolution_reason: 'I looked at the account' },
      ...{ resolved_by_email: expect.stringContaining('approver'), rerun_execution_id: null },
      receipt: { settled_by: 'person', state: 'verified', change: { after: 46_000 } },
    });
    const again = await resolve(intent_id, 'confirm_applied', await api.as('admin'));
    expect(again.at('resolved_by_email')).toBe(answer.at('resolved_by_email'));
    await inTenant(async (tx) => {
      const [campaign] = await tx.select().from(campaigns).where(eq(campaigns.campaign_id, campaign_id));
      expect(campaign?.daily_budget_minor).toBe(46_000);
      const [set] = await tx.select().from(changeSets).where(eq(changeSets.change_set_id, change_set_id));
      expect(set?.state).toBe('applied');
      const events = await tx.select().from(executionEvents).where(eq(executionEvents.execution_id, execution_id));
      expect(events.filter((event) => event.type === 'change.verified')).toMatchObject([
        { data: { settled_by: 'person' } },
      ]);
      const measured = await tx.select().from(outcomes).where(eq(outcomes.execution_id, execution_id));
      expect(measured).toMatchObject([{ campaign_id, change_set_id, status: 'planned' }]);
      const log = await tx.select().from(auditLog).where(eq(auditLog.action, 'write.confirmed_applied'));
      expect(log.filter((entry) => entry.details.intent_id === intent_id)).toHaveLength(1);
    });
  });

  it('confirmed as not applied: its money is free, and it counts under no cap', async () => {
    const { intent_id, change_set_id } = await written();
    expect((await resolve(intent_id, 'confirm_not_applied')).body).toMatchObject({
      ...{ state: 'not_applied', resolution: 'confirmed_not_applied', receipt: null },
    });
    expect((await resolve(intent_id, 'confirm_not_applied')).status).toBe(200);
    expect((await resolve(intent_id, 'confirm_applied')).at('code')).toBe('WRITE_INTENT_NOT_OPEN');
    const rows = await inTenant((tx) =>
      tx.select().from(changeSets).where(eq(changeSets.change_set_id, change_set_id)),
    );
    expect(rows[0]?.state).toBe('not_applied');
  });

  it('retried: released, and its step runs again in one execution, however often it is asked', async () => {
    const { intent_id, execution_id } = await written();
    const first = await resolve(intent_id, 'retry');
    const rerun = first.text('rerun_execution_id');
    expect(first.at('state')).toBe('not_applied');
    expect((await resolve(intent_id, 'retry')).at('rerun_execution_id')).toBe(rerun);
    const runs = await inTenant((tx) => tx.select().from(executions).where(eq(executions.rerun_of, execution_id)));
    expect(runs).toMatchObject([{ execution_id: rerun, rerun_from_step: 'raise', status: 'queued' }]);
  });

  it('retried while its execution still runs: refused, and nothing is released', async () => {
    const { intent_id } = await written('needs_human', 'marketer', 'running');
    expect((await resolve(intent_id, 'retry')).at('code')).toBe('RERUN_NOT_POSSIBLE');
    expect((await approver.get(`/v2/write-intents/${intent_id}`)).at('state')).toBe('needs_human');
  });

  it('is not confirmed as applied by whoever asked for it; that it was not applied they may say', async () => {
    const { intent_id } = await written('needs_human', 'approver');
    expect((await resolve(intent_id, 'confirm_applied')).at('code')).toBe('WRITE_INTENT_OWN_REQUEST');
    expect((await resolve(intent_id, 'confirm_not_applied')).at('state')).toBe('not_applied');
  });

  it('answered by two people at once in two ways is settled in one', async () => {
    const { intent_id } = await written();
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => resolve(intent_id, 'confirm_applied')),
      ...Array.from({ length: 4 }, () => resolve(intent_id, 'confirm_not_applied')),
    ]);
    const states = answers.filter((each) => each.status === 200).map((each) => each.at('state'));
    expect(new Set(states).size).toBe(1);
    expect(
      answers.filter((each) => each.status !== 200).every((each) => each.at('code') === 'WRITE_INTENT_NOT_OPEN'),
    ).toBe(true);
  });

  it.each(['viewer', 'analyst', 'engineer', 'oncall'])('is not settled by %s', async (person) => {
    const { intent_id } = await written();
    expect((await resolve(intent_id, 'confirm_not_applied', await api.as(person))).status).toBe(403);
  });

  it('of another tenant does not exist', async () => {
    const { intent_id } = await written();
    const stranger = await api.as('approver', 1);
    expect((await stranger.get(`/v2/write-intents/${intent_id}`)).at('code')).toBe('WRITE_INTENT_NOT_FOUND');
    expect((await resolve(intent_id, 'confirm_applied', stranger)).at('code')).toBe('WRITE_INTENT_NOT_FOUND');
  });
});

describe('a write that waits for nobody', () => {
  it.each(['intended', 'applied', 'verified', 'not_applied'] as const)(
    'because it is %s is not settled',
    async (state) => {
      const { intent_id } = await written(state);
      for (const resolution of ['confirm_applied', 'confirm_not_applied', 'retry'])
        expect((await resolve(intent_id, resolution)).at('code')).toBe('WRITE_INTENT_NOT_OPEN');
    },
  );
});

describe('the list of writes', () => {
  it('is filtered by state, campaign and execution, and walked page by page', async () => {
    const made = [await written('verified'), await written('needs_human'), await written('needs_human')];
    const one = await approver.get(`/v2/write-intents?execution_id=${made[0]?.execution_id}`);
    expect(one.body).toMatchObject({ data: [{ intent_id: made[0]?.intent_id, state: 'verified' }], next_cursor: null });
    const waiting = await approver.get('/v2/write-intents?state=needs_human&limit=1');
    expect(waiting.at('data.0.intent_id')).toBe(made[2]?.intent_id);
    const next = await approver.get(
      `/v2/write-intents?state=needs_human&limit=1&cursor=${waiting.text('next_cursor')}`,
    );
    expect(next.at('data.0.intent_id')).toBe(made[1]?.intent_id);
    expect((await approver.get('/v2/write-intents?campaign_id=none')).at('data')).toEqual([]);
    expect((await approver.get('/v2/write-intents?state=lost')).status).toBe(400);
  });
});
