import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { bundleWorkflowCode } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActionCall } from '../../contracts/activity-envelope.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { openTheatre, type Theatre } from '../rehearsal/open-theatre.ts';
import { action, plan } from '../rehearsal/plans.ts';
import { milliseconds, report } from './report.ts';
import { medianRatio, quantile } from './statistics.ts';

const steps = 100;
const pairs = Number(process.env.BENCH_PAIRS ?? 25);
const linear = plan(Array.from({ length: steps }, (_, index) => action(`step_${index}`, 'noop')));
const folder = mkdtempSync(join(tmpdir(), 'mbi-bench-'));

let theatre: Theatre;
beforeAll(async () => {
  const workflowsPath = fileURLToPath(new URL('./workflows.ts', import.meta.url));
  const quiet = { trace() {}, debug() {}, info() {}, warn: console.error, error: console.error, log() {} };
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: quiet });
  const bundle_path = join(folder, 'bundle.js');
  writeFileSync(bundle_path, code);
  theatre = await openTheatre({ address: temporalAddress(), bundle_path });
});
afterAll(async () => {
  await theatre.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The very calls that the interpreter makes for the linear plan. */
function callsOf(input: ExecutionInput): readonly { action_id: string; call: ActionCall }[] {
  return linear.steps.map((step) => ({
    action_id: 'RehearsalAgent.noop',
    call: {
      phase: 'run',
      params: {},
      origin: {
        tenant_id: input.tenant_id,
        execution_id: input.execution_id,
        playbook_id: linear.playbook_id,
        step_id: step.id,
        line: step.line,
        iteration: '',
        mode: 'live',
        requested_by: input.requested_by,
        campaign_id: 'c123',
        idempotency_key: `${input.execution_id}/${step.id}/`,
      },
    },
  }));
}

async function timed(run: () => Promise<WorkflowHandle>): Promise<{ wall: number; handle: WorkflowHandle }> {
  const begun = performance.now();
  const handle = await run();
  await handle.result();
  return { wall: performance.now() - begun, handle };
}

const ours = () => timed(async () => (await theatre.start(linear)).handle);
const theirs = () =>
  timed(async () => {
    const input = theatre.inputOf(linear);
    await theatre.enlist(input);
    return theatre.client.workflow.start('linear_twin', {
      workflowId: `twin-${randomUUID()}`,
      taskQueue: theatre.task_queue,
      args: [callsOf(input)],
    });
  });
const eventsOf = async (handle: WorkflowHandle) => (await handle.fetchHistory()).events?.length ?? 0;

describe('the interpreter against a workflow written by hand', () => {
  it(`${steps} steps that do nothing`, async () => {
    await ours();
    await theirs();
    const measured: { ours: number; theirs: number }[] = [];
    let events = { ours: 0, theirs: 0 };
    for (let pair = 0; pair < pairs; pair += 1) {
      // A B, then B A: what drifts during the run hits both alike.
      const first = await (pair % 2 === 0 ? ours() : theirs());
      const second = await (pair % 2 === 0 ? theirs() : ours());
      const [mine, twin] = pair % 2 === 0 ? [first, second] : [second, first];
      measured.push({ ours: mine.wall, theirs: twin.wall });
      events = { ours: await eventsOf(mine.handle), theirs: await eventsOf(twin.handle) };
    }
    const ratio = medianRatio(measured, 20_261_121);
    const unit = quantile(
      measured.map((pair) => pair.theirs / steps),
      0.5,
    );
    report(
      'history events, playbook / hand-written',
      `${(events.ours / events.theirs).toFixed(2)} (${events.ours} / ${events.theirs})`,
      '1.00',
    );
    report(
      'wall, playbook / hand-written, median of pairs',
      `${ratio.median.toFixed(3)} [${ratio.low.toFixed(3)}, ${ratio.high.toFixed(3)}] n=${ratio.pairs}`,
      '≤ 1.05',
    );
    report('one step of the hand-written workflow (TSU)', milliseconds(unit), '');
    expect(events.ours).toBe(events.theirs);
  });
});
