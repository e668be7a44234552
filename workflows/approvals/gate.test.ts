import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTimeSkipping } from '../../tests/harness/time-skipping/index.ts';
import { openTheatre, type Performance, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import { action, askApprovers, gate, literal, parallel, plan, setBudget } from '../../tests/rehearsal/plans.ts';
import { approvalAsked, readRecords, waitBegun } from '../../tests/rehearsal/records.ts';
import { messageNames } from '../messages.ts';

let time: TestWorkflowEnvironment;
let theatre: Theatre;
beforeAll(async () => {
  time = await startTimeSkipping();
  theatre = await openTheatre({ address: time.address ?? '', client: time.client });
});
afterAll(async () => {
  await theatre.close();
  await time.teardown();
});
beforeEach(() => {
  Object.assign(theatre.stage, { live_budget_minor: 10_000, meddling: 0, facts: {} });
  for (const list of [theatre.stage.applied, theatre.stage.calls, theatre.stage.keys]) list.length = 0;
});

const raise = plan([setBudget('raise', 12_000)]);
const undoable = plan([setBudget('raise', 12_000)], { approval: { ...askApprovers, undo_window_seconds: 600 } });
const decide = (performance: Performance, signal: object) => performance.handle.signal(messageNames.decide, signal);
const outcomesOf = (performance: Performance) => performance.handle.query<unknown[]>(messageNames.outcomes);

describe('a change that needs a person', () => {
  it('is applied once after a yes, and the tables say who, what and when', async () => {
    const performance = await theatre.start(raise);
    const asked = await approvalAsked(theatre, performance);
    expect(asked).toMatchObject({ status: 'pending', action_id: 'RehearsalAgent.set_budget', quorum: 1 });
    expect(asked.change_set?.changes[0]).toMatchObject({ before: 10_000, after: 12_000 });
    expect(asked.eligible.map((person) => person.user_id)).not.toContain(theatre.people.asker.user_id);
    const waiting = await readRecords(theatre, performance);
    expect(waiting.execution).toMatchObject({ status: 'waiting_for_approval', current_step_id: 'raise' });
    await waitBegun(performance);

    const yes = theatre.decision('ann', asked);
    await decide(performance, yes);
    expect(await performance.handle.result()).toMatchObject({
      status: 'completed',
      outputs: { raise: { applied: true } },
    });
    expect(theatre.stage.applied).toEqual([12_000]);
    expect(theatre.stage.keys).toEqual([`${performance.input.execution_id}/raise//1`]);
    const records = await readRecords(theatre, performance);
    expect(records.approvals).toMatchObject([{ status: 'approved' }]);
    expect(records.decisions.find((row) => row.decision_id === yes.decision_id)).toMatchObject({
      status: 'accepted',
      actor_user_id: theatre.people.ann.user_id,
    });
    expect(records.steps.map(({ phase, status }) => `${phase} ${status}`)).toEqual([
      'plan completed',
      'approval completed',
      'apply completed',
    ]);
    expect(await outcomesOf(performance)).toEqual([
      { decision_id: yes.decision_id, accepted: true, decision: 'approve' },
    ]);
  });

  it('is not applied after a no, and the execution ends as rejected with the reason', async () => {
    const performance = await theatre.start(raise);
    const asked = await approvalAsked(theatre, performance);
    await decide(performance, theatre.decision('bob', asked, { decision: 'reject', reason: 'bad_timing' }));
    expect(await performance.handle.result()).toMatchObject({ status: 'rejected' });
    expect(theatre.stage.applied).toEqual([]);
    const { execution, approvals } = await readRecords(theatre, performance);
    expect(execution).toMatchObject({
      status: 'rejected',
      error_code: 'APPROVAL_REJECTED',
      error_details: { reason: 'bad_timing' },
    });
    expect(approvals).toMatchObject([{ status: 'rejected' }]);
  });

  it('is never applied by a deadline', async () => {
    const performance = await theatre.start(raise);
    await approvalAsked(theatre, performance);
    expect(await performance.handle.result()).toMatchObject({ status: 'expired' });
    expect(theatre.stage.applied).toEqual([]);
    const { execution, approvals } = await readRecords(theatre, performance);
    expect(execution).toMatchObject({ status: 'expired', error_code: 'APPROVAL_EXPIRED' });
    expect(approvals).toMatchObject([{ status: 'expired' }]);
  });

  it('is cancelled by a deadline when the playbook says so', async () => {
    const performance = await theatre.start(plan([gate('ok', { on_timeout: 'cancel' })]));
    expect(await performance.handle.result()).toMatchObject({ status: 'cancelled' });
  });

  it('is asked of more people when nobody answers and the playbook escalates', async () => {
    const performance = await theatre.start(plan([gate('ok', { on_timeout: 'escalate', timeout_seconds: 60 })]));
    await approvalAsked(theatre, performance);
    await time.sleep(61_000);
    const second = await approvalAsked(theatre, performance, 2);
    await decide(performance, theatre.decision('ann', second));
    expect(await performance.handle.result()).toMatchObject({ outputs: { ok: { approved: true } } });
    const { approvals } = await readRecords(theatre, performance);
    expect(approvals.map(({ status }) => status)).toEqual(['expired', 'approved']);
  });

  it('leaves no timer behind once it is decided', async () => {
    const performance = await theatre.start(raise);
    const asked = await approvalAsked(theatre, performance);
    await waitBegun(performance);
    await decide(performance, theatre.decision('ann', asked));
    await performance.handle.result();
    const { events } = await performance.handle.fetchHistory();
    const count = (name: string) =>
      (events ?? []).filter((event) => name in event && Reflect.get(event, name) != null).length;
    expect([count('timerStartedEventAttributes'), count('timerCanceledEventAttributes')]).toEqual([1, 1]);
  });
});

describe('decisions that must not count are ignored, answered and recorded', () => {
  it.each([
    ['by who asked for it', 'asker', {}, 'DECISION_SELF_APPROVAL'],
    ['on an older plan', 'ann', { plan_digest: 'f'.repeat(64) }, 'DECISION_STALE'],
    ['that edits what may not be edited', 'ann', { edits: { campaign_id: 'x' } }, 'DECISION_EDIT_INVALID'],
    [
      'by somebody who was not asked',
      'ann',
      { actor: { user_id: randomUUID(), email: 'eve@example.com' } },
      'DECISION_NOT_ELIGIBLE',
    ],
  ] as const)('%s', async (_name, who, more, code) => {
    const performance = await theatre.start(raise);
    const asked = await approvalAsked(theatre, performance);
    const wrong = theatre.decision(who, asked, more);
    await decide(performance, wrong);
    expect(await outcomesOf(performance)).toEqual([{ decision_id: wrong.decision_id, accepted: false, code }]);
    const still = await readRecords(theatre, performance);
    expect(still.decisions.find((row) => row.decision_id === wrong.decision_id)).toMatchObject({
      status: 'ignored',
      ignored_code: code,
    });
    expect(still.execution.status).toBe('waiting_for_approval');
    await performance.handle.cancel();
    await expect(performance.handle.result()).rejects.toThrow();
    expect(theatre.stage.applied).toEqual([]);
  });

  it('the same yes twenty times is one yes, and a no within the same moment comes too late', async () => {
    const performance = await theatre.start(raise);
    const asked = await approvalAsked(theatre, performance);
    const yes = theatre.decision('ann', asked);
    const no = theatre.decision('bob', asked, { decision: 'reject' });
    await decide(performance, yes);
    await Promise.all([...Array.from({ length: 19 }, () => decide(performance, yes)), decide(performance, no)]);
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(theatre.stage.applied).toEqual([12_000]);
    const { decisions } = await readRecords(theatre, performance);
    expect(decisions.find((row) => row.decision_id === no.decision_id)).toMatchObject({
      ignored_code: 'DECISION_TOO_LATE',
    });
  });

  it('what nobody can read, or about an approval that never was, changes nothing', async () => {
    const performance = await theatre.start(raise);
    const asked = await approvalAsked(theatre, performance);
    for (const garbage of [
      null,
      7,
      'yes',
      [],
      {},
      { decision_id: 1 },
      { ...theatre.decision('ann', asked), actor: null },
    ]) {
      await performance.handle.signal(messageNames.decide, garbage);
      await performance.handle.signal(messageNames.withdraw, garbage);
    }
    const lost = theatre.decision('ann', { ...asked, approval_id: randomUUID() });
    await decide(performance, lost);
    expect(await outcomesOf(performance)).toEqual([
      { decision_id: lost.decision_id, accepted: false, code: 'APPROVAL_NOT_FOUND' },
    ]);
    await performance.handle.cancel();
    await expect(performance.handle.result()).rejects.toThrow();
  });

  it('two people are two people: a quorum of two needs both', async () => {
    const performance = await theatre.start(plan([gate('ok', { quorum: 2 })]));
    const asked = await approvalAsked(theatre, performance);
    await decide(performance, theatre.decision('ann', asked));
    await decide(performance, theatre.decision('ann', asked));
    expect(await outcomesOf(performance)).toMatchObject([{ accepted: true }, { code: 'DECISION_REPEATED' }]);
    await decide(performance, theatre.decision('cas', asked));
    const { people } = theatre;
    expect(await performance.handle.result()).toMatchObject({
      outputs: { ok: { approved_by: [people.ann.email, people.cas.email] } },
    });
  });

  it('fails at once when fewer may decide than are needed', async () => {
    const performance = await theatre.start(plan([gate('ok', { quorum: 4 })]));
    await expect(performance.handle.result()).rejects.toMatchObject({
      cause: { cause: { type: 'APPROVAL_NOBODY_ELIGIBLE' } },
    });
  });
});

describe('a yes', () => {
  it('can be taken back inside the undo window, and given again', async () => {
    const performance = await theatre.start(undoable);
    const asked = await approvalAsked(theatre, performance);
    const yes = theatre.decision('ann', asked);
    await decide(performance, yes);
    await time.sleep(1_000);
    expect((await readRecords(theatre, performance)).approvals[0]?.status).toBe('undo_window');
    await performance.handle.signal(messageNames.withdraw, { ...yes, decision_id: randomUUID() });
    await time.sleep(1_000);
    const back = await readRecords(theatre, performance);
    expect(back.approvals[0]?.status).toBe('pending');
    expect(back.execution.status).toBe('waiting_for_approval');
    expect(theatre.stage.applied).toEqual([]);
    await decide(performance, theatre.decision('ann', asked));
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(theatre.stage.applied).toEqual([12_000]);
  });

  it('cannot be taken back when the undo window is over', async () => {
    const performance = await theatre.start(undoable);
    const yes = theatre.decision('ann', await approvalAsked(theatre, performance));
    await decide(performance, yes);
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(await outcomesOf(performance)).toMatchObject([{ decision_id: yes.decision_id, decision: 'approve' }]);
  });

  it('with other values makes a new plan, which is asked about again under its own digest', async () => {
    const performance = await theatre.start(raise);
    const first = await approvalAsked(theatre, performance);
    await decide(performance, theatre.decision('ann', first, { edits: { daily_budget_minor: 11_000 } }));
    const second = await approvalAsked(theatre, performance, 2);
    expect(second.plan_digest).not.toBe(first.plan_digest);
    expect(second).toMatchObject({ supersedes: first.approval_id, params: { daily_budget_minor: 11_000 } });
    await decide(performance, theatre.decision('bob', second));
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(theatre.stage.applied).toEqual([11_000]);
    const { approvals } = await readRecords(theatre, performance);
    expect(approvals.map(({ status }) => status)).toEqual(['superseded', 'approved']);
  });

  it('does not cover a live state that has changed since: there is a new plan and a new question', async () => {
    theatre.stage.meddling = 1;
    const performance = await theatre.start(raise);
    const first = await approvalAsked(theatre, performance);
    await decide(performance, theatre.decision('ann', first));
    const second = await approvalAsked(theatre, performance, 2);
    expect(second.change_set?.changes[0]).toMatchObject({ before: 10_001, after: 12_000 });
    expect(theatre.stage.applied).toEqual([]);
    await decide(performance, theatre.decision('ann', second));
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(theatre.stage.applied).toEqual([12_000]);
    expect((await readRecords(theatre, performance)).approvals.map(({ status }) => status)).toEqual([
      'superseded',
      'approved',
    ]);
  });

  it('gives up after three new plans when somebody keeps changing the same thing', async () => {
    theatre.stage.meddling = 9;
    const performance = await theatre.start(raise);
    for (const number of [1, 2, 3, 4]) {
      await decide(performance, theatre.decision('ann', await approvalAsked(theatre, performance, number)));
    }
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { type: 'REPLAN_LIMIT_REACHED' } });
    expect(theatre.stage.applied).toEqual([]);
  });
});

describe('whoever loses', () => {
  it('a losing branch takes its question back, and a late yes on it applies nothing', async () => {
    const steps = [parallel('race', 'any', [setBudget('raise', 12_000)], [gate('other')]), gate('end')];
    const performance = await theatre.start(plan(steps));
    await approvalAsked(theatre, performance, 2);
    const { approvals } = await readRecords(theatre, performance);
    const [money, other] = ['raise', 'other'].map((id) => approvals.find((each) => each.step_id === id));
    if (money === undefined || other === undefined) throw new Error('Both branches must have asked');
    await decide(performance, theatre.decision('ann', other));
    const end = await approvalAsked(theatre, performance, 3);
    const after = await readRecords(theatre, performance);
    expect(after.approvals.find((each) => each.approval_id === money.approval_id)?.status).toBe('cancelled');
    const late = theatre.decision('ann', money);
    await decide(performance, late);
    expect(await outcomesOf(performance)).toContainEqual({
      decision_id: late.decision_id,
      accepted: false,
      code: 'DECISION_TOO_LATE',
    });
    await decide(performance, theatre.decision('ann', end));
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(theatre.stage.applied).toEqual([]);
  });

  it('a cancelled execution settles what it had asked', async () => {
    const performance = await theatre.start(raise);
    await approvalAsked(theatre, performance);
    await performance.handle.cancel();
    await expect(performance.handle.result()).rejects.toThrow(/cancelled/i);
    const { approvals, execution } = await readRecords(theatre, performance);
    expect(approvals).toMatchObject([{ status: 'cancelled' }]);
    expect(execution.status).toBe('cancelled');
  });
});

describe('what is not asked', () => {
  it('a guardrail that is passed stops the change before anybody is asked', async () => {
    const { guardrails } = raise;
    const limited = plan([setBudget('raise', 12_000)], {
      guardrails: { ...guardrails, max_budget_change_pct: { value: 10, line: 21 } },
    });
    const performance = await theatre.start(limited);
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { type: 'GUARDRAIL_VIOLATED' } });
    const { execution, approvals } = await readRecords(theatre, performance);
    expect(execution.error_details).toMatchObject({
      findings: [{ rule: 'max_budget_change_pct', value: 20, limit: 10, line: 21 }],
    });
    expect(approvals).toEqual([]);
  });

  it('earned autonomy applies without asking, and the grant says by which rule', async () => {
    theatre.stage.facts = { autonomy_earned: true };
    const judged = action('judged', 'echo', {
      params: { value: literal({ confidence: 0.95, risk_level: 'low' }) },
      output: 'judged',
    });
    const { guardrails } = raise;
    const auto = plan([judged, setBudget('raise', 12_000)], { guardrails: { ...guardrails, autonomy: 'auto' } });
    const performance = await theatre.start(auto);
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(theatre.stage.applied).toEqual([12_000]);
    expect((await readRecords(theatre, performance)).approvals).toEqual([]);
  });

  it.each(['shadow', 'dry_run'] as const)('a %s run plans, asks nobody and applies nothing', async (mode) => {
    const performance = await theatre.start(raise, { mode });
    expect(await performance.handle.result()).toMatchObject({ outputs: { raise: { applied: false } } });
    expect(theatre.stage.applied).toEqual([]);
    expect((await readRecords(theatre, performance)).approvals).toEqual([]);
  });

  it('a change that changes nothing asks nobody', async () => {
    const performance = await theatre.start(plan([setBudget('same', 10_000)]));
    expect(await performance.handle.result()).toMatchObject({ outputs: { same: { applied: false } } });
    expect((await readRecords(theatre, performance)).approvals).toEqual([]);
  });
});
