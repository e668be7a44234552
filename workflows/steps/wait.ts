import { sleep } from '@temporalio/workflow';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { WaitStep } from '../../contracts/plan/index.ts';
import { failure } from '../execution/failures.ts';
import { evaluated, type Frame } from '../execution/frame.ts';
import type { Run } from '../execution/run.ts';

/** A durable pause as one timer; a moment that has passed costs none. Throws EXPRESSION_FAILED when `until` is no time. */
export async function runWait(step: WaitStep, frame: Frame, run: Run): Promise<JsonValue> {
  await run.journey.rest();
  const wait_ms = durationOf(step, frame);
  if (wait_ms <= 0) {
    run.progress.step(step, frame, 'completed', null);
    return null;
  }
  const until = new Date(Date.now() + wait_ms).toISOString();
  run.progress.step(step, frame, 'running', { until });
  run.progress.sleeping(step, true);
  const done = run.progress.working(step, `waiting until ${until}`);
  try {
    await run.journey.during('long', () => sleep(wait_ms, { summary: run.progress.summary(step) }));
  } finally {
    done();
  }
  run.progress.sleeping(step, false);
  run.progress.step(step, frame, 'completed', { until });
  return null;
}

function durationOf(step: WaitStep, frame: Frame): number {
  if (step.wait.kind === 'for') return step.wait.seconds * 1000;
  const { until } = step.wait;
  const moment = evaluated(until, frame);
  const at_ms = typeof moment === 'string' ? Date.parse(moment) : Number.NaN;
  if (!Number.isNaN(at_ms)) return at_ms - Date.now();
  const message = `\`until: ${until.source}\` must be a moment such as 2026-01-31T09:00:00Z.`;
  throw failure('EXPRESSION_FAILED', message, { expression: until.source, line: until.line });
}
