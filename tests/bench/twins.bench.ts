import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obtainBundle } from '../../worker/bundle.ts';
import { messageNames, startOptions } from '../../workflows/messages.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { openTheatre, type Performance, type Theatre } from '../rehearsal/open-theatre.ts';
import { approvalAsked, waitBegun } from '../rehearsal/records.ts';
import { twinPlans } from '../rehearsal/twin-plans.ts';
import { milliseconds, progress, report } from './report.ts';
import { medianRatio, quantile } from './statistics.ts';

const pairs = Number(process.env.BENCH_TWIN_PAIRS ?? 9);
const shapes = [
  ['linear', 'linear'],
  ['fan-out', 'parallel'],
  ['for each', 'for_each'],
  ['conditional', 'switch'],
  ['loop', 'loop'],
  ['approval', 'approval_in_branch'],
  ['mixed', 'mixed'],
] as const;
type Shape = (typeof shapes)[number][1];

let theatre: Theatre;
beforeAll(async () => {
  const bundle_path = await obtainBundle({ entry: 'tests/rehearsal/twins/index.ts' });
  theatre = await openTheatre({ address: temporalAddress(), bundle_path });
});
afterAll(() => theatre.close());

const ours = (shape: Shape) => theatre.start(twinPlans[shape]);
async function theirs(shape: Shape): Promise<Performance> {
  const input = theatre.inputOf(twinPlans[shape]);
  await theatre.enlist(input);
  const handle = await theatre.client.workflow.start(`twin_${shape}`, startOptions(input, theatre.task_queue));
  return { input, handle };
}

/** One execution to its end; who is asked says yes at once. */
async function played(shape: Shape, start: (shape: Shape) => Promise<Performance>) {
  const begun = performance.now();
  const execution = await start(shape);
  if (shape === 'approval_in_branch') {
    const asked = await approvalAsked(theatre, execution);
    await waitBegun(execution);
    await execution.handle.signal(messageNames.decide, theatre.decision('ann', asked));
  }
  await execution.handle.result();
  return { wall: performance.now() - begun, handle: execution.handle };
}

/** Events of a history, and how many of them are tasks: those depend on which answers happen to arrive together. */
async function eventsOf(handle: WorkflowHandle): Promise<{ readonly all: number; readonly tasks: number }> {
  const { events } = await handle.fetchHistory();
  const isTask = (event: object) =>
    ['Scheduled', 'Started', 'Completed', 'Failed', 'TimedOut'].some(
      (end) => Reflect.get(event, `workflowTask${end}EventAttributes`) != null,
    );
  return { all: events?.length ?? 0, tasks: (events ?? []).filter(isTask).length };
}

describe('each shape of playbook against its twin written by hand', () => {
  it.each(shapes)('%s', async (name, shape) => {
    progress(`twins of the shape ${name}, ${pairs} pairs`);
    await played(shape, ours);
    await played(shape, theirs);
    const walls: { ours: number; theirs: number }[] = [];
    const work: number[] = [];
    const all: number[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      // A B, then B A: what drifts during the run hits both alike.
      const first = await played(shape, pair % 2 === 0 ? ours : theirs);
      const second = await played(shape, pair % 2 === 0 ? theirs : ours);
      const [mine, twin] = pair % 2 === 0 ? [first, second] : [second, first];
      walls.push({ ours: mine.wall, theirs: twin.wall });
      const [byUs, byHand] = [await eventsOf(mine.handle), await eventsOf(twin.handle)];
      work.push((byUs.all - byUs.tasks) / (byHand.all - byHand.tasks));
      all.push(byUs.all / byHand.all);
    }
    const wall = medianRatio(walls, 20_261_121);
    report(
      `${name}: events, playbook / hand-written`,
      `${quantile(work, 0.5).toFixed(2)} (with workflow tasks ${quantile(all, 0.5).toFixed(2)})`,
      '1.00',
    );
    report(
      `${name}: wall, playbook / hand-written`,
      `${wall.median.toFixed(3)} [${wall.low.toFixed(3)}, ${wall.high.toFixed(3)}] n=${wall.pairs}, ${milliseconds(
        quantile(
          walls.map((each) => each.theirs),
          0.5,
        ),
      )}`,
      '≤ 1.05',
    );
    // What a playbook does is what the twin does, in every pair; only how it is cut into tasks may differ.
    expect(new Set(work)).toEqual(new Set([1]));
  });
});
