import { describe, expect, it } from 'vitest';
import { obtainBundle } from '../../worker/bundle.ts';
import { openIsolate } from '../../worker/stage/isolate.ts';
import type { Performance } from '../../worker/stage/play.ts';
import { openStage, type Stage } from '../../worker/stage/stage.ts';
import { action, plan } from '../rehearsal/plans.ts';
import { echoes, playOf, scriptOf } from '../stage/play-plan.ts';
import { milliseconds, report } from './report.ts';
import { quantile } from './statistics.ts';

const sizes = [500, 1_000, 2_000, 4_000, 8_000];
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const linear = (steps: number) => plan(Array.from({ length: steps }, (_, index) => action(`step_${index}`, 'noop')));

// Processor time, not wall: nothing is waited for here, and other programs on the machine must not count.
const processorMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function played(on: Stage, steps: number): Promise<{ readonly ms: number; readonly performance: Performance }> {
  const play = playOf(linear(steps));
  const begun = processorMs();
  const seen = await on.play(play, scriptOf(echoes));
  return { ms: processorMs() - begun, performance: seen };
}

async function measure(stage: Stage, what: string): Promise<void> {
  await played(stage, 200);
  const medians: number[] = [];
  for (const steps of sizes) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push((await played(stage, steps)).ms);
    medians.push(quantile(times, 0.5));
  }
  const each = medians.map((median, index) => median / (sizes[index] ?? 1));
  report(`${what}: one step, p50 of runs`, each.map((ms) => ms.toFixed(3)).join(' / '), '≤ 0.3 ms');
  report(`${what}: growth exponent`, exponent(sizes, medians).toFixed(3), '≤ 1.05');
  expect(medians.every(Number.isFinite)).toBe(true);
  const { performance: seen } = await played(stage, 500);
  const [record] = seen.histories;
  if (record === undefined) throw new TypeError('Nothing was played');
  const times: number[] = [];
  for (let round = 0; round < rounds * 2; round += 1) {
    const begun = processorMs();
    expect(await stage.replay(record)).toBeNull();
    times.push((processorMs() - begun) / record.events);
  }
  report(`${what}: cold replay of one event, p50`, milliseconds(quantile(times, 0.5)), '≤ 0.5 ms');
}

describe(`the interpreter on the stage, plans of ${sizes.join(', ')} steps`, () => {
  it('alone', async () => {
    const stage = await openStage();
    await measure(stage, 'interpreter');
    await stage.close();
  });

  it('with the hooks on each promise and the watch on each call that a worker has', async () => {
    const stage = await openStage({ as_worker: true });
    await measure(stage, 'in a worker');
    await stage.close();
  });

  it('making room for one execution', async () => {
    const isolate = await openIsolate(await obtainBundle());
    const times: number[] = [];
    for (let round = 0; round < 200; round += 1) {
      const run_id = `run-${round}`;
      const identity = { workflow_id: run_id, workflow_type: 'w', run_id, first_run_id: run_id };
      const begun = processorMs();
      const workflow = await isolate.create({ ...identity, began_ms: 0, now_ms: 0, parent: null });
      times.push(processorMs() - begun);
      await workflow.dispose();
    }
    await isolate.close();
    report('making room for one execution, p50', milliseconds(quantile(times, 0.5)), '');
  });
});

/** The slope of the line through the logarithms, by least squares. */
function exponent(across: readonly number[], up: readonly number[]): number {
  const x = across.map(Math.log);
  const y = up.map(Math.log);
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const top = x.reduce((sum, each, index) => sum + (each - meanX) * ((y[index] ?? 0) - meanY), 0);
  return top / x.reduce((sum, each) => sum + (each - meanX) ** 2, 0);
}
