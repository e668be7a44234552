import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideSignalSchema, type IgnoredDecisionCode } from '../../contracts/approval.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { describeError } from '../../contracts/errors/index.ts';
import { withTenant } from '../../db/connect.ts';
import { approvals, auditLog, decisions, outbox } from '../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';
import { insertWaitingRows } from '../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../tests/harness/recording-temporal.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';
const plan_digest = 'a'.repeat(64);

/** What the workflow will say to the next decision, and the signals that it got. */
let verdict: { readonly status: 'accepted' | 'ignored'; readonly ignored_code: IgnoredDecisionCode | null };
const signals: unknown[] = [];

let api: TestApi;
let approver: HttpClient;
beforeAll(async () => {
  api = await startTestApi({
    temporal: {
      ...recordingTemporal().gateway,
      // In the place of the workflow and its recorder: the row is settled before the signal returns.
      signal: async (_workflow_id, _name, payload) => {
        signals.push(payload);
        const { decision_id, approval_id } = decideSignalSchema.parse(payload);
        await withTenant(api.database.owner, tenant_id, async (tx) => {
          await tx.update(decisions).set(verdict).where(eq(decisions.decision_id, decision_id));
          if (verdict.status === 'ignored') return;
          await tx.update(approvals).set({ status: 'approved' }).where(eq(approvals.approval_id, approval_id));
        });
        return 'sent';
      },
    },
  });
  approver = await api.as('approver');
});
afterAll(() => api.stop());

const waiting = () => insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer' });
const recorded = (approval_id: string) =>
  withTenant(api.database.owner, tenant_id, (tx) =>
    tx.select().from(decisions).where(eq(decisions.approval_id, approval_id)),
  );

describe('a yes to a recommendation', () => {
  it('does not count for a plan that took the place of the recommended one, unless that is the one it names', async () => {
    verdict = { status: 'accepted', ignored_code: null };
    const { approval_id: first, recommendation_id } = await waiting();
    const approval_id = randomUUID();
    const edited = { approval_id, supersedes: first, plan_digest: 'b'.repeat(64), params: { change_pct: 90 } };
    await withTenant(api.database.owner, tenant_id, async (tx) => {
      const ofFirst = eq(approvals.approval_id, first);
      const [row] = await tx.update(approvals).set({ status: 'superseded' }).where(ofFirst).returning();
      if (row === undefined) throw new Error('There is no first approval.');
      const created_at = new Date(row.created_at.getTime() + 1_000);
      await tx.insert(approvals).values({ ...row, ...edited, created_at, status: 'pending' });
    });
    const say = (more: object) =>
      approver.post(`/api/v1/recommendations/${recommendation_id}/decision`, { decision: 'approved', ...more });
    for (const more of [{}, { plan_digest }]) {
      const answer = await say(more);
      expect([answer.status, answer.at('code')]).toEqual([412, 'DECISION_STALE']);
    }
    expect(await recorded(approval_id)).toEqual([]);
    const seen = await say({ plan_digest: edited.plan_digest });
    expect([seen.status, seen.at('approval_id')]).toEqual([200, approval_id]);
  });
});

describe('a decision that the workflow did not count', () => {
  it.each<[IgnoredDecisionCode]>([
    ['APPROVAL_NOT_FOUND'],
    ['DECISION_STALE'],
    ['DECISION_TOO_LATE'],
    ['DECISION_SELF_APPROVAL'],
    ['DECISION_NOT_ELIGIBLE'],
    ['DECISION_REPEATED'],
    ['DECISION_EDIT_INVALID'],
    ['DECISION_UNDO_WINDOW_CLOSED'],
  ])('is answered with the workflow’s own code, the first time and each time after: %s', async (code) => {
    const { approval_id } = await waiting();
    verdict = { status: 'ignored', ignored_code: code };
    const sent = signals.length;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const answer = await approver.post(`/v2/approvals/${approval_id}/decisions`, {
        plan_digest,
        decision: 'approve',
      });
      expect([answer.status, answer.at('code')]).toEqual([describeError(code).status, code]);
    }
    expect(signals.length).toBe(sent + 1);
    expect(await recorded(approval_id)).toHaveLength(1);
  });

  it('for no reason that was kept came too late', async () => {
    const { approval_id } = await waiting();
    verdict = { status: 'ignored', ignored_code: null };
    const answer = await approver.post(`/v2/decisions/approve/${approval_id}`, {});
    expect([answer.status, answer.at('code')]).toEqual([409, 'DECISION_TOO_LATE']);
  });
});

describe('a decision after the time for it', () => {
  const over = { expires_at: new Date(Date.now() - 1_000) };
  const change = (approval_id: string, values: Partial<typeof approvals.$inferInsert>) =>
    withTenant(api.database.owner, tenant_id, (tx) =>
      tx.update(approvals).set(values).where(eq(approvals.approval_id, approval_id)),
    );

  it('is not even handed in, by whichever door: a workflow that was not reached in time might hear it first', async () => {
    verdict = { status: 'accepted', ignored_code: null };
    const { approval_id, recommendation_id } = await waiting();
    await change(approval_id, over);
    const sent = signals.length;
    for (const answer of [
      await approver.post(`/v2/approvals/${approval_id}/decisions`, { plan_digest, decision: 'approve' }),
      await approver.post(`/v2/approvals/${approval_id}/decisions`, {
        ...{ plan_digest, decision: 'reject', reason: 'bad_timing' },
      }),
      await approver.post(`/v2/decisions/approve/${approval_id}`, {}),
      await approver.post(`/api/v1/recommendations/${recommendation_id}/decision`, { decision: 'approved' }),
    ]) {
      expect([answer.status, answer.at('code')]).toEqual([409, 'DECISION_TOO_LATE']);
      expect(answer.at('detail')).toContain(`It was open until ${over.expires_at.toISOString()}`);
    }
    expect([signals.length - sent, await recorded(approval_id)]).toEqual([0, []]);
  });

  it('counts while a pause stops the clock, and one that was handed in before is answered as it came out', async () => {
    verdict = { status: 'accepted', ignored_code: null };
    const [stopped, early] = [await waiting(), await waiting()];
    await change(stopped.approval_id, { ...over, frozen_at: new Date(Date.now() - 2_000) });
    const answer = await approver.post(`/v2/decisions/approve/${stopped.approval_id}`, {});
    expect([answer.status, answer.at('status')]).toEqual([200, 'approved']);
    const path = `/v2/approvals/${early.approval_id}/decisions`;
    const first = await approver.post(path, { plan_digest, decision: 'approve' });
    await change(early.approval_id, over);
    const again = await approver.post(path, { plan_digest, decision: 'approve' });
    expect([again.status, again.at('decision_id')]).toEqual([200, first.at('decision_id')]);
  });
});

describe('a decision that the workflow counted', () => {
  it('is signalled with who, what and on which plan, is audited, and leaves no message behind', async () => {
    const { approval_id } = await waiting();
    verdict = { status: 'accepted', ignored_code: null };
    const edits = { change_pct: 9 };
    const said = { plan_digest, decision: 'approve', edits, reason: 'less' };
    const answer = await approver.post(`/v2/approvals/${approval_id}/decisions`, said);
    expect([answer.status, answer.at('status')]).toEqual([200, 'approved']);
    const decision_id = answer.text('decision_id');
    const email = `approver@${demoTenants[0]?.email_domain}`;
    expect(signals.at(-1)).toMatchObject({ ...said, decision_id, approval_id, actor: { email } });
    await withTenant(api.database.owner, tenant_id, async (tx) => {
      const log = await tx.select().from(auditLog).where(eq(auditLog.entity_id, approval_id));
      expect(log.map((row) => [row.action, row.actor_email])).toEqual([['decision.submitted', email]]);
      const messages = await tx
        .select()
        .from(outbox)
        .where(eq(outbox.dedupe_key, `decision/${decision_id}`));
      expect(messages.map((row) => [row.kind, row.done_at instanceof Date])).toEqual([['signal_decision', true]]);
    });
  });

  it('is the same one when repeated, whatever the reason, and another with other edits', async () => {
    const { approval_id } = await waiting();
    verdict = { status: 'accepted', ignored_code: null };
    const path = `/v2/approvals/${approval_id}/decisions`;
    const first = await approver.post(path, { plan_digest, decision: 'approve', edits: { change_pct: 9 } });
    const again = await approver.post(path, {
      plan_digest,
      decision: 'approve',
      edits: { change_pct: 9 },
      reason: 'again',
    });
    expect(again.at('decision_id')).toBe(first.at('decision_id'));
    const other = await approver.post(path, { plan_digest, decision: 'approve', edits: { change_pct: 8 } });
    expect([other.status, other.at('code')]).toEqual([409, 'DECISION_TOO_LATE']);
    const empty = await approver.post(path, { plan_digest, decision: 'approve', edits: {} });
    expect(empty.at('code')).toBe('DECISION_TOO_LATE');
    expect(await recorded(approval_id)).toHaveLength(1);
  });

  it('names its channel: a person, or a program with a key', async () => {
    const { approval_id } = await waiting();
    verdict = { status: 'accepted', ignored_code: null };
    await approver.post(`/v2/decisions/approve/${approval_id}`, { reason: 'fine' });
    expect(await recorded(approval_id)).toMatchObject([{ channel: 'api', reason: 'fine', status: 'accepted' }]);
    const refused = await api
      .anybody({ 'x-api-key': api.api_keys[0] ?? '' })
      .post(`/v2/decisions/approve/${approval_id}`, {});
    expect([refused.status, refused.at('code')]).toEqual([403, 'DECISION_SELF_APPROVAL']);
  });
});
