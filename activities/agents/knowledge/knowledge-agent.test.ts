import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { withTenant } from '../../../db/connect.ts';
import { outcomes, recommendations } from '../../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts';
import { quietRecommendation as quiet, setRoles } from '../../../tests/harness/decision-rows.ts';
import { runAction } from '../../../tests/harness/run-action.ts';
import { insertTenantRows, type TenantRows } from '../../../tests/harness/tenant-rows.ts';
import { createWordEmbedder, embeddersOf } from '../../../tests/knowledge/word-embedder.ts';
import { createKnowledge, type Knowledge } from '../../knowledge/create-knowledge.ts';
import { createKnowledgeHandlers } from './handlers.ts';

const folder = mkdtempSync(join(tmpdir(), 'mbi-agent-'));
const now = new Date('2026-03-20T08:00:00Z');
const log = { info: () => undefined, warn: () => undefined };
let database: TestDatabase;
let tenant: TenantRows;
let knowledge: Knowledge;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  knowledge = createKnowledge({ database: database.app, folder, embedders: embeddersOf(createWordEmbedder()), log });
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const answerSchema = z.record(z.string(), z.unknown());

/** Runs an action of the agent as the worker does, for the person of the tenant. */
async function run(action: string, params: object = {}, base: Knowledge | null = knowledge) {
  const handlers = createKnowledgeHandlers({ database: database.app, clock: { now: () => now }, knowledge: base });
  const { tenant_id, execution_id, user_id, email } = tenant;
  const requested_by = { user_id, email, api_key_id: null };
  const from = { tenant_id, execution_id, requested_by };
  return answerSchema.parse(await runAction(handlers, `KnowledgeAgent.${action}`, params, from));
}

const document = (source_key: string, content: string, more: object = {}) => ({
  document: { source_key, content, kind: 'policy_note', title: source_key, ...more },
});

describe('KnowledgeAgent', () => {
  it('reads a document that comes along, finds it, answers from it and deletes it', async () => {
    const { document_id } = await run('ingest_document', document('lemons', 'Lemons are sold on Fridays.'));
    expect(await run('search', { query: 'lemons' })).toMatchObject({
      passages: [{ source_id: `${String(document_id)}#0`, text: 'Lemons are sold on Fridays.', trusted: false }],
    });
    const answer = await run('answer', { query: 'When are lemons sold on Fridays?' });
    expect(answer).toMatchObject({ status: 'answered', answer: 'Lemons are sold on Fridays.' });
    expect(await run('ingest_document', { document_id })).toMatchObject({ unchanged: true });
    expect(await run('delete_document', { document_id })).toEqual({ document_id, versions: 1 });
    expect(await run('search', { query: 'lemons' })).toEqual({ passages: [] });
  });

  it('leaves words out where they are not wanted', async () => {
    await run('ingest_document', document('pears', '# Pears\n\nPears are green.'));
    const found = JSON.stringify([
      await run('search', { query: 'pears green', with_text: false }),
      await run('answer', { query: 'Are pears green?', with_text: false }),
    ]);
    expect(found).toContain('#0');
    expect(found).not.toMatch(/pears/i);
  });

  it('wants a document or its id, and not both', async () => {
    for (const params of [{}, { ...document('x', 'y'), document_id: crypto.randomUUID() }])
      await expect(run('ingest_document', params)).rejects.toMatchObject({ code: 'ACTION_PARAMS_INVALID' });
  });

  it('finds for a person what that person may read now, whatever the parameters say', async () => {
    await run('ingest_document', document('bonus', 'The kiwi bonus is secret.', { access: ['approver'] }));
    const sees = async () =>
      JSON.stringify(await run('search', { query: 'kiwi bonus', roles: ['approver', 'admin'] })).includes('kiwi');
    await setRoles(database.owner, tenant.tenant_id, tenant.user_id, ['marketer']);
    expect(await sees()).toBe(false);
    await setRoles(database.owner, tenant.tenant_id, tenant.user_id, ['approver']);
    expect(await sees()).toBe(true);
  });

  it('writes measured recommendations as documents, once, and again when something was added', async () => {
    const { execution_id, campaign_id, tenant_id } = tenant;
    const planned = {
      recommendation_id: execution_id,
      execution_id,
      campaign_id,
      direction: 'decrease',
      window_seconds: 604_800,
    };
    const measured = {
      status: 'measured',
      effect_pct: -18.66,
      low_pct: -27,
      high_pct: -9.04,
      verdict: 'improved',
      measured_at: now,
    };
    await withTenant(database.owner, tenant_id, async (tx) => {
      await tx.insert(recommendations).values({
        ...{ id: execution_id, execution_id, campaign_id, context: {}, generated_at: new Date('2026-03-01T00:00:00Z') },
        ...{
          recommended_workflow: 'Bid Adjustment',
          specific_action: 'Raise the bid by 15 %.',
          reasoning: 'Rivals bid more.',
        },
        ...{
          root_cause: 'auction_pressure',
          signal_analysis: '',
          confidence: 0.7,
          action: quiet.action,
          recommendation: quiet,
        },
        human_decision: 'approved',
      });
      await tx.insert(outcomes).values({ ...planned, ...measured, metric: 'cpa', measure_at: now });
      await tx.insert(outcomes).values({ ...planned, metric: 'ctr', measure_at: now });
    });
    expect(await run('ingest_outcomes', { days: 5 })).toMatchObject({ documents: 0 });
    expect(await run('ingest_outcomes')).toEqual({ documents: 1, changed: 1, failed: 0 });
    expect(await run('ingest_outcomes')).toEqual({ documents: 1, changed: 0, failed: 0 });
    const found = JSON.stringify(
      await run('search', { query: 'cpa changed verdict improved', kinds: ['recommendation_outcome'] }),
    );
    expect(found).toContain('cpa changed by -18.7 % (between -27 and -9 %); verdict: improved.');
    expect(found).not.toContain('ctr');
    await withTenant(database.owner, tenant_id, (tx) =>
      tx.update(recommendations).set({ decision_feedback: 'Worked.' }),
    );
    expect(await run('ingest_outcomes')).toMatchObject({ changed: 1 });
  });

  it('writes the deployed playbooks as documents', async () => {
    await database.owner.sql`update playbooks set active_version_id = ${tenant.playbook_version_id}`;
    expect(await run('ingest_playbooks')).toEqual({ documents: 1, changed: 1, failed: 0 });
    expect(await run('ingest_playbooks')).toEqual({ documents: 1, changed: 0, failed: 0 });
    const found = await run('search', { query: 'quiet purpose', kinds: ['playbook'] });
    expect(JSON.stringify(found)).toContain('"title":"Quiet"');
    expect(await run('refresh')).toMatchObject({ failed: 0, re_embedded: 0 });
  });

  it('says so when the worker has no knowledge base', async () => {
    await expect(run('refresh', {}, null)).rejects.toMatchObject({ code: 'KNOWLEDGE_OFF' });
  });
});
