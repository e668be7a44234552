import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../contracts/plan/index.ts';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { openTheatre, type Performance, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import {
  action,
  choose,
  computed,
  expression,
  forEach,
  gate,
  onlyIf,
  parallel,
  plan,
  set,
} from '../../tests/rehearsal/plans.ts';
import { approvalAsked, readRecords } from '../../tests/rehearsal/records.ts';
import { messageNames, startOptions } from '../messages.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());

const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });

/** Starts a plan whose histories may be no longer than this many events. */
async function startShort(story: Plan, events: number): Promise<Performance> {
  const input = theatre.inputOf(story);
  await theatre.enlist(input);
  const options = { ...startOptions(input, theatre.task_queue), args: [input, null, { events, bytes: 1e9 }] };
  return { input, handle: await theatre.client.workflow.start(story.playbook_id, options) };
}

it('an execution that outgrows its history goes on in a new one, and no step runs twice or is lost', async () => {
  const loop = forEach(
    'all',
    '[1, 2, 3, 4, 5, 6, 7, 8]',
    [onlyIf('item != 4', echo('d', 'item * 2')), echo('e', 'item + 1')],
    {
      max_parallel: 2,
    },
  );
  const branches = parallel('race', 'any', [echo('won', '1'), echo('won_more', 'won + 1')]);
  const sizes = [{ when: expression('x > 2'), line: 1, steps: [echo('big', 'x'), echo('bigger', 'big + 1')] }];
  const story = plan([
    echo('first', '1'),
    set('s', { x: computed('first + 2') }),
    loop,
    branches,
    choose('c', sizes),
    gate('ok'),
    echo('last', 'won_more + x'),
  ]);
  const performance = await startShort(story, 30);
  const first = (await performance.handle.describe()).runId;
  const asked = await approvalAsked(theatre, performance);
  const yes = theatre.decision('ann', asked);
  await performance.handle.signal(messageNames.decide, yes);
  expect(await performance.handle.result()).toMatchObject({
    status: 'completed',
    outputs: { first: 1, x: 3, all: [2, 3, 4, 5, 6, 7, 8, 9], won: 1, won_more: 2, big: 3, bigger: 4, last: 5 },
  });
  const { calls } = theatre.stage;
  expect(calls).toHaveLength(new Set(calls).size);
  expect(calls).toHaveLength(1 + 7 + 8 + 2 + 2 + 1);

  const last = (await performance.handle.describe()).runId;
  expect(last).not.toBe(first);
  const { execution, events } = await readRecords(theatre, performance);
  expect(execution).toMatchObject({ status: 'completed', run_id: last });
  expect(events.filter((event) => event.type === 'execution.started')).toHaveLength(1);
  const { historyLength } = await performance.handle.describe();
  expect(historyLength).toBeLessThan(80);
});
