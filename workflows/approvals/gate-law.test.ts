import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noGuardrails } from '../../contracts/plan/index.ts';
import { withTenant } from '../../db/connect.ts';
import { memberships, notifications, users } from '../../db/schema/index.ts';
import { startTimeSkipping } from '../../tests/harness/time-skipping/index.ts';
import { openTheatre, type Performance, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import { action, gate, plan, setBudget } from '../../tests/rehearsal/plans.ts';
import { approvalAsked, readRecords } from '../../tests/rehearsal/records.ts';
import { messageNames } from '../messages.ts';

let time: TestWorkflowEnvironment;
let theatre: Theatre;
const boss = { user_id: randomUUID(), email: '' };
const helper = { user_id: randomUUID(), email: '' };
beforeAll(async () => {
  time = await startTimeSkipping();
  theatre = await openTheatre({ address: time.address ?? '', client: time.client });
  await withTenant(theatre.database.owner, theatre.tenant_id, async (tx) => {
    for (const [who, roles] of [[boss, ['admin']] as const, [helper, ['marketer']] as const]) {
      who.email = `${who.user_id}@example.com`;
      await tx.insert(users).values({ ...who, display_name: 'P', password_hash: '-' });
      await tx.insert(memberships).values({ user_id: who.user_id, roles: [...roles] });
    }
  });
});
afterAll(async () => {
  await theatre.close();
  await time.teardown();
});
beforeEach(() => {
  Object.assign(theatre.stage, { live_budget_minor: 10_000, meddling: 0, facts: {}, stopped_by: '' });
  theatre.stage.applied.length = 0;
});

const decide = (performance: Performance, signal: object) => performance.handle.signal(messageNames.decide, signal);
const outcomesOf = (performance: Performance) => performance.handle.query<unknown[]>(messageNames.outcomes);
const asked = approvalAsked;

describe('an escalation chain', () => {
  const chain = [
    { after_seconds: 60, approvers: { roles: ['admin' as const], users: [] } },
    { after_seconds: 60, approvers: { roles: ['marketer' as const], users: [] } },
  ];

  it('asks more people the same question, line after line, and whoever answers decides it', async () => {
    const performance = await theatre.start(plan([gate('ok', { escalation: chain, timeout_seconds: 3600 })]));
    const first = await asked(theatre, performance);
    const hers = theatre.decision('ann', first, { actor: boss });
    await decide(performance, hers);
    expect(await outcomesOf(performance)).toMatchObject([{ code: 'DECISION_NOT_ELIGIBLE' }]);
    await time.sleep(61_000);
    const second = (await readRecords(theatre, performance)).approvals;
    expect(second).toMatchObject([{ approval_id: first.approval_id, escalation_level: 1, status: 'pending' }]);
    expect(second[0]?.eligible.map(({ user_id }) => user_id)).toContain(boss.user_id);
    await time.sleep(60_000);
    await decide(performance, theatre.decision('ann', first, { actor: helper }));
    expect(await performance.handle.result()).toMatchObject({ outputs: { ok: { approved_by: [helper.email] } } });
    const told = await withTenant(theatre.database.app, theatre.tenant_id, (tx) => tx.select().from(notifications));
    expect(told.filter(({ user_id }) => user_id === boss.user_id).map(({ kind }) => kind)).toEqual([
      'approval.escalated',
    ]);
  });

  it('does not move the deadline, and expires as a no', async () => {
    const performance = await theatre.start(plan([gate('ok', { escalation: chain, timeout_seconds: 90 })]));
    const { expires_at } = await asked(theatre, performance);
    expect(await performance.handle.result()).toMatchObject({ status: 'expired' });
    const { approvals } = await readRecords(theatre, performance);
    expect(approvals).toMatchObject([{ status: 'expired', escalation_level: 1, expires_at }]);
  });
});

describe('a person who may decide', () => {
  it('lets another decide, who is then heard once, however often that is sent', async () => {
    const performance = await theatre.start(plan([gate('ok', { quorum: 2 })]));
    const question = await asked(theatre, performance);
    const { ann, asker } = theatre.people;
    const hand = (to: object) => ({
      ...{ delegation_id: randomUUID(), approval_id: question.approval_id, from: ann, reason: null },
      to: { ...to, roles: ['marketer'] },
    });
    const handed = hand(helper);
    for (const signal of [handed, handed, hand(asker), { odd: true }, null]) {
      await performance.handle.signal(messageNames.delegate, signal);
    }
    await decide(performance, theatre.decision('asker', question));
    await decide(performance, theatre.decision('ann', question, { actor: helper }));
    await decide(performance, theatre.decision('ann', question));
    expect(await outcomesOf(performance)).toMatchObject([
      { code: 'DECISION_SELF_APPROVAL' },
      { accepted: true },
      { code: 'DECISION_REPEATED' },
    ]);
    await decide(performance, theatre.decision('bob', question));
    expect(await performance.handle.result()).toMatchObject({
      outputs: { ok: { approved_by: [helper.email, theatre.people.bob.email] } },
    });
  });
});

describe('an edit', () => {
  const limited = plan([setBudget('raise', 12_000)], {
    guardrails: { ...noGuardrails, max_budget_change_pct: { value: 50, line: 21 } },
  });

  it('that breaks a guardrail applies nothing: the question comes back as it was and shows which rule', async () => {
    const performance = await theatre.start(limited);
    const first = await asked(theatre, performance);
    await decide(performance, theatre.decision('ann', first, { edits: { daily_budget_minor: 90_000 } }));
    const second = await asked(theatre, performance, 2);
    expect(second).toMatchObject({
      supersedes: first.approval_id,
      params: { daily_budget_minor: 12_000 },
      plan_digest: first.plan_digest,
      evidence: {
        refused_edit: {
          edits: { daily_budget_minor: 90_000 },
          code: 'GUARDRAIL_VIOLATED',
          details: { findings: [{ rule: 'max_budget_change_pct', value: 800, limit: 50, line: 21 }] },
        },
      },
    });
    await decide(performance, theatre.decision('bob', second));
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(theatre.stage.applied).toEqual([12_000]);
    expect((await readRecords(theatre, performance)).approvals.map(({ status }) => status)).toEqual([
      'superseded',
      'approved',
    ]);
  });

  it('that is no value of the parameter comes back too', async () => {
    const performance = await theatre.start(limited);
    const first = await asked(theatre, performance);
    await decide(performance, theatre.decision('ann', first, { edits: { daily_budget_minor: 'a lot' } }));
    const second = await asked(theatre, performance, 2);
    expect(second.evidence).toMatchObject({ refused_edit: { code: 'ACTION_PARAMS_INVALID' } });
    await decide(performance, theatre.decision('bob', second, { decision: 'reject' }));
    expect(await performance.handle.result()).toMatchObject({ status: 'rejected' });
  });

  it('is possible five times; the sixth question is a yes or a no', async () => {
    const performance = await theatre.start(limited);
    for (let number = 1; number <= 5; number += 1) {
      const question = await asked(theatre, performance, number);
      expect(question.editable).toEqual(['daily_budget_minor']);
      const daily_budget_minor = number % 2 === 0 ? 90_000 : 11_000 + number;
      await decide(performance, theatre.decision('ann', question, { edits: { daily_budget_minor } }));
    }
    const last = await asked(theatre, performance, 6);
    expect(last).toMatchObject({ editable: [], params: { daily_budget_minor: 11_005 } });
    await decide(performance, theatre.decision('ann', last, { edits: { daily_budget_minor: 11_000 } }));
    expect(await outcomesOf(performance)).toContainEqual(expect.objectContaining({ code: 'DECISION_EDIT_INVALID' }));
    await decide(performance, theatre.decision('ann', last));
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(theatre.stage.applied).toEqual([11_005]);
  });
});

describe('the deadline', () => {
  it('is never a yes: a decision sent before it wins, one sent after it is too late', async () => {
    const performances = await Promise.all(
      [1, 2].map(() => theatre.start(plan([gate('ok', { timeout_seconds: 100 })]))),
    );
    const [early, late] = performances;
    if (early === undefined || late === undefined) throw new Error('Two are needed');
    const [first, second] = [await asked(theatre, early), await asked(theatre, late)];
    await time.sleep(90_000);
    await decide(early, theatre.decision('ann', first));
    await time.sleep(20_000);
    expect(await early.handle.result()).toMatchObject({ status: 'completed' });
    await decide(late, theatre.decision('ann', second)).catch(() => undefined);
    expect(await late.handle.result()).toMatchObject({ status: 'expired' });
  });

  it('is looked up by a rule over people where the playbook has one', async () => {
    const echo = action('limit', 'echo', { output: 'limit' });
    const expression = { source: `person.roles.exists(r, r == 'admin') && size(person.groups) == limit`, line: 3 };
    const steps = [
      { ...echo, params: { value: { kind: 'literal' as const, value: 0 } } },
      gate('ok', { approvers: { roles: [], users: [], expression } }),
    ];
    const performance = await theatre.start(plan(steps));
    const question = await asked(theatre, performance);
    expect(question.eligible.map(({ user_id }) => user_id)).toEqual([boss.user_id]);
    await performance.handle.cancel();
    await expect(performance.handle.result()).rejects.toThrow();
  });
});
