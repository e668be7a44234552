import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../contracts/plan/index.ts';
import { withTenant } from '../../db/connect.ts';
import { deployPlaybook } from '../../db/queries/deploy-playbook.ts';
import { recordEvent } from '../../db/queries/domain-events.ts';
import { openPause } from '../../db/queries/pauses.ts';
import { retirePlaybook } from '../../db/queries/playbooks.ts';
import { campaigns, outbox, triggerEvaluations } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { evaluateEvent } from './evaluate-event.ts';
import { evaluateSchedule } from './evaluate-schedule.ts';

let database: TestDatabase;
let tenant: TenantRows;
const beats: number[] = [];
const work = () => ({ database: database.app, beat: () => void beats.push(1) });
const schedule = {
  ...{ cron: '30 1 * * *', timezone: 'America/New_York', overlap: 'queue' as const, catchup_window_seconds: 60 },
  ...{ jitter_seconds: 0, skip: [] },
};

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

async function deploy(more: Partial<Plan>): Promise<string> {
  const playbook_id = `p_${randomUUID().slice(0, 8)}_v1`;
  const plan = { ...emptyPlan, playbook_id, schedule, ...more };
  const deployment = { slug: playbook_id, source: playbook_id, plan, digest: playbook_id, edited_by: tenant.user_id };
  await withTenant(database.app, tenant.tenant_id, (tx) => deployPlaybook(tx, deployment));
  return playbook_id;
}
const at = (playbook_id: string, due: string) =>
  evaluateSchedule(work(), { kind: 'schedule', tenant_id: tenant.tenant_id, playbook_id, due_at_ms: Date.parse(due) });
const stored = async (playbook_id: string) => {
  const rows = await withTenant(database.owner, tenant.tenant_id, (tx) => tx.select().from(triggerEvaluations));
  return rows.filter((row) => row.playbook_id === playbook_id);
};
const fired = async (playbook_id: string) => {
  const rows = await withTenant(database.owner, tenant.tenant_id, (tx) => tx.select().from(outbox));
  return rows.filter((row) => row.kind === 'trigger_fired' && JSON.stringify(row.payload).includes(playbook_id));
};
const when = (source: string): Plan['when'] => ({ kind: 'expression', expression: { source, line: 3 } });

describe('looking at a playbook', () => {
  it('again for the same moment changes nothing, whether it fired or not', async () => {
    const no = await deploy({ when: when("context.status == 'paused'") });
    const yes = await deploy({ when: when("context.status == 'active'") });
    const due = '2026-06-01T05:30:00Z';
    expect(await at(no, due)).toEqual({ evaluated: 1, fired: 0, delivered: 0 });
    expect(await at(yes, due)).toEqual({ evaluated: 1, fired: 1, delivered: 0 });
    await withTenant(database.app, tenant.tenant_id, (tx) => tx.update(campaigns).set({ status: 'paused' }));
    const again = await Promise.all([at(no, due), at(yes, due), at(yes, due)]);
    expect(again).toEqual(Array(3).fill({ evaluated: 0, fired: 0, delivered: 0 }));
    await withTenant(database.app, tenant.tenant_id, (tx) => tx.update(campaigns).set({ status: 'active' }));
    expect((await stored(no)).map((row) => row.because)).toEqual([
      'line 3: context.status == \'paused\' was false (context.status was "active")',
    ]);
    expect(await fired(yes)).toHaveLength(1);
    expect((await fired(yes))[0]?.payload).toMatchObject({ queue: true, entity: { id: '100' } });
  });

  it('at two moments at which the clock shows the same looks once', async () => {
    const playbook_id = await deploy({});
    await at(playbook_id, '2026-11-01T05:30:00Z');
    expect(await at(playbook_id, '2026-11-01T06:30:00Z')).toMatchObject({ evaluated: 0 });
    expect(await at(playbook_id, '2026-11-02T06:30:00Z')).toMatchObject({ evaluated: 1 });
  });

  it('that is gone, retired or has no schedule any more looks at nothing', async () => {
    const retired = await deploy({});
    await withTenant(database.app, tenant.tenant_id, (tx) => retirePlaybook(tx, retired));
    const none = { evaluated: 0, fired: 0, delivered: 0 };
    for (const id of [retired, await deploy({ schedule: null }), 'nobody_v1']) {
      expect(await at(id, '2026-06-02T05:30:00Z')).toEqual(none);
    }
  });

  it('goes through every campaign, page by page, and shows that it is alive', async () => {
    const big = await insertTenantRows(database.owner);
    await withTenant(database.owner, big.tenant_id, async (tx) => {
      const [first] = await tx.select().from(campaigns).where(eq(campaigns.tenant_id, big.tenant_id));
      if (first === undefined) throw new Error('There is no campaign.');
      const { id, ...row } = first;
      const more = Array.from({ length: 450 }, (_, index) => ({ ...row, campaign_id: `many-${index}` }));
      await tx.insert(campaigns).values(more);
      const plan = { ...emptyPlan, schedule, when: when('context.cpa > 1.0') };
      await deployPlaybook(tx, { slug: 'quiet', source: 'b', plan, digest: 'b', edited_by: big.user_id });
    });
    beats.length = 0;
    const call = { kind: 'schedule', tenant_id: big.tenant_id, playbook_id: 'quiet_v1', due_at_ms: 0 } as const;
    expect(await evaluateSchedule(work(), call)).toMatchObject({ evaluated: 451, fired: 0 });
    expect(beats).toHaveLength(3);
    // Without metrics there is no cost per conversion: that is no reason to start, and not a no either.
    const rows = await withTenant(database.app, big.tenant_id, (tx) => tx.select().from(triggerEvaluations));
    expect(new Set(rows.map((row) => row.result))).toEqual(new Set(['failed']));
  });
});

describe('an event', () => {
  const listening = { schedule: null, on: [{ event: 'test.stock', match: null, line: 2 }] };
  const tell = (entity: { type: string; id: string } | null) =>
    withTenant(database.app, tenant.tenant_id, async (tx) => {
      const more = { data: {}, source: 'api', dedupe_key: randomUUID(), occurred_at: new Date() };
      return (await recordEvent(tx, { name: 'test.stock', entity, ...more })).event.event_id;
    });
  const hear = (event_id: string) =>
    evaluateEvent(work(), { kind: 'event', tenant_id: tenant.tenant_id, event_id, due_at_ms: 0 });

  it.each<[Plan['scope'], { type: string; id: string } | null, readonly string[]]>([
    ['campaign', { type: 'campaign', id: '100' }, ['100']],
    ['campaign', { type: 'campaign', id: '999' }, []],
    ['campaign', { type: 'account', id: 'act_1' }, []],
    ['campaign', null, ['100']],
    ['account', { type: 'campaign', id: '100' }, ['act_1']],
    ['none', { type: 'campaign', id: '100' }, ['nothing']],
  ])('asks a playbook of scope %s, told about %j, for %j', async (scope, entity, ids) => {
    const playbook_id = await deploy({ ...listening, scope });
    await hear(await tell(entity));
    const heard = (await fired(playbook_id)).map((row) => Object(row.payload).entity?.id ?? 'nothing');
    expect(heard).toEqual(ids);
    await withTenant(database.app, tenant.tenant_id, (tx) => retirePlaybook(tx, playbook_id));
  });

  it('heard twice fires once; one that is unknown is heard by nobody', async () => {
    const playbook_id = await deploy({ ...listening, scope: 'none' });
    const event_id = await tell(null);
    expect(await hear(event_id)).toMatchObject({ fired: 1 });
    expect(await hear(event_id)).toMatchObject({ evaluated: 0, fired: 0 });
    expect(await fired(playbook_id)).toHaveLength(1);
    expect(await hear(randomUUID())).toEqual({ evaluated: 0, fired: 0, delivered: 0 });
  });

  it('about something paused is held, with everything that it would have been judged by', async () => {
    const playbook_id = await deploy({ ...listening, when: when("context.status == 'active'") });
    await withTenant(database.app, tenant.tenant_id, (tx) =>
      openPause(tx, {
        ...{ scope: 'campaign', scope_id: '100', reason: 'a sale' },
        actor: { user_id: tenant.user_id, email: tenant.email },
      }),
    );
    await hear(await tell({ type: 'campaign', id: '100' }));
    const [held] = await stored(playbook_id);
    expect(held).toMatchObject({ result: 'held', values: [{ value: true }] });
    expect(held?.because).toContain('the campaign 100 was paused by');
    expect(await fired(playbook_id)).toEqual([]);
  });
});
