import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../contracts/plan/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import { executions, outbox, playbookVersions, triggerEvaluations } from '../schema/index.ts';
import { deployPlaybook } from './deploy-playbook.ts';
import { readDeploymentImpact } from './deployment-impact.ts';
import {
  countHops,
  executionSource,
  findEvent,
  hasAudience,
  listListeners,
  listWaitingExecutions,
  recordEvent,
} from './domain-events.ts';
import { enqueueOutbox } from './outbox.ts';
import {
  findJudgedVersion,
  findPlaybook,
  listScheduledPlaybooks,
  listVersionTimes,
  retirePlaybook,
} from './playbooks.ts';
import {
  evaluationIdOf,
  findMadeEvaluations,
  firedKeyOf,
  insertEvaluations,
  isStarting,
  listEvaluations,
  type NewEvaluation,
} from './trigger-evaluations.ts';
import { listSubjects } from './trigger-subjects.ts';
import { findWebhook, insertWebhook, listWebhooks } from './webhooks.ts';

const schedule = {
  cron: '0 9 * * *',
  timezone: 'UTC',
  overlap: 'skip',
  catchup_window_seconds: 60,
  jitter_seconds: 0,
} as const;
const wait = { kind: 'event', event: 'test.paid', match: null, timeout_seconds: 60, on_timeout: 'fail' } as const;
const step = { id: 'rest', line: 5, name: null, condition: null, kind: 'wait', wait } as const;
const plan: Plan = {
  ...emptyPlan,
  schedule: { ...schedule, skip: [] },
  on: [{ event: 'test.stock', match: null, line: 3 }],
  // The step that waits stands inside another one.
  steps: [
    { ...{ id: 'both', line: 4, name: null, condition: null, kind: 'parallel', join: 'all' }, branches: [[step]] },
  ],
};

let database: TestDatabase;
let tenant: TenantRows;
let stranger: TenantRows;
let event_id = '';
const fired_id = randomUUID();
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(database.app, tenant.tenant_id, work);

const evaluation = (more: Partial<NewEvaluation> = {}): NewEvaluation => ({
  ...{ evaluation_id: randomUUID(), playbook_id: 'quiet_v1', playbook_version_id: tenant.playbook_version_id },
  ...{ entity_type: 'campaign', entity_id: '100', source: 'schedule', event_id: null, result: 'not_fired' },
  ...{
    because: 'line 3',
    features: { cpa: 1 },
    values: [],
    execution_id: null,
    due_at: new Date('2026-03-01T09:00:00Z'),
  },
  ...more,
});
const happened = (more: Partial<Parameters<typeof recordEvent>[1]> = {}) => ({
  ...{ name: 'test.stock', entity: { type: 'campaign', id: '100' }, data: { left: 1 }, source: 'api' },
  ...{ dedupe_key: `api/${randomUUID()}`, occurred_at: new Date('2026-03-01T09:00:00Z'), ...more },
});

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
  stranger = await insertTenantRows(database.owner);
  await database.owner.sql`delete from executions where tenant_id = ${stranger.tenant_id}`;
  await database.owner.sql`delete from playbook_versions where tenant_id = ${stranger.tenant_id}`;
  await database.owner.sql`delete from campaigns where tenant_id = ${stranger.tenant_id}`;
  event_id = await inTenant(async (tx) => {
    const edited_by = tenant.user_id;
    const { playbook_version_id } = await deployPlaybook(tx, {
      slug: 'quiet',
      source: 'x',
      plan,
      digest: 'd2',
      edited_by,
    });
    await tx.update(executions).set({ playbook_version_id: tenant.playbook_version_id });
    await tx.execute(sql`update executions set status = 'waiting'`);
    await withTenant(database.owner, tenant.tenant_id, (own) =>
      own
        .update(playbookVersions)
        .set({ plan })
        .where(eq(playbookVersions.playbook_version_id, tenant.playbook_version_id)),
    );
    await insertEvaluations(tx, [evaluation({ playbook_version_id })]);
    await insertWebhook(tx, {
      webhook_id: tenant.brand_id,
      name: 'orders',
      secret_ciphertext: 's1',
      created_by: edited_by,
    });
    await enqueueOutbox(tx, { kind: 'trigger_fired', payload: {}, dedupe_key: firedKeyOf(fired_id) });
    return (await recordEvent(tx, happened({ source: executionSource(tenant.execution_id) }))).event.event_id;
  });
});
afterAll(() => database.drop());

const page = { playbook_id: 'quiet_v1', entity_id: null, at: null, limit: 10, after: null };
const reads: Record<string, (tx: TenantTransaction) => Promise<unknown>> = {
  countHops: (tx) => countHops(tx, event_id, 10),
  findEvent: (tx) => findEvent(tx, event_id),
  findJudgedVersion: (tx) => findJudgedVersion(tx, tenant.playbook_version_id),
  findMadeEvaluations: async (tx) => [...(await findMadeEvaluations(tx, [fired_id]))],
  findWebhook: (tx) => findWebhook(tx, { name: 'orders' }),
  hasAudience: async (tx) => ((await hasAudience(tx, 'test.stock')) ? 1 : 0),
  isStarting: async (tx) => ((await isStarting(tx, fired_id)) ? 1 : 0),
  listEvaluations: async (tx) => (await listEvaluations(tx, page)).rows,
  listListeners: (tx) => listListeners(tx, 'test.stock'),
  listScheduledPlaybooks,
  listSubjects: async (tx) => (await listSubjects(tx, { scope: 'campaign', after: null, only: null })).subjects,
  listVersionTimes: (tx) => listVersionTimes(tx, 'quiet_v1'),
  listWaitingExecutions: (tx) => listWaitingExecutions(tx, 'test.paid'),
  listWebhooks,
  readDeploymentImpact: async (tx) => (await readDeploymentImpact(tx, 'quiet_v1')).running,
};
const isNothing = (answer: unknown) =>
  answer === null || answer === 0 || (Array.isArray(answer) && answer.length === 0);

describe('rows of another tenant', () => {
  it.each(Object.keys(reads))('are invisible for %s, which finds those of its own', async (name) => {
    const read = reads[name] ?? (async () => null);
    expect(isNothing(await inTenant(read)), 'its own').toBe(false);
    expect(isNothing(await withTenant(database.app, stranger.tenant_id, read)), 'of another').toBe(true);
    expect(isNothing(await database.app.drizzle.transaction(read)), 'without a tenant').toBe(true);
  });
});

describe('an evaluation', () => {
  it('has an id that follows from playbook, entity and occasion', () => {
    const of = { tenant_id: 't', playbook_id: 'p', entity: { type: 'campaign', id: '1' }, occasion: 'o' };
    expect(evaluationIdOf(of)).toBe(evaluationIdOf({ ...of, entity: { ...of.entity } }));
    const others = [
      { ...of, tenant_id: 'u' },
      { ...of, playbook_id: 'q' },
      { ...of, entity: null },
      { ...of, entity: { type: 'brand', id: '1' } },
      { ...of, occasion: 'n' },
    ];
    expect(new Set([of, ...others].map(evaluationIdOf)).size).toBe(6);
  });

  it('that is stored again stays as it was', async () => {
    const first = evaluation();
    await inTenant(async (tx) => {
      expect(await insertEvaluations(tx, [first])).toBe(1);
      expect(await insertEvaluations(tx, [{ ...first, result: 'fired' }, evaluation()])).toBe(1);
      expect(await insertEvaluations(tx, [])).toBe(0);
      const rows = await tx.select().from(triggerEvaluations);
      expect(rows.find((row) => row.evaluation_id === first.evaluation_id)?.result).toBe('not_fired');
      expect([...(await findMadeEvaluations(tx, [first.evaluation_id, fired_id, randomUUID()]))].sort()).toEqual(
        [first.evaluation_id, fired_id].sort(),
      );
      expect((await findMadeEvaluations(tx, [])).size).toBe(0);
    });
  });

  it('that has been started is starting no more', async () => {
    const id = randomUUID();
    const message = { kind: 'trigger_fired', payload: {}, dedupe_key: firedKeyOf(id) };
    await inTenant((tx) => enqueueOutbox(tx, message));
    expect(await inTenant((tx) => isStarting(tx, id))).toBe(true);
    await withTenant(database.owner, tenant.tenant_id, (tx) =>
      tx
        .update(outbox)
        .set({ done_at: new Date() })
        .where(eq(outbox.dedupe_key, firedKeyOf(id))),
    );
    expect(await inTenant((tx) => isStarting(tx, id))).toBe(false);
  });

  it('is listed with the newest moment first, for one entity and up to a moment, page by page', async () => {
    const due = (day: number) => new Date(Date.UTC(2025, 0, day));
    const mine = [1, 2, 3].map((day) => evaluation({ entity_id: '77', due_at: due(day) }));
    await inTenant(async (tx) => {
      await insertEvaluations(tx, mine);
      const filter = { ...page, entity_id: '77' };
      const days = async (more: object) =>
        (await listEvaluations(tx, { ...filter, ...more })).rows.map((row) => row.due_at.getUTCDate());
      expect(await days({})).toEqual([3, 2, 1]);
      expect(await days({ at: due(2) })).toEqual([2, 1]);
      expect(await days({ entity_id: '78' })).toEqual([]);
      const first = await listEvaluations(tx, { ...filter, limit: 2 });
      expect(await days({ after: first.next })).toEqual([1]);
      expect(first.rows[0]?.version).toBe(1);
    });
  });
});

describe('an event', () => {
  it('is taken once for each key, and told once', async () => {
    await inTenant(async (tx) => {
      const event = happened();
      const first = await recordEvent(tx, event);
      const again = await recordEvent(tx, { ...event, data: { left: 9 } });
      expect([first.added, again.added, again.event]).toEqual([true, false, first.event]);
      const told = await tx.select().from(outbox).where(eq(outbox.kind, 'event_received'));
      expect(told.filter((row) => row.payload.event_id === first.event.event_id)).toHaveLength(1);
    });
  });

  it('is heard by who listens to exactly its name, and is not retired or ended', async () => {
    await inTenant(async (tx) => {
      expect(await listListeners(tx, 'test.stoc')).toEqual([]);
      expect(await listWaitingExecutions(tx, 'test.stock')).toEqual([]);
      expect(await hasAudience(tx, 'test.paid')).toBe(true);
      expect(await hasAudience(tx, 'test.nothing')).toBe(false);
      await tx.update(executions).set({ status: 'completed' });
      expect(await listWaitingExecutions(tx, 'test.paid')).toEqual([]);
      await tx.update(executions).set({ status: 'waiting' });
      expect(await retirePlaybook(tx, 'quiet_v1')).toBe(true);
      expect(await retirePlaybook(tx, 'quiet_v1')).toBe(false);
      expect([await listListeners(tx, 'test.stock'), await listScheduledPlaybooks(tx)]).toEqual([[], []]);
      const back = { slug: 'quiet', source: 'x', plan, digest: 'd2', edited_by: tenant.user_id };
      expect((await deployPlaybook(tx, back)).added).toBe(false);
      expect((await findPlaybook(tx, 'quiet'))?.retired_at).toBeNull();
      expect(await listListeners(tx, 'test.stock')).toHaveLength(1);
    });
  });

  it('counts the executions that led to it, through children and repeated runs', async () => {
    await inTenant(async (tx) => {
      let source = 'api';
      for (let hops = 0; hops < 4; hops += 1) {
        const { event } = await recordEvent(tx, happened({ source }));
        expect(await countHops(tx, event.event_id, 10)).toBe(hops);
        expect(await countHops(tx, event.event_id, 2)).toBe(Math.min(hops, 3));
        const made = evaluation({ event_id: event.event_id, result: 'fired' });
        await insertEvaluations(tx, [made]);
        const [parent, child] = [randomUUID(), randomUUID()];
        const row = (execution_id: string, more: object) => ({
          ...{ execution_id, playbook_id: 'quiet_v1', workflow_id: execution_id, inputs: {}, context: {} },
          ...{ requested_by: tenant.user_id, requested_by_email: tenant.email, ...more },
        });
        await tx.insert(executions).values(row(parent, { evaluation_id: made.evaluation_id }));
        await tx
          .insert(executions)
          .values(row(child, hops % 2 ? { rerun_of: parent } : { parent_execution_id: parent }));
        source = executionSource(child);
      }
    });
  });
});
