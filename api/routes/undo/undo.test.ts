import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { campaigns, changeSets, decisions, receipts } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { insertWaitingRows, personOf } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';
import { writtenRows } from '../../../tests/money/written-rows.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';
const temporal = recordingTemporal();
let api: TestApi;
let approver: HttpClient;
let written: Awaited<ReturnType<typeof writtenRows>>;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  approver = await api.as('approver');
  written = await writtenRows(api.database.owner, { tenant_id, campaign_id });
});
afterAll(() => api.stop());

const owner = <Result>(work: Parameters<typeof withTenant<Result>>[2]) =>
  withTenant(api.database.owner, tenant_id, work);

/** A change that stands on the platform, applied at this moment. */
async function applied(at = '2026-11-20T12:00:00Z') {
  const row = await written();
  const resolution = { resolution: 'confirm_applied', reason: 'I looked' };
  const settled = await approver.post(`/v2/changes/${row.intent_id}/resolve`, resolution);
  const receipt_id = settled.text('receipt.receipt_id');
  await owner((tx) =>
    tx
      .update(receipts)
      .set({ applied_at: new Date(at) })
      .where(eq(receipts.receipt_id, receipt_id)),
  );
  return { ...row, receipt_id };
}

/** Says that this person approved a change. */
async function approvedBy(change_set_id: string, name: string) {
  const person = await personOf(api.database.owner, tenant_id, name);
  const { approval_id } = await insertWaitingRows(api.database.owner, tenant_id, {
    campaign_id,
    requester: 'marketer',
  });
  await owner(async (tx) => {
    await tx.update(changeSets).set({ approval_id }).where(eq(changeSets.change_set_id, change_set_id));
    await tx.insert(decisions).values({
      ...{ decision_id: randomUUID(), approval_id, decision: 'approve', plan_digest: 'd', status: 'accepted' },
      ...{ actor_user_id: person.user_id, actor_email: person.email, channel: 'api' },
    });
  });
  return { ...person, approval_id };
}

const preview = (selector: object, person = approver) => person.post('/v2/undo/preview', { selector });
const undo = (selector: object, person = approver, headers = {}) =>
  person.post('/v2/undo', { selector, reason: 'It was a mistake' }, headers);

describe('the preview of an undo', () => {
  it('says what our records know of each field, what was spent, and that the undo itself reads live', async () => {
    const { receipt_id, execution_id } = await applied();
    await api.database.owner.sql`
      insert into fct_ad_metric_daily (tenant_id, campaign_id, ad_id, dt, channel, impressions, clicks, spend_minor,
        currency, conversions, revenue_minor, source)
      values (${tenant_id}, ${campaign_id}, '', '2026-11-20', 'meta_ads', 1, 1, 700, 'USD', 0, 0, 'test'),
        (${tenant_id}, ${campaign_id}, '', '2026-11-21', 'meta_ads', 1, 1, 500, 'USD', 0, 0, 'test')`;
    const { status, body } = await preview({ receipt_id }, await api.as('viewer'));
    expect([status, body]).toMatchObject([
      200,
      {
        goes_back: [
          {
            ...{ campaign_id, execution_id, written: 46_000, back_to: 40_000, changes: 1, playbook_id: 'raise_it_v1' },
            spent_since: { since_day: '2026-11-20', known_until: '2026-11-21', spend_minor: 1_200, currency: 'USD' },
            last_known: { value: 46_000, differs: false },
          },
        ],
        ...{ stays: [], live: false, spent_total: [{ currency: 'USD', spend_minor: 1_200 }] },
        note: expect.stringContaining('reads every value live'),
      },
    ]);
    await owner((tx) =>
      tx.update(campaigns).set({ daily_budget_minor: 47_000 }).where(eq(campaigns.campaign_id, campaign_id)),
    );
    const changed = await preview({ receipt_id });
    expect(changed.at('goes_back.0.last_known')).toEqual({ value: 47_000, differs: true });
  });

  it('finds the changes of an execution, a day, a playbook and an approver, and those of no other', async () => {
    const one = await applied('2026-10-05T12:00:00Z');
    const other = await applied('2026-10-06T12:00:00Z');
    const person = await approvedBy(other.change_set_id, 'admin');
    const found = async (selector: object) => {
      const { body } = await preview(selector);
      const text = JSON.stringify(body);
      return [one, other].map((each) => text.includes(each.receipt_id));
    };
    expect(await found({ execution_id: one.execution_id })).toEqual([true, false]);
    expect(await found({ day: '2026-10-06' })).toEqual([false, true]);
    expect(await found({ playbook_id: 'raise-it', since: '2026-10-05T13:00:00Z' })).toEqual([false, true]);
    expect(await found({ playbook_id: 'raise_it_v1', since: '2026-10-05T11:00:00Z' })).toEqual([true, true]);
    expect(await found({ approver: person.email, since: '2026-10-01T00:00:00+02:00' })).toEqual([false, true]);
    expect(await found({ approver: person.email, since: '2026-10-07T00:00:00Z' })).toEqual([false, false]);
  });

  it.each([
    ['no selector', {}],
    ['two', { day: '2026-10-06', receipt_id: randomUUID() }],
    ['a playbook for ever', { playbook_id: 'raise-it' }],
  ])('refuses %s', async (_name, selector) => {
    expect((await preview(selector)).status).toBe(400);
    expect((await undo(selector)).status).toBe(400);
  });
});

describe('an undo', () => {
  it('of one change is an execution of its own about its campaign, and starts once for a key', async () => {
    const { receipt_id } = await applied();
    const headers = { 'idempotency-key': randomUUID() };
    const started = await undo({ receipt_id }, approver, headers);
    expect([started.status, started.body]).toMatchObject([202, { playbook_id: 'undo_changes_v1', undo_of: null }]);
    const input = temporal.started.get(started.text('execution_id'));
    expect(input).toMatchObject({
      inputs: { receipt_id, execution_id: null, day: null, approver: null, reason: 'It was a mistake' },
      ...{ entity: { type: 'campaign', id: campaign_id }, mode: 'live' },
    });
    expect((await undo({ receipt_id }, approver, headers)).text('execution_id')).toBe(started.text('execution_id'));
  });

  it('of an execution is the same by both ways, and says what it undoes', async () => {
    const { execution_id } = await applied();
    const short = await approver.post(`/v2/executions/${execution_id}/undo`, { reason: 'wrong' });
    const long = await undo({ execution_id });
    for (const started of [short, long])
      expect(started.body).toMatchObject({ playbook_id: 'undo_changes_v1', undo_of: execution_id });
    expect(temporal.started.get(short.text('execution_id'))?.inputs).toMatchObject({ execution_id, reason: 'wrong' });
  });

  it('of an approver’s decisions is not decided by that person, whichever way it is started', async () => {
    const { change_set_id } = await applied();
    const person = await approvedBy(change_set_id, 'admin');
    const selector = { approver: person.email.toUpperCase(), since: '2026-11-01T00:00:00Z' };
    const started = await undo(selector);
    expect(temporal.started.get(started.text('execution_id'))?.excluded_user_ids).toContain(person.user_id);
    const inputs = { ...selector, reason: 'by hand' };
    const byHand = await approver.post('/v2/playbooks/undo-changes/execute', { inputs });
    expect(temporal.started.get(byHand.text('execution_id'))?.excluded_user_ids).toContain(person.user_id);
    const ofDay = await undo({ day: '2026-11-20' });
    expect(temporal.started.get(ofDay.text('execution_id'))?.excluded_user_ids).not.toContain(person.user_id);
  });

  it('of what is not there, or was taken back, is refused and starts nothing', async () => {
    const before = temporal.started.size;
    const { receipt_id, execution_id } = await applied();
    await owner((tx) =>
      tx.update(receipts).set({ undone_by_execution_id: randomUUID() }).where(eq(receipts.receipt_id, receipt_id)),
    );
    const gone = await undo({ receipt_id });
    expect([gone.status, gone.at('code')]).toEqual([409, 'CHANGES_NOT_UNDOABLE']);
    expect(JSON.stringify(gone.body)).toContain('taken back already');
    const codes = [
      await approver.post(`/v2/executions/${execution_id}/undo`, {}),
      await undo({ receipt_id: randomUUID() }),
      await undo({ execution_id: randomUUID() }),
      await undo({ day: '2001-01-01' }),
      await undo({ receipt_id }, await api.as('approver', 1)),
      await undo({ receipt_id }, await api.as('viewer')),
    ];
    expect(codes.map((answer) => answer.at('code'))).toEqual([
      ...['EXECUTION_NOT_UNDOABLE', 'RECEIPT_NOT_FOUND', 'EXECUTION_NOT_FOUND', 'CHANGES_NOT_UNDOABLE'],
      ...['RECEIPT_NOT_FOUND', 'FORBIDDEN'],
    ]);
    expect(temporal.started.size).toBe(before);
    const looks = [
      await preview({ receipt_id }, await api.as('approver', 1)),
      await preview({ receipt_id: randomUUID() }),
      await preview({ execution_id: randomUUID() }),
    ];
    expect(looks.map((answer) => answer.at('code'))).toEqual([
      ...['RECEIPT_NOT_FOUND', 'RECEIPT_NOT_FOUND', 'EXECUTION_NOT_FOUND'],
    ]);
  });

  it('what another change of ours has overtaken stays, and names it', async () => {
    const { receipt_id, execution_id } = await applied('2026-09-01T12:00:00Z');
    const later = await applied('2026-09-02T12:00:00Z');
    const [row] = await owner((tx) => tx.select().from(receipts).where(eq(receipts.receipt_id, receipt_id)));
    if (row === undefined) throw new Error('The receipt is gone.');
    await owner((tx) =>
      tx
        .update(receipts)
        .set({ change: { ...row.change, before: 46_000, after: 50_000 } })
        .where(eq(receipts.receipt_id, later.receipt_id)),
    );
    const { body } = await preview({ execution_id });
    expect(body).toMatchObject({
      goes_back: [],
      stays: [{ reason: 'changed_since', live: 50_000, by: { execution_id: later.execution_id, value: 50_000 } }],
    });
  });
});
