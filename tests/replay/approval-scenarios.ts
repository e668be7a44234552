import { randomUUID } from 'node:crypto';
import type { ExecutionInput } from '../../contracts/execution.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { messageNames, startOptions, steeringNames } from '../../workflows/messages.ts';
import type { Performance, Theatre } from '../rehearsal/open-theatre.ts';
import { action, askApprovers, forEach, gate, parallel, plan, setBudget } from '../rehearsal/plans.ts';
import { approvalAsked, readRecords, statusShown } from '../rehearsal/records.ts';
import { type Answer, answering, echo, type Scenario, say } from './plays.ts';

const raise = plan([setBudget('raise', 12_000)]);
const limited = plan([setBudget('raise', 12_000)], {
  guardrails: { ...raise.guardrails, max_budget_change_pct: { value: 50, line: 3 } },
});
const unasked = { guardrails: { ...raise.guardrails, require_approval_if: { source: 'false', line: 1 } } };
const loop = forEach('loop', '[1, 2, 3, 4, 5, 6, 7, 8]', [action('work', 'noop')]);
const chain = [{ after_seconds: 1, approvers: { roles: [], users: [], expression: { source: 'true', line: 1 } } }];

const pausedWhile =
  (during: Answer): Answer =>
  async (theatre, approval, performance) => {
    const pause = { pause_id: randomUUID(), reason: 'incident' };
    await performance.handle.signal(steeringNames.pause, pause);
    await statusShown(theatre, performance, 'paused');
    await during(theatre, approval, performance);
    await performance.handle.signal(steeringNames.resume, pause);
  };
const nothing: Answer = async () => undefined;
const escalated: Answer = async (theatre, _approval, performance) => {
  for (;;) {
    const [asked] = (await readRecords(theatre, performance)).approvals;
    if (asked?.escalation_level === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
const calledOff =
  (story: Plan, compensate: boolean): Scenario =>
  async (theatre) => {
    const performance = await theatre.start(story);
    await approvalAsked(theatre, performance);
    const signal = { compensate, reason: 'no longer wanted', actor: theatre.people.cas };
    await performance.handle.signal(steeringNames.cancel, signal);
    await performance.handle.result();
    return performance;
  };

/** Plays in short histories; what is kept is the last of them, or the first one where a test of its beginning is meant. */
const inShortHistories =
  (story: Plan, answer: Answer, kept: 'first' | 'last', more: Partial<ExecutionInput> = {}): Scenario =>
  async (theatre: Theatre): Promise<Performance> => {
    const input = theatre.inputOf(story, more);
    await theatre.enlist(input);
    const options = { ...startOptions(input, theatre.task_queue), args: [input, null, { events: 25, bytes: 1e9 }] };
    const started = await theatre.client.workflow.start(story.playbook_id, options);
    const { workflowId, firstExecutionRunId } = started;
    const latest = { input, handle: theatre.client.workflow.getHandle(workflowId) };
    const asked = await approvalAsked(theatre, latest);
    while ((await latest.handle.describe()).runId === firstExecutionRunId) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await answer(theatre, asked, latest);
    await latest.handle.result().catch(() => undefined);
    const first = { input, handle: theatre.client.workflow.getHandle(workflowId, firstExecutionRunId) };
    return kept === 'first' ? first : latest;
  };
const besideALoop = (...branch: Parameters<typeof plan>[0]) => plan([parallel('p', 'all', branch, [loop])]);

/** Every further way in which an approval can end, and what a pause, a move or a call-off does to it. */
export const approvalScenarios: Readonly<Record<string, Scenario>> = {
  'approval-chain-then-approved': answering(plan([gate('ok', { escalation: chain, timeout_seconds: 60 })]), [
    async (theatre, approval, performance) => {
      await escalated(theatre, approval, performance);
      await say('bob')(theatre, approval, performance);
    },
  ]),
  'approval-chain-then-expired': answering(plan([gate('ok', { escalation: chain, timeout_seconds: 2 })]), [nothing]),
  'approval-delegated': answering(plan([gate('ok')]), [
    async (theatre, approval, performance) => {
      const to = { user_id: randomUUID(), email: 'other@example.com', roles: ['approver'] };
      const { ann } = theatre.people;
      const handed = { delegation_id: randomUUID(), approval_id: approval.approval_id, from: ann, to, reason: null };
      await performance.handle.signal(messageNames.delegate, handed);
      await say('ann', { actor: to })(theatre, approval, performance);
    },
  ]),
  'approval-paused-then-approved': answering(plan([gate('ok'), echo('a', '1')]), [
    async (theatre, approval, performance) => {
      await pausedWhile(nothing)(theatre, approval, performance);
      await say('ann')(theatre, approval, performance);
    },
  ]),
  'approval-approved-while-paused': answering(plan([gate('ok'), echo('a', '1')]), [pausedWhile(say('ann'))]),
  'approval-paused-then-expired': answering(plan([gate('ok', { timeout_seconds: 2 })]), [pausedWhile(nothing)]),
  'approval-called-off': calledOff(plan([gate('ok')]), false),
  'approval-called-off-with-compensation': calledOff(plan([setBudget('raise', 12_000), gate('ok')], unasked), true),
  'approval-open-before-a-move': inShortHistories(besideALoop(gate('ok')), say('ann'), 'first'),
  'approval-approved-after-a-move': inShortHistories(besideALoop(gate('ok')), say('ann'), 'last'),
  'approval-rejected-after-a-move': inShortHistories(
    besideALoop(gate('ok')),
    say('ann', { decision: 'reject' }),
    'last',
  ),
  'write-approved-after-a-move': inShortHistories(besideALoop(setBudget('raise', 12_000)), say('ann'), 'last'),
  'write-edited-after-a-move': inShortHistories(
    besideALoop(setBudget('raise', 12_000)),
    async (theatre, approval, performance) => {
      await say('ann', { edits: { daily_budget_minor: 11_000 } })(theatre, approval, performance);
      await say('bob')(theatre, await approvalAsked(theatre, performance, 2), performance);
    },
    'last',
  ),
  'write-edit-refused': answering(limited, [say('ann', { edits: { daily_budget_minor: 90_000 } }), say('bob')]),
  'write-approved-while-paused': answering(raise, [pausedWhile(say('ann'))]),
  'write-undo-window-paused': answering(
    plan([setBudget('raise', 12_000)], { approval: { ...askApprovers, undo_window_seconds: 2 } }),
    [
      async (theatre, approval, performance) => {
        await say('ann')(theatre, approval, performance);
        await pausedWhile(nothing)(theatre, approval, performance);
      },
    ],
  ),
  'write-stopped-by-a-pause': async (theatre) => {
    theatre.stage.stopped_by = randomUUID();
    const pause = { pause_id: theatre.stage.stopped_by, reason: 'incident' };
    const performance = await theatre.start(raise);
    await say('ann')(theatre, await approvalAsked(theatre, performance), performance);
    while (!theatre.stage.calls.includes('stopped')) await new Promise((resolve) => setTimeout(resolve, 10));
    await performance.handle.signal(steeringNames.pause, pause);
    theatre.stage.stopped_by = '';
    await performance.handle.signal(steeringNames.resume, pause);
    await performance.handle.result();
    return performance;
  },
  'paused-at-the-start': async (theatre) => {
    const pause_id = randomUUID();
    const performance = await theatre.start(plan([echo('a', '1')]), { paused_by: [pause_id] });
    await statusShown(theatre, performance, 'paused');
    await performance.handle.signal(steeringNames.resume, { pause_id, reason: 'over' });
    await performance.handle.result();
    return performance;
  },
  'results-reused': async (theatre) => {
    const results = { 'a/': 1, 'work/1': null, 'b/?': false, 'b/': null };
    const steps = [echo('a', '5'), forEach('all', '[1, 2, 3]', [action('work', 'noop')]), echo('c', 'a + 1')];
    const performance = await theatre.start(plan(steps), { reused: { from_execution_id: randomUUID(), results } });
    await performance.handle.result();
    return performance;
  },
};
