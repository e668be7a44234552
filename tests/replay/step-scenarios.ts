import { randomUUID } from 'node:crypto';
import type { Plan, Step } from '../../contracts/plan/index.ts';
import { startOptions, steeringNames } from '../../workflows/messages.ts';
import type { Performance, Theatre } from '../rehearsal/open-theatre.ts';
import {
  action,
  attempt,
  child,
  computed,
  expression,
  forEach,
  gate,
  literal,
  onlyIf,
  parallel,
  plan,
  repeat,
  set,
  setBudget,
  stop,
  wait,
  waitEvent,
  waitFor,
} from '../rehearsal/plans.ts';
import { approvalAsked, statusShown } from '../rehearsal/records.ts';
import { answering, echo, failing, type Scenario, say, toTheEnd } from './plays.ts';

const start = (x: number) => set('start', { x: literal(x) });
const refused = failing('f', 'PLATFORM_REFUSED');
const tidied = [echo('tidied', '1')];
const office = { timezone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], from_minute: 540, to_minute: 1020, holidays: [] };
const longLoop = plan([
  start(0),
  repeat('r', { while: 'x < 6' }, [
    echo('d', 'x + round'),
    forEach('g', '[1, 2]', [echo('h', 'item')]),
    attempt('t', [refused], [echo('c', 'error.code')]),
    set('s', { x: computed('x + 1') }),
  ]),
  echo('last', 'x + d'),
]);
const automatic = { guardrails: { ...plan([]).guardrails, autonomy: 'auto' as const } };
const judged = action('judged', 'echo', {
  params: { value: literal({ confidence: 0.95, risk_level: 'low' }) },
  output: 'judged',
});
const trusted = ({ stage }: Theatre) => {
  stage.facts = { autonomy_earned: true };
};
const compensating = (...between: readonly Step[]) =>
  plan([judged, setBudget('raise', 12_000), ...between, { ...refused, on_error: 'compensate' }], automatic);

/** Histories of at most 25 events: the execution moves again and again. Keeps the first of them, or the last. */
const moving =
  (story: Plan, which: 'first' | 'last'): Scenario =>
  async (theatre) => {
    const input = theatre.inputOf(story);
    await theatre.enlist(input);
    const args = [input, null, { events: 25, bytes: 1e9 }];
    const options = { ...startOptions(input, theatre.task_queue), args };
    const handle = await theatre.client.workflow.start(story.playbook_id, options);
    await handle.result();
    const run_id = which === 'first' ? handle.firstExecutionRunId : undefined;
    return { input, handle: theatre.client.workflow.getHandle(handle.workflowId, run_id) };
  };

/** A parent of a child with these steps. */
const parenting =
  (steps: readonly Step[], meanwhile: (performance: Performance) => Promise<unknown> = async () => null): Scenario =>
  async (theatre) => {
    const playbook_id = `child_${randomUUID().slice(0, 8)}_v1`;
    await theatre.deploy(plan(steps, { playbook_id, scope: 'none' }));
    const performance = await theatre.start(plan([child('c', playbook_id), echo('after', 'c.status')]));
    await meanwhile(performance);
    await performance.handle.result().catch(() => undefined);
    return performance;
  };
async function childStarted({ handle }: Performance): Promise<void> {
  for (;;) {
    const { events } = await handle.fetchHistory();
    if (events?.some((event) => event.childWorkflowExecutionStartedEventAttributes)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What happens outside while a story waits for it. */
const happening =
  (story: Plan, ...data: readonly unknown[]): Scenario =>
  async (theatre) => {
    const performance = await theatre.start(story);
    await statusShown(theatre, performance, 'waiting');
    for (const each of data) {
      await performance.handle.signal(steeringNames.event, { event_id: randomUUID(), name: 'go', data: each });
    }
    await performance.handle.result();
    return performance;
  };
const waitingStill =
  (step: Step): Scenario =>
  async (theatre) => {
    const performance = await theatre.start(plan([step]));
    await statusShown(theatre, performance, 'waiting');
    return performance;
  };

/** The kinds of steps that hold others or wait for others, and what is done after a failure. */
export const stepScenarios: Readonly<Record<string, Scenario>> = {
  'repeat-while': toTheEnd(
    plan([
      start(1),
      repeat('r', { while: 'x < 9' }, [echo('y', 'x * 2'), set('s', { x: computed('y') })]),
      echo('z', 'x'),
    ]),
  ),
  'repeat-until-in-branches': toTheEnd(
    plan([
      parallel(
        'p',
        'all',
        [repeat('r', { until: 'round == 1' }, [echo('a', 'round')])],
        [forEach('all', '[1, 2]', [repeat('q', { until: 'turn == 1' }, [echo('b', 'turn')], { as: 'turn' })])],
      ),
    ]),
  ),
  'repeat-limit-reached': toTheEnd(
    plan([repeat('r', { until: 'false' }, [echo('a', 'round')], { max_iterations: 2 })]),
  ),
  'repeat-limit-accepted': toTheEnd(
    plan([repeat('r', { until: 'false' }, [echo('a', 'round')], { max_iterations: 2, on_limit: 'continue' })]),
  ),
  'repeat-moves-to-a-new-history': moving(longLoop, 'first'),
  'repeat-moved-to-a-new-history': moving(longLoop, 'last'),
  'try-caught': toTheEnd(
    plan([attempt('t', [echo('a', '1'), refused], [echo('c', 'error.code')], { finally: tidied })]),
  ),
  'try-not-caught': toTheEnd(
    plan([
      attempt('t', [refused], null, {
        catches: [{ when: expression("error.code == 'INTERNAL'"), line: 1, steps: [echo('c', '1')] }],
        finally: tidied,
      }),
    ]),
  ),
  'try-stopped': toTheEnd(plan([attempt('t', [stop('s', 'completed')], [echo('c', '1')], { finally: tidied })])),
  'try-cancelled': async (theatre) => {
    const performance = await theatre.start(plan([attempt('t', [gate('ok')], [echo('c', '1')], { finally: tidied })]));
    await approvalAsked(theatre, performance);
    await performance.handle.cancel();
    await performance.handle.result().catch(() => undefined);
    return performance;
  },
  'try-approvals-everywhere': answering(
    plan([attempt('t', [parallel('p', 'all', [gate('a')], [echo('b', '1')])], [gate('c')], { finally: [gate('d')] })]),
    [say('ann', { decision: 'reject', reason: 'other' }), say('ann'), say('bob')],
  ),
  'playbook-completed': parenting([echo('e', '1')]),
  'playbook-failed': parenting([refused]),
  'playbook-cancelled-with-its-parent': parenting([waitFor('w', 3600)], async (performance) => {
    await childStarted(performance);
    await performance.handle.cancel();
  }),
  'playbook-loses-the-race': async (theatre) => {
    const playbook_id = `child_${randomUUID().slice(0, 8)}_v1`;
    await theatre.deploy(plan([waitFor('w', 3600)], { playbook_id, scope: 'none' }));
    return toTheEnd(plan([parallel('p', 'any', [child('c', playbook_id)], [waitFor('x', 0.3), echo('won', '1')])]))(
      theatre,
    );
  },
  'wait-event': happening(
    plan([waitEvent('w', 'go', { match: expression('event.data > 1') }), echo('a', 'w.data')]),
    ...[1, 'odd', 2],
  ),
  'wait-event-early': happening(
    plan([waitFor('w', 0.3), repeat('r', { until: 'round == 1' }, [waitEvent('e', 'go')])]),
    1,
    2,
  ),
  'wait-event-timed-out': toTheEnd(plan([waitEvent('w', 'go', { timeout_seconds: 0.2 })])),
  'wait-event-given-up': toTheEnd(
    plan([waitEvent('w', 'go', { timeout_seconds: 0.2, on_timeout: 'continue' }), onlyIf('w == null', echo('a', '1'))]),
  ),
  'open-waiting-for-event': waitingStill(waitEvent('w', 'go')),
  'open-waiting-for-business-days': waitingStill(wait('w', { kind: 'business_days', days: 3, calendar: office })),
  'open-waiting-within-opening-hours': waitingStill(wait('w', { kind: 'for', seconds: 86_400, calendar: office })),
  'on-failure': toTheEnd(
    plan([refused], { on_failure: [echo('told', 'error.code'), failing('g', 'PLATFORM_NOT_FOUND')] }),
  ),
  'activity-timed-out': toTheEnd(
    plan([action('slow', 'linger', { timeout_seconds: 0.3, retry: { ...refused.retry, max_attempts: 1 } })]),
  ),
  compensated: toTheEnd(compensating(), trusted),
  'compensated-and-caught': toTheEnd(
    plan([attempt('t', compensating().steps, [echo('c', 'error.code')])], automatic),
    trusted,
  ),
  'compensation-failed': toTheEnd(compensating(action('hand', 'meddle')), trusted),
};
