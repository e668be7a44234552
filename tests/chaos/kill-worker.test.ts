import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../activities/ad-platforms/testing/stage.ts';
import { type FailpointName, failpointNames } from '../../activities/ad-platforms/write/failpoints.ts';
import { verifyAudit } from '../../db/queries/audit.ts';
import { changeSets, receipts, writeIntents } from '../../db/schema/index.ts';
import { startProcess } from '../../start/processes/start-process.ts';
import { messageNames, startOptions } from '../../workflows/messages.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { addPeople, approverSaysYes, prepareRaise, raisedBudgetMinor } from './budget-raise.ts';

type Outcome = Awaited<ReturnType<typeof killAndRestart>>;

let stage: Stage;
let connection: Connection;
let logs: string;
const outcomes = new Map<FailpointName, Outcome>();

/** All failpoints at once, each with its own worker, queue and campaign: most of the time is waiting for heartbeats. */
beforeAll(async () => {
  logs = mkdtempSync(join(tmpdir(), 'mbi-chaos-'));
  [stage, connection] = await Promise.all([
    openStage({ read_lag_seconds: 0.5 }),
    Connection.connect({ address: temporalAddress() }),
  ]);
  await addPeople(stage);
  await Promise.all(failpointNames.map(async (name) => outcomes.set(name, await killAndRestart(name))));
}, 120_000);
afterAll(async () => {
  for (const [name, { seconds, settled_by }] of outcomes)
    console.info(`killed at ${name.padEnd(22)} done ${seconds.toFixed(1)} s after the restart, ${settled_by}`);
  await connection.close();
  await stage.close();
  rmSync(logs, { recursive: true, force: true });
});

/** The real worker as a process of its own, on a task queue of its own. */
function startWorker(queue: string, failpoint: FailpointName | null) {
  return startProcess({
    name: `worker ${queue}`,
    entry: 'worker/main.ts',
    environment: {
      ...stage.environment,
      DATABASE_URL: stage.database.app_url,
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_TASK_QUEUE: queue,
      MBI_LOG_LEVEL: 'warn',
      MBI_FAILPOINT: failpoint === null ? '' : `${failpoint}:1`,
    },
    log_file: join(logs, `${queue}.log`),
    ready_within_seconds: 60,
  });
}

async function killAndRestart(failpoint: FailpointName) {
  const queue = `chaos-${failpoint}-${process.pid}`;
  const [doomed, { campaign_id, input }] = await Promise.all([startWorker(queue, failpoint), prepareRaise(stage)]);
  const client = new Client({ connection });
  const handle = await client.workflow.start(input.plan.playbook_id, startOptions(input, queue));
  await handle.signal(messageNames.decide, await approverSaysYes(stage, input.execution_id));
  const ended = await Promise.race([doomed.exited.then(() => 'killed'), handle.result().then(() => 'survived')]);

  const worker = await startWorker(queue, null);
  const restarted = performance.now();
  const result: unknown = await handle.result().finally(() => worker.stop());
  const seconds = (performance.now() - restarted) / 1000;
  const [receipt, ...more] = await stage.inTenant((tx) =>
    tx.select().from(receipts).where(eq(receipts.campaign_id, campaign_id)),
  );
  return { campaign_id, ended, result, seconds, receipt, more, settled_by: receipt?.settled_by };
}

function outcomeOf(name: FailpointName): Outcome {
  const outcome = outcomes.get(name);
  if (outcome === undefined) throw new Error(`Nothing is known of ${name}.`);
  return outcome;
}

describe.each(failpointNames)('a worker killed with -9 at %s, and started again', (name) => {
  it('was really killed there', () => {
    expect(outcomeOf(name).ended).toBe('killed');
  });

  it('ends its execution, with the approved change applied exactly once', async () => {
    const { campaign_id, result } = outcomeOf(name);
    expect(result).toMatchObject({ status: 'completed' });
    const ledger = await stage.sandbox.ledgerOf(campaign_id);
    expect(ledger).toMatchObject([{ field: 'daily_budget', before: 40_000, after: raisedBudgetMinor }]);
  });

  it('has one receipt, and an approval for exactly that plan', async () => {
    const { campaign_id, receipt, more } = outcomeOf(name);
    expect(receipt).toMatchObject({ change: { before: 40_000, after: raisedBudgetMinor } });
    expect(more).toEqual([]);
    await stage.inTenant(async (tx) => {
      const intents = await tx.select().from(writeIntents).where(eq(writeIntents.campaign_id, campaign_id));
      expect(intents).toMatchObject([{ state: 'verified' }]);
      const sets = await tx
        .select()
        .from(changeSets)
        .where(eq(changeSets.execution_id, receipt?.execution_id ?? ''));
      expect(sets).toMatchObject([{ state: 'applied', grant_kind: 'approval' }]);
    });
  });
});

describe('after all of them', () => {
  it('the audit log verifies', async () => {
    expect(await stage.inTenant((tx) => verifyAudit(tx))).toMatchObject({ valid: true });
  });
});
