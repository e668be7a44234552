import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalAddress } from '../tests/harness/temporal.ts';
import { openTheatre, type Theatre } from '../tests/rehearsal/open-theatre.ts';
import { gate, plan } from '../tests/rehearsal/plans.ts';
import { approvalAsked } from '../tests/rehearsal/records.ts';
import { annSays, echoes, playOf, scriptOf } from '../tests/stage/play-plan.ts';
import { openStage } from '../worker/stage/stage.ts';
import { messageNames } from './messages.ts';
import { interceptors } from './unnoted-promises.ts';

type Inside = NonNullable<NonNullable<ReturnType<typeof interceptors>['internals']>[number]>;
type Activation = Parameters<NonNullable<Inside['activate']>>[0];

/** WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND of Temporal's API. */
const ownCause = 17;
const asked = plan([gate('ok', { quorum: 1, timeout_seconds: 86_400 })]);

describe('a flood of signals in one workflow task', () => {
  it('is over before the task may take no longer, with ten thousand of them, and the one that counts is heard', async () => {
    const stage = await openStage({ as_worker: true });
    const script = scriptOf(echoes, (approval, director) => {
      const { args, ...rest } = annSays('approve', approval.approval_id);
      for (let sent = 0; sent < 10_000; sent += 1) {
        const forged = args.map((each) => ({ ...each, decision_id: `forged ${sent}`, plan_digest: 'old' }));
        director.after(1_000, { ...rest, args: forged });
      }
      director.after(2_000, { ...rest, args });
    });
    const { ending } = await stage.play(playOf(asked, { deliver: 'together' }), script);
    expect(ending).toMatchObject({ kind: 'returned', value: { status: 'completed' } });
    await stage.close();
  });

  it('takes the stack from what the SDK notes and from no real error, and only while a task is at work', () => {
    const [inside] = interceptors().internals ?? [];
    const seen: unknown[] = [];
    const look = () => void seen.push(new Error().stack, new Error('told').stack, new TypeError().stack);
    const input: Activation = Object.assign(Object.create(null), { activation: { jobs: [{}] } });
    inside?.activate?.(input, look);
    inside?.concludeActivation?.({ commands: [] }, (given) => given);
    look();
    const shown = seen.map((stack) => typeof stack === 'string' && stack.includes('unnoted-promises.test.ts'));
    expect(shown).toEqual([false, true, true, true, true, true]);
  });
});

describe('a flood of signals on a server', () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await openTheatre({ address: temporalAddress() });
  });
  afterAll(() => theatre.close());

  it('of two thousand fails no workflow task', async () => {
    const performance = await theatre.start(asked);
    const { handle } = performance;
    const approval = await approvalAsked(theatre, performance);
    const forged = Array.from({ length: 2_000 }, () => theatre.decision('ann', approval, { plan_digest: 'old' }));
    for (let sent = 0; sent < forged.length; sent += 500) {
      await Promise.all(forged.slice(sent, sent + 500).map((each) => handle.signal(messageNames.decide, each)));
    }
    await handle.signal(messageNames.decide, theatre.decision('ann', approval));
    expect(await handle.result()).toMatchObject({ status: 'completed' });
    const { events } = await handle.fetchHistory();
    // The server itself breaks a task off when a hundred signals wait for its end; what it must not see is a failing worker.
    const causes = events?.map((event) => event.workflowTaskFailedEventAttributes?.cause ?? ownCause);
    expect(new Set(causes)).toEqual(new Set([ownCause]));
  });
});
