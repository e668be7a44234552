import { randomUUID } from 'node:crypto';
import { messageNames, startOptions } from '../../workflows/messages.ts';
import {
  action,
  askApprovers,
  choose,
  computed,
  expression,
  forEach,
  gate,
  literal,
  onlyIf,
  parallel,
  plan,
  set,
  setBudget,
  stop,
  waitFor,
  waitUntil,
} from '../rehearsal/plans.ts';
import { approvalAsked, statusShown } from '../rehearsal/records.ts';
import { agentScenarios } from './agent-scenarios.ts';
import { approvalScenarios } from './approval-scenarios.ts';
import { familyScenarios } from './family-scenarios.ts';
import { answering, echo, failing, type Scenario, say, toTheEnd } from './plays.ts';
import { randomScenarios } from './random-scenarios.ts';
import { stepScenarios } from './step-scenarios.ts';

const raise = plan([setBudget('raise', 12_000)]);
const undoable = plan([setBudget('raise', 12_000)], { approval: { ...askApprovers, undo_window_seconds: 1 } });
const brief = { timeout_seconds: 1 };

/** Every kind of step and every way in which an approval can end; the name is that of the file. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  ...stepScenarios,
  ...approvalScenarios,
  ...familyScenarios,
  ...randomScenarios,
  ...agentScenarios,
  'action-outputs': toTheEnd(plan([echo('a', '1'), echo('b', 'a + 1')])),
  'action-skipped': toTheEnd(plan([echo('a', '1'), onlyIf('a > 1', echo('b', '2')), echo('c', '3')])),
  'action-retried': toTheEnd(plan([failing('flaky', 'PLATFORM_UNAVAILABLE', 2), echo('after', '1')])),
  'action-failed': toTheEnd(plan([failing('broken', 'PLATFORM_REFUSED')])),
  'action-failure-passed-over': toTheEnd(
    plan([{ ...failing('broken', 'PLATFORM_REFUSED'), on_error: 'continue' }, echo('a', '1')]),
  ),
  'expression-failed': toTheEnd(plan([onlyIf('inputs.gone > 1', echo('a', '1'))])),
  'moved-to-a-new-history': async (theatre) => {
    const story = plan([forEach('all', '[1, 2, 3, 4, 5, 6]', [echo('d', 'item * 2')]), echo('last', 'size(all)')]);
    const input = theatre.inputOf(story);
    await theatre.enlist(input);
    const options = { ...startOptions(input, theatre.task_queue), args: [input, null, { events: 25, bytes: 1e9 }] };
    const handle = await theatre.client.workflow.start(story.playbook_id, options);
    await handle.result();
    return { input, handle: theatre.client.workflow.getHandle(handle.workflowId) };
  },
  set: toTheEnd(plan([set('s', { x: literal(1), y: literal([1, 2]) }), echo('a', 'x + size(y)')])),
  'switch-case': toTheEnd(
    plan([choose('c', [{ when: expression('1 < 2'), line: 1, steps: [echo('a', '1')] }], [echo('b', '2')])]),
  ),
  'switch-else': toTheEnd(
    plan([choose('c', [{ when: expression('1 > 2'), line: 1, steps: [echo('a', '1')] }], [echo('b', '2')])]),
  ),
  'parallel-all': toTheEnd(
    plan([parallel('p', 'all', [echo('a', '1'), echo('a2', 'a')], [echo('b', '2')]), echo('c', 'a + b')]),
  ),
  'parallel-all-one-fails': toTheEnd(
    plan([parallel('p', 'all', [failing('a', 'PLATFORM_REFUSED')], [waitFor('w', 60)])]),
  ),
  'parallel-any': toTheEnd(plan([parallel('p', 'any', [waitFor('w', 60)], [echo('b', '2')]), echo('c', 'b')])),
  'parallel-any-all-fail': toTheEnd(
    plan([parallel('p', 'any', [failing('a', 'PLATFORM_REFUSED')], [failing('b', 'PLATFORM_NOT_FOUND')])]),
  ),
  'parallel-any-losing-approval': answering(
    plan([parallel('p', 'any', [gate('slow')], [waitFor('w', 0.5)]), echo('c', '1')]),
    [],
  ),
  'for-each-in-turn': toTheEnd(plan([forEach('all', '[1, 2, 3]', [echo('d', 'item * 2')])])),
  'for-each-at-once': toTheEnd(
    plan([forEach('all', '[1, 2, 3, 4]', [echo('d', 'item'), echo('e', 'd')], { max_parallel: 3 })]),
  ),
  'for-each-item-fails': toTheEnd(
    plan([
      forEach('all', '[1, 2, 3]', [onlyIf('item == 2', failing('f', 'PLATFORM_REFUSED')), echo('d', 'item')], {
        on_item_error: 'continue',
      }),
    ]),
  ),
  'wait-for': toTheEnd(plan([waitFor('w', 0.2), echo('a', '1')])),
  'wait-until': toTheEnd(plan([waitUntil('w', "'2020-01-01T00:00:00Z'"), echo('a', '1')])),
  'stop-completed': toTheEnd(plan([echo('a', '1'), stop('s', 'completed', computed('a')), echo('never', '2')])),
  'stop-cancelled': toTheEnd(plan([forEach('all', '[1]', [stop('s', 'cancelled')])])),
  'stop-failed': toTheEnd(plan([stop('s', 'failed', literal('no'))])),
  'approval-approved': answering(plan([gate('ok'), echo('a', 'ok.approved')]), [say('ann')]),
  'approval-rejected': answering(plan([gate('ok')]), [say('ann', { decision: 'reject', reason: 'other' })]),
  'approval-expired': toTheEnd(plan([gate('ok', brief)])),
  'approval-expired-cancels': toTheEnd(plan([gate('ok', { ...brief, on_timeout: 'cancel' })])),
  'approval-escalated': answering(plan([gate('ok', { timeout_seconds: 2, on_timeout: 'escalate' })]), [
    async () => undefined,
    say('bob'),
  ]),
  'approval-nobody-eligible': toTheEnd(plan([gate('ok', { quorum: 9 })])),
  'approval-quorum': answering(plan([gate('ok', { quorum: 2 })]), [
    async (theatre, approval, performance) => {
      for (const who of ['ann', 'asker', 'ann', 'bob'] as const) await say(who)(theatre, approval, performance);
    },
  ]),
  'approval-repeated-and-stale': answering(plan([gate('ok')]), [
    async (theatre, approval, performance) => {
      await say('ann', { plan_digest: 'f'.repeat(64) })(theatre, approval, performance);
      const yes = theatre.decision('ann', approval);
      for (let time = 0; time < 5; time += 1) await performance.handle.signal(messageNames.decide, yes);
      await say('bob', { decision: 'reject' })(theatre, approval, performance);
    },
  ]),
  'write-approved': answering(raise, [say('ann')]),
  'write-rejected': answering(raise, [say('ann', { decision: 'reject' })]),
  'write-expired': toTheEnd(plan([setBudget('raise', 12_000)], { approval: { ...askApprovers, ...brief } })),
  'write-undo-window': answering(undoable, [say('ann')]),
  'write-withdrawn': answering(undoable, [
    async (theatre, approval, performance) => {
      const yes = theatre.decision('ann', approval);
      await performance.handle.signal(messageNames.decide, yes);
      await performance.handle.signal(messageNames.withdraw, { ...yes, decision_id: randomUUID() });
      await say('bob')(theatre, approval, performance);
    },
  ]),
  'write-edited': answering(raise, [say('ann', { edits: { daily_budget_minor: 11_000 } }), say('bob')]),
  'write-drifted': answering(raise, [say('ann'), say('ann')], ({ stage }) => {
    stage.meddling = 1;
  }),
  'write-replan-limit': answering(raise, [say('ann'), say('ann'), say('ann'), say('ann')], ({ stage }) => {
    stage.meddling = 9;
  }),
  'write-changes-nothing': toTheEnd(plan([setBudget('same', 10_000)])),
  'write-guardrail-violated': toTheEnd(
    plan([setBudget('raise', 12_000)], {
      guardrails: { ...raise.guardrails, max_budget_change_pct: { value: 5, line: 3 } },
    }),
  ),
  'write-shadow': toTheEnd(
    plan([setBudget('raise', 12_000)], { guardrails: { ...raise.guardrails, autonomy: 'shadow' } }),
  ),
  'write-by-policy': toTheEnd(
    plan(
      [
        action('judged', 'echo', {
          params: { value: literal({ confidence: 0.95, risk_level: 'low' }) },
          output: 'judged',
        }),
        setBudget('raise', 12_000),
      ],
      { guardrails: { ...raise.guardrails, autonomy: 'auto' } },
    ),
    ({ stage }) => {
      stage.facts = { autonomy_earned: true };
    },
  ),
  cancelled: async (theatre) => {
    const performance = await theatre.start(plan([gate('ok')]));
    await approvalAsked(theatre, performance);
    await performance.handle.cancel();
    await performance.handle.result().catch(() => undefined);
    return performance;
  },
  'open-waiting-for-approval': async (theatre) => {
    const performance = await theatre.start(raise);
    await approvalAsked(theatre, performance);
    return performance;
  },
  'open-waiting-for-time': async (theatre) => {
    const performance = await theatre.start(plan([echo('a', '1'), waitFor('w', 86_400)]));
    await statusShown(theatre, performance, 'waiting');
    return performance;
  },
};
