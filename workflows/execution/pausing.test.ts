import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTimeSkipping } from '../../tests/harness/time-skipping/index.ts';
import { openTheatre, type Performance, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import { action, askApprovers, computed, gate, plan, setBudget, waitFor } from '../../tests/rehearsal/plans.ts';
import { approvalAsked, readRecords, statusShown } from '../../tests/rehearsal/records.ts';
import { messageNames, steeringNames } from '../messages.ts';

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
  Object.assign(theatre.stage, { live_budget_minor: 10_000, meddling: 0, facts: {}, stopped_by: '' });
  for (const list of [theatre.stage.applied, theatre.stage.calls]) list.length = 0;
});

const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });
const pause = ({ handle }: Performance, pause_id: string) =>
  handle.signal(steeringNames.pause, { pause_id, reason: 'incident' });
const resume = ({ handle }: Performance, pause_id: string) =>
  handle.signal(steeringNames.resume, { pause_id, reason: 'over' });
const decide = ({ handle }: Performance, signal: object) => handle.signal(messageNames.decide, signal);
const shownInTemporal = async ({ handle }: Performance) => (await handle.describe()).searchAttributes.MbiStatus?.[0];

const stopped = () => vi.waitUntil(() => theatre.stage.calls.includes('stopped'), { timeout: 30_000 });

describe('an execution that is paused', () => {
  it('from the start begins nothing until each pause is lifted, and says so', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const performance = await theatre.start(plan([echo('a', '1')]), { paused_by: [one, two] });
    await statusShown(theatre, performance, 'paused');
    await resume(performance, one);
    await resume(performance, randomUUID());
    await time.sleep(1_000);
    expect(theatre.stage.calls).toEqual([]);
    expect(await shownInTemporal(performance)).toBe('paused');
    await resume(performance, two);
    expect(await performance.handle.result()).toMatchObject({ status: 'completed', outputs: { a: 1 } });
    const { events } = await readRecords(theatre, performance);
    const statuses = events.filter(({ type }) => type === 'execution.status_changed').map(({ data }) => data.status);
    expect(statuses).toEqual(['paused', 'running']);
  });

  it('lets a wait run out and parks at the step after it', async () => {
    const performance = await theatre.start(plan([waitFor('w', 60), echo('a', '1')]));
    await statusShown(theatre, performance, 'waiting');
    const id = randomUUID();
    await pause(performance, id);
    await statusShown(theatre, performance, 'paused');
    await time.sleep(120_000);
    const { steps } = await readRecords(theatre, performance);
    expect(steps.map(({ step_id, status }) => `${step_id} ${status}`)).toEqual(['w completed']);
    expect(theatre.stage.calls).toEqual([]);
    await resume(performance, id);
    expect(await performance.handle.result()).toMatchObject({ outputs: { a: 1 } });
  });

  it('stops the clock of what people are asked: the deadline moves by the time that was paused', async () => {
    const performance = await theatre.start(plan([gate('ok', { timeout_seconds: 100 })]));
    const before = await approvalAsked(theatre, performance);
    await time.sleep(50_000);
    const id = randomUUID();
    await pause(performance, id);
    await time.sleep(1_000_000);
    const frozen = (await readRecords(theatre, performance)).approvals[0];
    expect(frozen).toMatchObject({ status: 'pending', frozen_at: expect.any(Date) });
    await resume(performance, id);
    await time.sleep(25_000);
    const after = (await readRecords(theatre, performance)).approvals[0];
    expect(after).toMatchObject({ status: 'pending', frozen_at: null });
    const moved_ms = (after?.expires_at.getTime() ?? 0) - before.expires_at.getTime();
    expect(moved_ms).toBeGreaterThanOrEqual(1_000_000);
    expect(moved_ms).toBeLessThan(1_020_000);
    expect(await shownInTemporal(performance)).toBe('waiting_for_approval');
    expect(await performance.handle.result()).toMatchObject({ status: 'expired' });
  });

  it('still hears a yes, but applies nothing and lets nothing become final before it goes on', async () => {
    const undoable = plan([setBudget('raise', 12_000)], { approval: { ...askApprovers, undo_window_seconds: 600 } });
    const performance = await theatre.start(undoable);
    const asked = await approvalAsked(theatre, performance);
    const id = randomUUID();
    await pause(performance, id);
    await statusShown(theatre, performance, 'paused');
    const yes = theatre.decision('ann', asked);
    await decide(performance, yes);
    await time.sleep(10_000_000);
    expect((await readRecords(theatre, performance)).approvals[0]?.status).toBe('undo_window');
    await performance.handle.signal(messageNames.withdraw, { ...yes, decision_id: randomUUID() });
    await time.sleep(1_000);
    expect((await readRecords(theatre, performance)).approvals[0]?.status).toBe('pending');
    await decide(performance, theatre.decision('bob', asked));
    await resume(performance, id);
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(theatre.stage.applied).toEqual([12_000]);
  });

  it('keeps an approved change back until it goes on', async () => {
    const performance = await theatre.start(plan([setBudget('raise', 12_000)]));
    const asked = await approvalAsked(theatre, performance);
    const id = randomUUID();
    await pause(performance, id);
    await decide(performance, theatre.decision('ann', asked));
    await time.sleep(100_000);
    expect((await readRecords(theatre, performance)).approvals[0]?.status).toBe('approved');
    expect(theatre.stage.applied).toEqual([]);
    await resume(performance, id);
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(theatre.stage.applied).toEqual([12_000]);
  });
});

describe('a change that a pause stops at the last moment', () => {
  it('is planned again after it, and the same plan needs no second yes', async () => {
    const id = randomUUID();
    theatre.stage.stopped_by = id;
    const performance = await theatre.start(plan([setBudget('raise', 12_000)]));
    await decide(performance, theatre.decision('ann', await approvalAsked(theatre, performance)));
    await stopped();
    await pause(performance, id);
    await statusShown(theatre, performance, 'paused');
    expect(theatre.stage.applied).toEqual([]);
    theatre.stage.stopped_by = '';
    await resume(performance, id);
    expect(await performance.handle.result()).toMatchObject({ outputs: { raise: { applied: true } } });
    expect(theatre.stage.calls).toEqual(['plan 10000->12000', 'stopped', 'plan 10000->12000']);
    expect((await readRecords(theatre, performance)).approvals).toHaveLength(1);
  });

  it('is asked about again when the world has changed meanwhile', async () => {
    const id = randomUUID();
    theatre.stage.stopped_by = id;
    const performance = await theatre.start(plan([setBudget('raise', 12_000)]));
    await decide(performance, theatre.decision('ann', await approvalAsked(theatre, performance)));
    await stopped();
    await pause(performance, id);
    await statusShown(theatre, performance, 'paused');
    Object.assign(theatre.stage, { stopped_by: '', live_budget_minor: 11_500 });
    await resume(performance, id);
    const second = await approvalAsked(theatre, performance, 2);
    expect(second.change_set?.changes[0]).toMatchObject({ before: 11_500, after: 12_000 });
    await decide(performance, theatre.decision('bob', second, { decision: 'reject' }));
    expect(await performance.handle.result()).toMatchObject({ status: 'rejected' });
    expect(theatre.stage.applied).toEqual([]);
  });

  it('is tried again although nobody told the execution of the pause or of its end', async () => {
    theatre.stage.stopped_by = randomUUID();
    const performance = await theatre.start(plan([setBudget('raise', 12_000)]));
    await decide(performance, theatre.decision('ann', await approvalAsked(theatre, performance)));
    await stopped();
    theatre.stage.stopped_by = '';
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
    expect(theatre.stage.applied).toEqual([12_000]);
  });
});

describe('an execution that is called off', () => {
  const cancel = ({ handle }: Performance, more = {}) =>
    handle.signal(steeringNames.cancel, {
      compensate: false,
      reason: 'wrong week',
      actor: theatre.people.cas,
      ...more,
    });
  const steps = [setBudget('raise', 12_000), gate('ok')];
  const noQuestion = { source: 'false', line: 1 };
  const started = async () => {
    const story = plan(steps);
    const performance = await theatre.start({
      ...story,
      guardrails: { ...story.guardrails, require_approval_if: noQuestion },
    });
    await approvalAsked(theatre, performance);
    return performance;
  };

  it('ends as cancelled in the name of who did it, and takes back what it asked', async () => {
    const performance = await started();
    await cancel(performance);
    await cancel(performance, { reason: 'again' }).catch(() => undefined);
    expect(await performance.handle.result()).toMatchObject({ status: 'cancelled' });
    const { execution, approvals } = await readRecords(theatre, performance);
    expect(approvals).toMatchObject([{ status: 'cancelled' }]);
    expect(execution).toMatchObject({
      status: 'cancelled',
      error_code: 'EXECUTION_CANCELLED',
      error_details: { cancelled_by: theatre.people.cas.email, reason: 'wrong week', compensated: false },
    });
    expect(theatre.stage.live_budget_minor).toBe(12_000);
  });

  it('undoes what it had applied first, where that is asked for', async () => {
    const performance = await started();
    expect(theatre.stage.live_budget_minor).toBe(12_000);
    await cancel(performance, { compensate: true });
    expect(await performance.handle.result()).toMatchObject({ status: 'cancelled' });
    expect(theatre.stage.live_budget_minor).toBe(10_000);
  });

  it('while it is paused ends at once when nothing is to be undone, and else when it may undo again', async () => {
    const id = randomUUID();
    const [plain, undoing] = await Promise.all([1, 2].map(() => theatre.start(plan(steps), { paused_by: [id] })));
    if (plain === undefined || undoing === undefined) throw new Error('Two are needed');
    for (const performance of [plain, undoing]) await statusShown(theatre, performance, 'paused');
    await Promise.all([cancel(plain), cancel(undoing, { compensate: true })]);
    // Not by waiting for the result: that would let time fly, past the end of what is still parked.
    await vi.waitUntil(async () => (await plain.handle.describe()).status.name === 'COMPLETED', { timeout: 30_000 });
    expect((await undoing.handle.describe()).status.name).toBe('RUNNING');
    expect((await readRecords(theatre, undoing)).execution.status).toBe('paused');
    await resume(undoing, id);
    expect(await undoing.handle.result()).toMatchObject({ status: 'cancelled' });
    expect(theatre.stage.applied).toEqual([]);
  });

  it('by a message that nobody signed goes on', async () => {
    const performance = await theatre.start(plan([gate('ok')]));
    const asked = await approvalAsked(theatre, performance);
    for (const odd of [
      null,
      {},
      { compensate: false, reason: 'x' },
      { compensate: 'yes', actor: theatre.people.cas },
    ]) {
      await performance.handle.signal(steeringNames.cancel, odd);
      await performance.handle.signal(steeringNames.pause, odd);
    }
    await decide(performance, theatre.decision('ann', asked));
    expect(await performance.handle.result()).toMatchObject({ status: 'completed' });
  });
});
