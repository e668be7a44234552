import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporalAddress } from '../tests/harness/temporal.ts';
import { openTheatre, type Theatre } from '../tests/rehearsal/open-theatre.ts';
import { action, forEach, plan } from '../tests/rehearsal/plans.ts';
import { createEventLocator } from './locate-event.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());

it('finds the event that scheduled an activity, over several pages, and says so when there is none', async () => {
  const many = forEach('all', `[${Array.from({ length: 60 }, (_, index) => index).join(', ')}]`, [action('a', 'noop')]);
  const { handle } = await theatre.start(plan([many]));
  await handle.result();
  const events = (await handle.fetchHistory()).events ?? [];
  const scheduled = events.filter((event) => event.activityTaskScheduledEventAttributes);
  expect(events.length).toBeGreaterThan(200);
  const { runId: run_id = '' } = await handle.describe();
  const locate = createEventLocator(theatre.client, 'default');
  for (const event of [scheduled[0], scheduled.at(-1)]) {
    const activity_id = event?.activityTaskScheduledEventAttributes?.activityId ?? '';
    const found = await locate({ workflow_id: handle.workflowId, run_id, activity_id });
    expect(found).toBe(String(event?.eventId));
    expect(await locate({ workflow_id: 'known by its run', run_id, activity_id })).toBe(found);
  }
  expect(await locate({ workflow_id: handle.workflowId, run_id, activity_id: 'none' })).toBeNull();
});

it('throws when Temporal knows of no such history, so that whoever asks does without', async () => {
  const locate = createEventLocator(theatre.client, 'default');
  await expect(locate({ workflow_id: 'gone', run_id: '', activity_id: '1' })).rejects.toThrow();
});
