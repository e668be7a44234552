import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalAddress } from '../tests/harness/temporal.ts';
import { openTheatre, type Performance, type Theatre } from '../tests/rehearsal/open-theatre.ts';
import { plan, setBudget } from '../tests/rehearsal/plans.ts';
import { approvalAsked, waitBegun } from '../tests/rehearsal/records.ts';
import { twinPlans } from '../tests/rehearsal/twin-plans.ts';
import { obtainBundle } from '../worker/bundle.ts';
import { messageNames, startOptions } from './messages.ts';

let theatre: Theatre;
beforeAll(async () => {
  const bundle_path = await obtainBundle({ entry: 'tests/rehearsal/twins/index.ts' });
  theatre = await openTheatre({ address: temporalAddress(), bundle_path });
});
afterAll(() => theatre.close());

/** How often each kind of event stands in a history. */
async function eventsOf(handle: WorkflowHandle): Promise<Record<string, number>> {
  await handle.result();
  const { events } = await handle.fetchHistory();
  const counts: Record<string, number> = {};
  for (const event of events ?? []) {
    const kind = Object.keys(event).find((name) => name.endsWith('EventAttributes')) ?? 'none';
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0);
/** How many workflow tasks there are when things run at once depends on which answers happen to arrive together. */
const withoutTasks = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([kind]) => !kind.startsWith('workflowTask')));

/** The playbook and its twin, both under way. */
async function started(name: keyof typeof twinPlans): Promise<readonly [Performance, Performance]> {
  const interpreted = await theatre.start(twinPlans[name]);
  const input = theatre.inputOf(twinPlans[name]);
  await theatre.enlist(input);
  const handle = await theatre.client.workflow.start(`twin_${name}`, startOptions(input, theatre.task_queue));
  return [interpreted, { input, handle }];
}

async function pair(name: keyof typeof twinPlans) {
  const [interpreted, twin] = await started(name);
  return { interpreted: await eventsOf(interpreted.handle), byHand: await eventsOf(twin.handle) };
}

describe('a playbook has exactly the history of a workflow written by hand', () => {
  it.each(['linear', 'switch', 'for_each', 'loop'] as const)('%s: ratio 1.00', async (name) => {
    const { interpreted, byHand } = await pair(name);
    expect(interpreted).toEqual(byHand);
    expect(total(interpreted) / total(byHand)).toBe(1);
  });

  it.each(['parallel', 'mixed'] as const)('%s: ratio 1.00, workflow tasks aside', async (name) => {
    const { interpreted, byHand } = await pair(name);
    expect(withoutTasks(interpreted)).toEqual(withoutTasks(byHand));
  });

  it('an approval in a branch: ratio 1.00, workflow tasks aside', async () => {
    const performances = await started('approval_in_branch');
    for (const performance of performances) {
      const asked = await approvalAsked(theatre, performance);
      await waitBegun(performance);
      await performance.handle.signal(messageNames.decide, theatre.decision('ann', asked));
    }
    const [interpreted, byHand] = await Promise.all(performances.map(({ handle }) => eventsOf(handle)));
    expect(withoutTasks(interpreted ?? {})).toEqual(withoutTasks(byHand ?? {}));
  });

  it('an approval costs two events besides its activities and its timer', async () => {
    const performance = await theatre.start(plan([setBudget('raise', 12_000)]));
    const asked = await approvalAsked(theatre, performance);
    await waitBegun(performance);
    await performance.handle.signal(messageNames.decide, theatre.decision('ann', asked));
    expect(withoutTasks(await eventsOf(performance.handle))).toEqual({
      workflowExecutionStartedEventAttributes: 1,
      workflowExecutionSignaledEventAttributes: 1,
      activityTaskScheduledEventAttributes: 4,
      activityTaskStartedEventAttributes: 4,
      activityTaskCompletedEventAttributes: 4,
      timerStartedEventAttributes: 1,
      timerCanceledEventAttributes: 1,
      upsertWorkflowSearchAttributesEventAttributes: 2,
      workflowExecutionCompletedEventAttributes: 1,
    });
  });
});
