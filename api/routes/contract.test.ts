import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaignsOf, demoTenants } from '../../contracts/demo-world.ts';
import { knowledgeDocumentSchema } from '../../contracts/knowledge.ts';
import { withTenant } from '../../db/connect.ts';
import { openGrant } from '../../db/queries/autonomy-grants.ts';
import { insertCalendarEvent } from '../../db/queries/calendar-events.ts';
import { recordChangeSet } from '../../db/queries/change-sets.ts';
import { addFeedback } from '../../db/queries/feedback.ts';
import { acceptKnowledgeDocument } from '../../db/queries/knowledge-documents.ts';
import { insertLlmCall } from '../../db/queries/llm-calls.ts';
import { recordIntents } from '../../db/queries/write-intents.ts';
import { executions, outcomes } from '../../db/schema/index.ts';
import { insertAgentRows } from '../../tests/harness/agent-rows.ts';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';
import { budgetChange, insertWaitingRows, personOf } from '../../tests/harness/decision-rows.ts';
import type { HttpAnswer, HttpClient } from '../../tests/harness/http-client.ts';
import { misfit, type OpenApiDocument, readOpenApi } from '../../tests/harness/openapi-check.ts';
import { operations } from './index.ts';

const [tenant, other] = demoTenants;
const campaign_id = tenant?.campaigns[0]?.campaign_id ?? '';
const theirCampaign = other?.campaigns[0]?.campaign_id ?? '';

let api: TestApi;
let document: OpenApiDocument;
let admin: HttpClient;
let own: Awaited<ReturnType<typeof insertWaitingRows>>;
let theirs: Awaited<ReturnType<typeof insertWaitingRows>>;

beforeAll(async () => {
  api = await startTestApi();
  document = await readOpenApi(api.api_url);
  admin = await api.as('admin');
  own = await insertWaitingRows(api.database.owner, tenant?.tenant_id ?? '', { campaign_id, requester: 'marketer' });
  theirs = await insertWaitingRows(api.database.owner, other?.tenant_id ?? '', {
    campaign_id: theirCampaign,
    requester: 'marketer',
  });
  for (const [id, rows] of [
    [tenant?.tenant_id ?? '', own],
    [other?.tenant_id ?? '', theirs],
  ] as const) {
    await call(id, rows);
    await insertAgentRows(api.database.owner, id, rows);
  }
  await intend(tenant?.tenant_id ?? '', own);
  await intend(other?.tenant_id ?? '', theirs);
  await promise(tenant?.tenant_id ?? '', own);
  await promise(other?.tenant_id ?? '', theirs);
  await say(tenant?.tenant_id ?? '', own);
  await say(other?.tenant_id ?? '', theirs);
  await write(tenant?.tenant_id ?? '', own);
  await write(other?.tenant_id ?? '', theirs);
  await enter(tenant?.tenant_id ?? '', own);
  await enter(other?.tenant_id ?? '', theirs);
  await failOnce(tenant?.tenant_id ?? '', own, 'PLATFORM_UNAUTHORIZED', admin);
  await failOnce(other?.tenant_id ?? '', theirs, 'PLATFORM_DRIFT', await api.as('admin', 1));
});
afterAll(() => api.stop());

/** The fingerprint of a failure that each tenant has, by the id of its waiting execution. */
const fingerprints = new Map<string, string>();

/** Makes an execution of another one’s tenant fail with a code that nothing else fails with. */
async function failOnce(tenant_id: string, rows: typeof own, error_code: string, person: HttpClient): Promise<void> {
  const { user_id, email } = await personOf(api.database.owner, tenant_id, 'marketer');
  await withTenant(api.database.owner, tenant_id, (tx) =>
    tx.insert(executions).values({
      ...{ playbook_id: 'failing_v1', workflow_id: `failing/${error_code}`, status: 'failed', error_code },
      ...{ inputs: {}, context: {}, requested_by: user_id, requested_by_email: email },
    }),
  );
  fingerprints.set(rows.execution_id, (await person.get('/v2/failures')).text('data.0.fingerprint'));
}

/** A calendar event of each tenant, by the id of its waiting execution. */
const events = new Map<string, string>();

async function enter(tenant_id: string, { execution_id }: typeof own): Promise<void> {
  const sale = {
    name: 'Sale',
    kind: 'sale' as const,
    starts_on: '2026-11-16',
    ends_on: '2026-11-16',
    source: 'person',
  };
  const row = await withTenant(api.database.owner, tenant_id, (tx) => insertCalendarEvent(tx, sale));
  events.set(execution_id, row.event_id);
}

/** An outcome that each tenant waits for, by the id of its waiting execution. */
const promised = new Map<string, string>();

async function promise(tenant_id: string, { execution_id, campaign_id }: typeof own): Promise<void> {
  const planned = { metric: 'cpa', direction: 'decrease', window_seconds: 604_800, measure_at: new Date() };
  const [row] = await withTenant(api.database.owner, tenant_id, (tx) =>
    tx
      .insert(outcomes)
      .values({ execution_id, campaign_id, ...planned })
      .returning({ outcome_id: outcomes.outcome_id }),
  );
  promised.set(execution_id, row?.outcome_id ?? '');
}

/** A document that each tenant has, by the id of its waiting execution. */
const documents = new Map<string, string>();

async function write(tenant_id: string, { execution_id }: typeof own): Promise<void> {
  const said = knowledgeDocumentSchema.parse({ source_key: 'a', kind: 'policy_note', title: 'a', content: 'a' });
  const { document_id } = await withTenant(api.database.app, tenant_id, (tx) =>
    acceptKnowledgeDocument(tx, { ...said, created_by_email: null }),
  );
  documents.set(execution_id, document_id);
}

/** A call of a model that each tenant has, under the id of its waiting execution. */
async function call(tenant_id: string, { execution_id }: typeof own): Promise<void> {
  const counted = { input_tokens: 1, output_tokens: 1, latency_ms: 1, status: 'answered' };
  const row = { call_id: execution_id, model: 'm', task: 'critique', prompt_hash: 'p', ...counted };
  await withTenant(api.database.app, tenant_id, (tx) => insertLlmCall(tx, row));
}

/** A write that each tenant has, by the id of its waiting execution. */
const intents = new Map<string, string>();

async function intend(tenant_id: string, { execution_id, campaign_id }: typeof own): Promise<void> {
  const change_set = budgetChange(campaign_id);
  const set = {
    execution_id,
    step_id: 'write',
    iteration: '',
    action_id: 'A.b',
    params: {},
    plan_digest: 'd',
    change_set,
  };
  const [change] = change_set.changes;
  if (change === undefined) throw new Error('The change set is empty.');
  await withTenant(api.database.owner, tenant_id, async (tx) => {
    const change_set_id = await recordChangeSet(tx, { ...set, grant_kind: 'policy', approval_id: null });
    const [intent] = await recordIntents(tx, change_set_id, [{ idempotency_key: execution_id, change }]);
    intents.set(execution_id, intent?.intent_id ?? '');
  });
}

/** The address of a path for a set of rows, with what a query cannot do without. */
function addressOf(path: string, rows: typeof own): string {
  const address = path.replace(/:(batch_)?id/, idFor(path, rows));
  const compared = `?before=${rows.execution_id}&after=${rows.execution_id}`;
  if (path === '/v2/names') return `${address}?ids=${rows.campaign_id}`;
  return path.endsWith('/compare') && path.includes('evaluations') ? `${address}${compared}` : address;
}

const template = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}');

/** A piece of feedback and a grant of autonomy that each tenant has, by the id of its waiting execution. */
const feedback = new Map<string, string>();
const grants = new Map<string, string>();

async function say(tenant_id: string, { execution_id, recommendation_id }: typeof own): Promise<void> {
  await withTenant(api.database.app, tenant_id, async (tx) => {
    const entry = { recommendation_id, category: 'wrong_unclear', comment: null, human_workflow: null } as const;
    const given = await addFeedback(tx, { ...entry, author_email: 'ann@example.com', flag_for_review: false });
    feedback.set(execution_id, given.feedback_id);
    const scenario = { playbook_id: 'quiet_v1', workflow_type: 'Bid Adjustment', risk_level: 'low' } as const;
    const { grant } = await openGrant(tx, { ...scenario, ad_account_id: null }, 'ann@example.com');
    grants.set(execution_id, grant.grant_id);
  });
}

/** Which id a path takes, of a set of rows. */
function idFor(path: string, rows: typeof own): string {
  if (path.includes('campaigns')) return rows.campaign_id;
  if (/agent-executions|v1\/evaluations|golden-examples|batches/.test(path)) return rows.execution_id;
  if (path.includes('executions') || path.includes('pauses')) return rows.execution_id;
  if (path.includes('/v2/changes')) return intents.get(rows.execution_id) ?? rows.execution_id;
  if (path.includes('money-caps')) return rows.execution_id;
  if (path.includes('failures')) return fingerprints.get(rows.execution_id) ?? '0'.repeat(64);
  if (path.includes('knowledge')) return documents.get(rows.execution_id) ?? rows.execution_id;
  if (path.includes('outcomes')) return promised.get(rows.execution_id) ?? '';
  if (path.includes('/v2/llm-traces') || path.includes('prompt-experiments')) return rows.execution_id;
  if (path.includes('/v2/prompts')) return 'critique';
  if (path.includes('/v2/feedback')) return feedback.get(rows.execution_id) ?? rows.execution_id;
  if (path.includes('/v2/experiments')) return rows.execution_id;
  if (path.includes('calendar-events')) return events.get(rows.execution_id) ?? rows.execution_id;
  if (path.includes('autonomy')) return grants.get(rows.execution_id) ?? rows.execution_id;
  if (path.includes('approv')) return rows.approval_id;
  if (path.includes('recommendations')) return rows.recommendation_id;
  if (path.includes('notifications')) return rows.notification_id;
  if (path.includes('actions')) return 'AdPlatformAgent.pause';
  return 'campaign-health';
}

function fits(method: string, path: string, answer: HttpAnswer): string | null {
  const type = answer.headers.get('content-type') ?? '';
  return misfit(document, { method, path: template(path), status: answer.status, type, body: answer.body });
}

const reads = operations.filter((each) => each.method === 'get' && !each.ticket);
const withOwnedId = operations.filter(
  (each) => /:(batch_)?id/.test(each.path) && !/actions|playbooks\/:id|prompts\/:id/.test(each.path),
);

/** Bodies with which an operation gets as far as looking the thing up. */
function bodyFor(id: string): object {
  if (id === 'decide_approval') return { plan_digest: 'x', decision: 'approve' };
  if (id === 'delegate_approval') return { to: 'somebody@example.com' };
  if (id === 'snooze_approval') return { until: '2999-01-01T00:00:00Z' };
  if (id === 'rerun_execution') return { from_step: 'x', reason: 'x' };
  if (id === 'assign_failure') return { email: null };
  if (id === 'note_failure') return { note: null };
  if (id === 'resolve_change') return { resolution: 'confirm_applied', reason: 'x' };
  if (id === 'decide_money_cap') return { decision: 'approve', reason: 'x' };
  if (id === 'ask_what_if') return { amount_minor: 1 };
  if (id === 'decide_recommendation') return { decision: 'approved' };
  if (id === 'give_feedback') return { category: 'wrong_unclear' };
  if (id === 'take_up_feedback') return { version: '2' };
  if (id === 'put_calendar_event') return { name: 'Sale', kind: 'sale', starts_on: '2026-11-16' };
  if (id === 'review_golden_example') return { decision: 'accepted' };
  if (id === 'switch_autonomy_off') return { reason: 'x' };
  return {};
}

describe('the OpenAPI document', () => {
  it('is 3.1 and names every operation once, with nothing left to a bare {}', () => {
    expect(document.openapi).toBe('3.1.0');
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((each) => each.operationId),
    );
    expect(ids.sort()).toEqual(operations.map((each) => each.id).sort());
    expect(JSON.stringify(document.components.schemas)).toContain('traceId');
    expect(JSON.stringify(document.paths)).not.toContain('"schema":{}');
    expect(JSON.stringify(document)).not.toContain('#/$defs/');
  });

  it('has every reference resolve', () => {
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
    for (const [, name] of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it.each(reads.map((each) => [each.path]))('describes what GET %s answers', async (path) => {
    const answer = await admin.get(addressOf(path, own));
    expect(answer.status).toBe(200);
    expect(fits('get', path, answer)).toBeNull();
  });

  it.each(operations.filter((each) => each.access.kind !== 'public').map((each) => [each.method, each.path] as const))(
    'describes what %s %s answers without a token',
    async (method, path) => {
      const nobody = api.anybody();
      const address = addressOf(path, own);
      const answer = method === 'post' ? await nobody.post(address, {}) : await nobody[method](address);
      expect(answer.status).toBe(401);
      expect(answer.at('detail')).toBe('Invalid token');
      expect(fits(method, path, answer)).toBeNull();
    },
  );
});

describe('another tenant’s things', () => {
  it.each(withOwnedId.map((each) => [each.method, each.path, each.id, each.body_kind ?? 'json'] as const))(
    'do not exist: %s %s',
    async (method, path, id, kind) => {
      const ask = (rows: typeof own) => {
        const address = addressOf(path, rows);
        if (method !== 'post') return admin[method](address);
        return kind === 'csv'
          ? admin.post(address, undefined, { 'content-type': 'text/csv' })
          : admin.post(address, bodyFor(id));
      };
      const foreign = await ask(theirs);
      const unknown = await ask({
        campaign_id: '999',
        execution_id: '00000000-0000-4000-8000-000000000000',
        approval_id: '00000000-0000-4000-8000-000000000000',
        recommendation_id: '00000000-0000-4000-8000-000000000000',
        notification_id: '00000000-0000-4000-8000-000000000000',
      });
      expect(foreign.status).toBe(404);
      expect(fits(method, path, foreign)).toBeNull();
      // Not to be told from a thing that never was.
      expect(foreign.at('code')).toBe(unknown.at('code'));
      expect(unknown.status).toBe(404);
    },
  );

  it('are in no list, whatever is filtered by', async () => {
    for (const list of ['/v2/campaigns', '/v2/approvals', '/v2/playbooks/executions', '/v2/notifications']) {
      expect(JSON.stringify((await admin.get(`${list}?limit=200`)).body)).not.toContain(theirs.execution_id);
      expect(JSON.stringify((await admin.get(`${list}?limit=200`)).body)).not.toContain(theirs.approval_id);
    }
    const filters = [
      `/v2/approvals?campaign_id=${theirCampaign}`,
      `/v2/approvals?execution_id=${theirs.execution_id}`,
      `/v2/playbooks/executions?campaign_id=${theirCampaign}`,
      `/v2/campaigns?search=${theirCampaign}`,
    ];
    for (const path of filters) expect((await admin.get(path)).at('data')).toEqual([]);
    const { body } = await admin.get(`/api/v1/recommendations?campaign_id=${theirCampaign}`);
    expect(body).toMatchObject({ recommendations: [], total: 0 });
  });
});

describe('a list', () => {
  it('can be walked page by page without repeating or losing a row, while rows are added', async () => {
    const seen: unknown[] = [];
    let cursor = '';
    for (let page = 0; page < 20; page += 1) {
      const answer = await admin.get(
        `/v2/campaigns?limit=3${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      const rows = answer.at('data');
      if (Array.isArray(rows)) seen.push(...rows.map((row) => row.campaign_id));
      const next = answer.at('next_cursor');
      if (typeof next !== 'string') break;
      cursor = next;
    }
    expect(seen.length).toBe(tenant === undefined ? 0 : campaignsOf(tenant).length);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('finds a campaign by our uuid too', async () => {
    const found = await admin.get(`/v2/campaigns/${campaign_id}`);
    expect((await admin.get(`/v2/campaigns/${found.text('id')}`)).at('campaign_id')).toBe(campaign_id);
  });
});
