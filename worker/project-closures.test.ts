import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReadModel } from '../activities/journal/read-model.ts';
import { temporalAddress } from '../tests/harness/temporal.ts';
import { openTheatre, type Performance, type Theatre } from '../tests/rehearsal/open-theatre.ts';
import { action, literal, plan, setBudget, waitFor } from '../tests/rehearsal/plans.ts';
import { approvalAsked, readRecords, statusShown } from '../tests/rehearsal/records.ts';
import { messageNames, startOptions } from '../workflows/messages.ts';
import { sweepClosures } from './project-closures.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress() });
});
afterAll(() => theatre.close());

const sweep = () =>
  sweepClosures(
    {
      ...{ client: theatre.client, task_queue: theatre.task_queue, log: theatre.log },
      database: theatre.database.app,
      readModel: createReadModel({ database: theatre.database.app }),
    },
    new Date(Date.now() - 3_600_000),
  );

/** Visibility lags a moment behind; sweeps until the execution has its end. */
async function sweptRecords(performance: Performance) {
  for (;;) {
    await sweep();
    const records = await readRecords(theatre, performance);
    if (records.execution.finished_at !== null) return records;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('an execution that ended unseen', () => {
  it('is closed with its result when the last report was lost', async () => {
    const performance = await theatre.start(
      plan([action('a', 'echo', { params: { value: literal(5) }, output: 'a' })]),
    );
    await performance.handle.result();
    await theatre.drain();
    await theatre.database.owner.sql.begin(async (sql) => {
      await sql`select set_config('app.tenant_id', ${theatre.tenant_id}, true)`;
      await sql`update executions set status = 'running', finished_at = null, outputs = null
        where execution_id = ${performance.input.execution_id}`;
    });
    const { execution } = await sweptRecords(performance);
    expect(execution).toMatchObject({ status: 'completed', outputs: { a: 5 }, error_code: null });
  });

  it('is closed as failed, with its open question, when somebody terminated it', async () => {
    const performance = await theatre.start(plan([setBudget('raise', 12_000)]));
    await approvalAsked(theatre, performance);
    await performance.handle.terminate('a drill');
    const { execution, approvals } = await sweptRecords(performance);
    expect(execution).toMatchObject({ status: 'failed', error_code: 'EXECUTION_TERMINATED' });
    expect(approvals).toMatchObject([{ status: 'cancelled' }]);
  });

  it('is closed as failed when it took longer than the playbook allows', async () => {
    const performance = await theatre.start(plan([waitFor('w', 600)], { timeout_seconds: 1 }));
    const { execution } = await sweptRecords(performance);
    expect(execution).toMatchObject({ status: 'failed', error_code: 'EXECUTION_TIMED_OUT' });
  });

  it('is left alone when it has its end, or has none yet', async () => {
    const done = await theatre.start(plan([action('a', 'noop')]));
    await done.handle.result();
    await statusShown(theatre, done, 'completed');
    const open = await theatre.start(plan([waitFor('w', 600)]));
    await statusShown(theatre, open, 'waiting');
    await sweep();
    expect((await readRecords(theatre, open)).execution.finished_at).toBeNull();
    const before = (await readRecords(theatre, done)).events.length;
    await sweep();
    expect((await readRecords(theatre, done)).events).toHaveLength(before);
    await open.handle.cancel();
  });
});

it('what was decided before the end stands, however late the sweep comes', async () => {
  const performance = await theatre.start(plan([setBudget('raise', 13_000)]));
  const asked = await approvalAsked(theatre, performance);
  await performance.handle.signal(messageNames.decide, theatre.decision('ann', asked, { decision: 'reject' }));
  await performance.handle.result();
  await theatre.drain();
  await sweep();
  const { approvals, execution } = await readRecords(theatre, performance);
  expect(approvals).toMatchObject([{ status: 'rejected' }]);
  expect(execution.status).toBe('rejected');
  expect(startOptions(performance.input).workflowId).toBe(performance.handle.workflowId);
});
