import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { openTheatre, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import { action, attempt, computed, literal, parallel, plan, setBudget } from '../../tests/rehearsal/plans.ts';
import { readRecords } from '../../tests/rehearsal/records.ts';
import { steeringNames } from '../messages.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());
beforeEach(() => {
  Object.assign(theatre.stage, { live_budget_minor: 10_000, meddling: 0, facts: { autonomy_earned: true } });
  for (const list of [theatre.stage.applied, theatre.stage.calls]) list.length = 0;
  theatre.stage.written.clear();
});

const sure = action('sure', 'echo', {
  params: { value: literal({ confidence: 0.95, risk_level: 'low' }) },
  output: 'judged',
});
const auto = { guardrails: { ...plan([]).guardrails, autonomy: 'auto' as const } };
const echo = (id: string, source: string) => action(id, 'echo', { params: { value: computed(source) }, output: id });
const broken = action('broken', 'fail', { params: { code: literal('PLATFORM_REFUSED') }, on_error: 'compensate' });
const writes = [sure, setBudget('one', 12_000), setBudget('two', 13_000)];
const undone = 'undone by compensation';

describe('a step that fails with `on_error: compensate`', () => {
  it('has everything undone that the execution applied, and fails then with its own error', async () => {
    const performance = await theatre.start(plan([...writes, broken], auto));
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { cause: { type: 'PLATFORM_REFUSED' } } });
    expect(theatre.stage.applied).toEqual([12_000, 13_000, 10_000]);
    expect(theatre.stage.calls.slice(-3)).toEqual(['undo 12000,13000', undone, 'undo ']);
    const { execution, steps } = await readRecords(theatre, performance);
    expect(execution).toMatchObject({ status: 'failed', error_code: 'PLATFORM_REFUSED' });
    expect(steps.some((step) => step.step_id === '(compensation)' && step.status === 'completed')).toBe(true);
  });

  it('is content when nothing was applied', async () => {
    const performance = await theatre.start(plan([broken], auto));
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { cause: { type: 'PLATFORM_REFUSED' } } });
    expect(theatre.stage.applied).toEqual([]);
  });

  it('has it undone before a catch goes on, and only once', async () => {
    const story = plan([attempt('t', [...writes, broken], [echo('why', 'error.code')]), echo('after', 'why')], auto);
    const performance = await theatre.start(story);
    expect(await performance.handle.result()).toMatchObject({
      status: 'completed',
      outputs: { why: 'PLATFORM_REFUSED' },
    });
    const { calls } = theatre.stage;
    expect(calls.indexOf(undone)).toBeLessThan(calls.indexOf('echo why'));
    expect(calls.filter((call) => call === undone)).toHaveLength(1);
  });

  it('waits for the branches beside it, so that nothing is applied after the way back', async () => {
    const beside = parallel('p', 'all', [broken], [setBudget('two', 13_000)]);
    const performance = await theatre.start(plan([sure, setBudget('one', 12_000), beside], auto));
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { cause: { type: 'PLATFORM_REFUSED' } } });
    expect(theatre.stage.live_budget_minor).toBe(10_000);
    expect(theatre.stage.calls.at(-1)).toBe('undo ');
  });

  it('is undone before on_failure runs', async () => {
    const performance = await theatre.start(
      plan([...writes, broken], { ...auto, on_failure: [echo('told', 'error.code')] }),
    );
    await expect(performance.handle.result()).rejects.toThrow();
    expect(theatre.stage.calls.slice(-2)).toEqual(['undo ', 'echo told']);
  });

  it('waits while a pause stops the way back, however often, and goes on when it is lifted', async () => {
    theatre.stage.refuses_back.push('SCOPE_PAUSED', 'SCOPE_PAUSED', 'SCOPE_PAUSED', 'SCOPE_PAUSED');
    const performance = await theatre.start(plan([...writes, broken], auto));
    await performance.handle.signal(steeringNames.resume, { pause_id: 'p1', reason: '' });
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { cause: { type: 'PLATFORM_REFUSED' } } });
    expect(theatre.stage.applied).toEqual([12_000, 13_000, 10_000]);
    expect(theatre.stage.calls.filter((call) => call === undone)).toHaveLength(5);
  });

  it('plans the way back again when the value moves while it is undone', async () => {
    const performance = await theatre.start(
      plan([...writes, action('hand', 'meddle', { params: { later: literal(true) } }), broken], auto),
    );
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { type: 'COMPENSATION_FAILED' } });
    expect(theatre.stage.calls.slice(-3)).toEqual(['undo 12000,13000', undone, 'undo 12000,13000']);
  });

  it('fails as COMPENSATION_FAILED with what stands, when somebody has changed the value since', async () => {
    const performance = await theatre.start(plan([...writes, action('hand', 'meddle'), broken], auto));
    await expect(performance.handle.result()).rejects.toMatchObject({ cause: { type: 'COMPENSATION_FAILED' } });
    expect((await readRecords(theatre, performance)).execution).toMatchObject({
      status: 'failed',
      error_code: 'COMPENSATION_FAILED',
      error_details: {
        standing: [{ entity_id: 'c123', written: 13_000 }],
        error: { code: 'PLATFORM_REFUSED', step_id: 'broken' },
      },
    });
  });
});

it('a shadow run has nothing to undo and asks for nothing', async () => {
  const performance = await theatre.start(plan([...writes, broken], auto), { mode: 'shadow' });
  await expect(performance.handle.result()).rejects.toThrow();
  expect(theatre.stage.calls.filter((call) => call.startsWith('und'))).toEqual([]);
});
