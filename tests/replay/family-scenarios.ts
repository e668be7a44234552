import { randomUUID } from 'node:crypto';
import type { Step } from '../../contracts/plan/index.ts';
import type { Performance, Theatre } from '../rehearsal/open-theatre.ts';
import {
  action,
  attempt,
  child,
  choose,
  expression,
  forEach,
  onlyIf,
  parallel,
  plan,
  repeat,
  waitFor,
} from '../rehearsal/plans.ts';
import { echo, failing, type Scenario } from './plays.ts';

/** Steps as the only content of something that holds them; `before` and `after` show that the story goes on around it. */
type Holder = (inside: readonly Step[]) => readonly Step[];

const refused = failing('refused', 'PLATFORM_REFUSED');
const always = { when: expression('1 < 2'), line: 1 };

/** Every construction that can hold a step. */
const holders: Readonly<Record<string, Holder>> = {
  nothing: (inside) => inside,
  condition: ([first, ...rest]) => (first === undefined ? [] : [onlyIf('1 < 2', first), ...rest]),
  switch: (inside) => [choose('holds', [{ ...always, steps: [...inside] }])],
  'switch-else': (inside) => [choose('holds', [{ ...always, when: expression('1 > 2'), steps: [] }], inside)],
  'parallel-all': (inside) => [parallel('holds', 'all', inside, [echo('beside', '1')])],
  'parallel-any': (inside) => [parallel('holds', 'any', inside)],
  'for-each': (inside) => [forEach('holds', '[1]', inside)],
  'for-each-at-once': (inside) => [forEach('holds', '[1, 2, 3]', inside, { max_parallel: 3 })],
  repeat: (inside) => [repeat('holds', { until: 'round == 1' }, inside)],
  try: (inside) => [attempt('holds', inside, null, { finally: [echo('tidied', '1')] })],
  catch: (inside) => [attempt('holds', [refused], inside)],
  finally: (inside) => [attempt('holds', [echo('tried', '1')], null, { finally: inside })],
};

/** How it goes inside: to a good end, to a bad one, called off, or not over yet when it is recorded. */
const ways: Readonly<
  Record<string, { inside: readonly Step[]; until: 'end' | 'timer' | 'activity'; cancel: boolean }>
> = {
  completed: { inside: [echo('a', '1'), echo('b', 'a')], until: 'end', cancel: false },
  failed: { inside: [echo('a', '1'), failing('b', 'PLATFORM_NOT_FOUND')], until: 'end', cancel: false },
  cancelled: { inside: [echo('a', '1'), waitFor('b', 3600)], until: 'timer', cancel: true },
  'open-in-a-wait': { inside: [waitFor('a', 3600)], until: 'timer', cancel: false },
  'open-in-an-action': { inside: [action('a', 'linger', { timeout_seconds: 60 })], until: 'activity', cancel: false },
};

/** Looks at the history until it shows such an event. */
async function shows({ handle }: Performance, what: 'timer' | 'activity' | 'child', count = 1): Promise<void> {
  for (;;) {
    const events = (await handle.fetchHistory()).events ?? [];
    const found = events.filter((event) => {
      if (what === 'timer') return event.timerStartedEventAttributes;
      if (what === 'child') return event.childWorkflowExecutionStartedEventAttributes;
      return event.activityTaskScheduledEventAttributes?.activityType?.name === 'RehearsalAgent.linger';
    });
    if (found.length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Until the end, or until the interpreter has heard of the call-off: what is done in a `finally` is done to its end all the same. */
async function endOrCallOff({ handle }: Performance): Promise<void> {
  let over = false;
  void handle
    .result()
    .catch(() => undefined)
    .finally(() => {
      over = true;
    });
  // A few looks more than needed, so that what ends because of it is recorded with its end.
  for (let looks = 0; !over && looks < 6; ) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const events = (await handle.fetchHistory()).events ?? [];
    const asked = events.findIndex((event) => event.workflowExecutionCancelRequestedEventAttributes);
    if (asked >= 0 && events.slice(asked).some((event) => event.workflowTaskCompletedEventAttributes)) looks += 1;
  }
}

const played =
  (steps: readonly Step[], { until, cancel }: (typeof ways)[string] & object): Scenario =>
  async (theatre) => {
    const performance = await theatre.start(plan([echo('before', '1'), ...steps, echo('after', '1')]));
    if (until !== 'end') await shows(performance, until);
    if (cancel) await performance.handle.cancel();
    if (until === 'end' || cancel) await endOrCallOff(performance);
    return performance;
  };

/** The same inside a playbook that a step starts; recorded is the parent. */
const playedByAChild =
  (way: (typeof ways)[string] & object): Scenario =>
  async (theatre: Theatre) => {
    const playbook_id = `child_${randomUUID().slice(0, 8)}_v1`;
    await theatre.deploy(plan(way.inside, { playbook_id, scope: 'none' }));
    const performance = await theatre.start(plan([child('holds', playbook_id), echo('after', '1')]));
    if (way.until !== 'end') await shows(performance, 'child');
    if (way.cancel) await performance.handle.cancel();
    if (way.until === 'end' || way.cancel) await endOrCallOff(performance);
    return performance;
  };

/** Every construction, gone every way: `<construction>-holds-<way>`. */
export const familyScenarios: Readonly<Record<string, Scenario>> = Object.fromEntries(
  Object.entries(ways).flatMap(([way, how]) => [
    ...Object.entries(holders).map(([name, holder]): [string, Scenario] => [
      `${name}-holds-${way}`,
      played(holder(how.inside), how),
    ]),
    [`playbook-holds-${way}`, playedByAChild(how)] satisfies [string, Scenario],
  ]),
);
