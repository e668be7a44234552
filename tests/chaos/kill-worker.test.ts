import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FailpointName, failpointNames } from '../../activities/ad-platforms/write/failpoints.ts';
import { verifyAudit } from '../../db/queries/audit.ts';
import { changeSets, receipts, writeIntents } from '../../db/schema/index.ts';
import { type RunningProcess, startProcess } from '../../start/processes/start-process.ts';
import { messageNames, startOptions } from '../../workflows/messages.ts';
import { openStage, type Stage } from '../ad-platforms/stage.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { addPeople, approverSaysYes, prepareRaise, raisedBudgetMinor } from './budget-raise.ts';

type Outcome = Awaited<ReturnType<typeof recover>>;

let stage: Stage;
let connection: Connection;
let logs: string;
let comeback: RunningProcess | null = null;
const outcomes = new Map<FailpointName, Outcome>();
const queueOf = (name: FailpointName) => `chaos-${name}-${process.pid}`;

/** All failpoints at once, each with its own worker, queue and campaign: most of the time is waiting for heartbeats. */
beforeAll(async () => {
  logs = mkdtempSync(join(tmpdir(), 'mbi-chaos-'));
  [stage, connection] = await Promise.all([
    openStage({ read_lag_seconds: 0.5 }),
    Connection.connect({ address: temporalAddress() }),
  ]);
  await addPeople(stage);
  const killed = await Promise.all(failpointNames.map(kill));
  comeback = await start('tests/chaos/recovery-worker.ts', { CHAOS_QUEUES: failpointNames.map(queueOf).join(',') });
  const restarted = performance.now();
  await Promise.all(killed.map(async (victim) => outcomes.set(victim.name, await recover(victim, restarted))));
}, 150_000);
afterAll(async () => {
  for (const [name, { seconds, settled_by }] of outcomes)
    console.info(`killed at ${name.padEnd(22)} done ${seconds.toFixed(1)} s after the restart, ${settled_by}`);
  comeback?.kill();
  await comeback?.exited;
  await connection.close();
  await stage.close();
  rmSync(logs, { recursive: true, force: true });
});

function start(entry: string, environment: Readonly<Record<string, string>>) {
  return startProcess({
    name: entry,
    entry,
    environment: {
      ...stage.environment,
      DATABASE_URL: stage.database.app_url,
      TEMPORAL_ADDRESS: temporalAddress(),
      MBI_LOG_LEVEL: 'warn',
      ...environment,
    },
    log_file: join(logs, `${environment.TEMPORAL_TASK_QUEUE ?? 'comeback'}.log`),
    ready_within_seconds: 100,
  });
}

/** Starts the real worker with a failpoint, lets an approved change run into it, and waits until the worker is dead. */
async function kill(name: FailpointName) {
  const queue = queueOf(name);
  const [doomed, { campaign_id, input }] = await Promise.all([
    start('worker/main.ts', { TEMPORAL_TASK_QUEUE: queue, MBI_FAILPOINT: `${name}:1` }),
    prepareRaise(stage),
  ]);
  const client = new Client({ connection });
  const handle = await client.workflow.start(input.plan.playbook_id, startOptions(input, queue));
  await handle.signal(messageNames.decide, await approverSaysYes(stage, input.execution_id));
  const ended = await Promise.race([doomed.exited.then(() => 'killed'), handle.result().then(() => 'survived')]);
  return { name, campaign_id, handle, ended };
}

async function recover({ campaign_id, handle, ended }: Awaited<ReturnType<typeof kill>>, restarted: number) {
  const result: unknown = await handle.result();
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
