import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DecisionOutcome } from '../../contracts/approval.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { openTheatre, type Performance, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import {
  action,
  askApprovers,
  computed,
  forEach,
  gate,
  parallel,
  plan,
  setBudget,
  waitFor,
} from '../../tests/rehearsal/plans.ts';
import { approvalAsked, readRecords, statusShown } from '../../tests/rehearsal/records.ts';
import { messageNames, startOptions, steeringNames } from '../messages.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());
beforeEach(() => {
  Object.assign(theatre.stage, { live_budget_minor: 10_000, meddling: 0, facts: {}, stopped_by: '' });
  for (const list of [theatre.stage.applied, theatre.stage.calls]) list.length = 0;
});

const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });
const numbers = (count: number) => `[${Array.from({ length: count }, (_, index) => index).join(', ')}]`;
const loop = (rounds: number) => forEach('loop', numbers(rounds), [action('work', 'noop')]);

/** Starts a plan whose histories may be no longer than this many events. */
async function startShort(story: Plan, events: number, more: Partial<ExecutionInput> = {}): Promise<Performance> {
  const input = theatre.inputOf(story, more);
  await theatre.enlist(input);
  const options = { ...startOptions(input, theatre.task_queue), args: [input, null, { events, bytes: 1e9 }] };
  const started = await theatre.client.workflow.start(story.playbook_id, options);
  return { input, handle: theatre.client.workflow.getHandle(started.workflowId) };
}
const decide = ({ handle }: Performance, signal: object) => handle.signal(messageNames.decide, signal);
const outcomesOf = ({ handle }: Performance) => handle.query<DecisionOutcome[]>(messageNames.outcomes);
/** How many histories the execution has had so far: each announces itself with a run of its own. */
const runOf = async ({ handle }: Performance) => (await handle.describe()).runId;
/** Waits until the execution has gone on in another history than this one. */
async function moved(performance: Performance, from: string): Promise<string> {
  for (;;) {
    const now = await runOf(performance);
    if (now !== from) return now;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('an execution that moves while people are asked', () => {
  it('asks them once, under one id and one deadline, and hears what they say in any of its histories', async () => {
    const steps = [
      parallel('all', 'all', [gate('ok', { quorum: 2 })], [waitFor('w', 1), echo('late', '7')], [loop(20)]),
      echo('last', 'size(ok.approved_by) + late'),
    ];
    const performance = await startShort(plan(steps), 30);
    const first = await runOf(performance);
    const asked = await approvalAsked(theatre, performance);
    const yes = theatre.decision('ann', asked);
    await decide(performance, yes);
    await moved(performance, await moved(performance, first));
    await decide(performance, yes);
    await decide(performance, theatre.decision('ann', asked));
    expect(await outcomesOf(performance)).toMatchObject([
      { decision_id: yes.decision_id, accepted: true },
      { accepted: false, code: 'DECISION_REPEATED' },
    ]);
    await decide(performance, theatre.decision('bob', asked));
    expect(await performance.handle.result()).toMatchObject({ status: 'completed', outputs: { last: 9, late: 7 } });
    const { approvals, events } = await readRecords(theatre, performance);
    expect(approvals).toMatchObject([{ status: 'approved', expires_at: asked.expires_at }]);
    expect(events.filter(({ type }) => type === 'approval.requested')).toHaveLength(1);
    const { calls } = theatre.stage;
    expect(calls).toHaveLength(22);
    expect(new Set(calls).size).toBe(22);
  });

  it('loses no decision that is sent at whatever moment of a move', async () => {
    const story = plan([parallel('all', 'all', [gate('ok', { quorum: 3 })], [loop(24)])]);
    const performance = await startShort(story, 25);
    const asked = await approvalAsked(theatre, performance);
    const stale = Array.from({ length: 40 }, () => theatre.decision('ann', asked, { plan_digest: 'f'.repeat(64) }));
    const real = (['ann', 'bob', 'cas'] as const).map((who) => theatre.decision(who, asked));
    for (const [index, signal] of stale.entries()) {
      await decide(performance, signal);
      if (index % 18 === 17) await decide(performance, real[Math.floor(index / 18)] ?? signal);
    }
    await decide(performance, theatre.decision('cas', asked));
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    const told = new Map((await outcomesOf(performance)).map((outcome) => [outcome.decision_id, outcome]));
    for (const { decision_id } of stale) expect(told.get(decision_id)).toMatchObject({ code: 'DECISION_STALE' });
    expect([...told.values()].filter(({ accepted }) => accepted)).toHaveLength(3);
  });

  it('keeps a plan that is asked about, and applies exactly that once', async () => {
    const approval = { ...askApprovers, undo_window_seconds: 1 };
    const story = plan([parallel('all', 'all', [setBudget('raise', 12_000)], [loop(16)])], { approval });
    const performance = await startShort(story, 30);
    const first = await runOf(performance);
    const asked = await approvalAsked(theatre, performance);
    await moved(performance, first);
    await decide(performance, theatre.decision('ann', asked));
    expect(await performance.handle.result()).toMatchObject({ outputs: { raise: { applied: true } } });
    expect(theatre.stage.applied).toEqual([12_000]);
    expect(theatre.stage.calls.filter((call) => call.startsWith('plan'))).toHaveLength(1);
    expect((await readRecords(theatre, performance)).approvals).toMatchObject([{ status: 'approved' }]);
  });

  it('moves although nothing but messages fills its history', async () => {
    const performance = await startShort(plan([gate('ok')]), 200);
    const first = await runOf(performance);
    const asked = await approvalAsked(theatre, performance);
    const forged = () => decide(performance, theatre.decision('ann', asked, { plan_digest: 'f'.repeat(64) }));
    for (let batch = 0; batch < 10; batch += 1) await Promise.all(Array.from({ length: 30 }, forged));
    await moved(performance, first);
    await decide(performance, theatre.decision('ann', asked));
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(await outcomesOf(performance)).toHaveLength(201);
    const { approvals } = await readRecords(theatre, performance);
    expect(approvals).toMatchObject([{ status: 'approved' }]);
  });

  it('stays paused, delegated and cancellable in the next history', async () => {
    const story = plan([parallel('all', 'all', [gate('ok', { quorum: 2 })], [loop(16)])]);
    const performance = await startShort(story, 30);
    const first = await runOf(performance);
    const asked = await approvalAsked(theatre, performance);
    const { ann, asker, cas } = theatre.people;
    const other = { user_id: randomUUID(), email: 'other@example.com', roles: ['approver'] };
    const handed = { delegation_id: randomUUID(), approval_id: asked.approval_id, from: ann, to: other, reason: null };
    await performance.handle.signal(messageNames.delegate, handed);
    const pause = { pause_id: randomUUID(), reason: 'incident' };
    const second = await moved(performance, first);
    await performance.handle.signal(steeringNames.pause, pause);
    await statusShown(theatre, performance, 'paused');
    const noise = () => decide(performance, theatre.decision('asker', asked));
    for (let batch = 0; batch < 3; batch += 1) await Promise.all(Array.from({ length: 20 }, noise));
    await moved(performance, second);
    expect((await readRecords(theatre, performance)).execution.status).toBe('paused');
    await decide(performance, theatre.decision('ann', asked, { actor: other }));
    await decide(performance, theatre.decision('ann', asked));
    expect((await outcomesOf(performance)).slice(-2)).toMatchObject([
      { accepted: true },
      { code: 'DECISION_REPEATED' },
    ]);
    expect(asked.excluded_user_ids).toEqual([asker.user_id]);
    await performance.handle.signal(steeringNames.cancel, { compensate: false, reason: 'enough', actor: cas });
    expect(await performance.handle.result()).toMatchObject({ status: 'cancelled' });
    expect((await readRecords(theatre, performance)).approvals).toMatchObject([{ status: 'cancelled' }]);
  });
});
