import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Platform } from '../../contracts/ad-platform.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import { executions } from '../../db/schema/index.ts';
import { type RunningProcess, startProcess } from '../../start/processes/start-process.ts';
import { messageNames, startOptions } from '../../workflows/messages.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { addPeople, approverSaysYes, raiseOn } from './budget-raise.ts';
import type { ChaosWorld } from './world.ts';

const resultSchema = z.object({ status: z.string() });

/** An execution of the one-step playbook that raises a budget, on a platform. */
export type Run = {
  readonly platform: Platform;
  readonly input: ExecutionInput;
  readonly handle: WorkflowHandle;
};

/** The product's own processes around a chaos world: real workers on a real Temporal server. */
export async function openFullStack(world: ChaosWorld) {
  const { stage } = world;
  const folder = mkdtempSync(join(tmpdir(), 'mbi-chaos-stack-'));
  const connection = await Connection.connect({ address: temporalAddress() });
  const client = new Client({ connection });
  const running = new Set<RunningProcess>();
  await addPeople(stage);

  /** Starts a part of the product with the settings of this stage. */
  async function start(entry: string, environment: Readonly<Record<string, string>>): Promise<RunningProcess> {
    const started = await startProcess({
      name: entry,
      entry,
      environment: {
        ...world.environment,
        DATABASE_URL: stage.database.app_url,
        TEMPORAL_ADDRESS: temporalAddress(),
        MBI_LOG_LEVEL: 'warn',
        ...environment,
      },
      log_file: join(folder, `${environment.TEMPORAL_TASK_QUEUE ?? entry.replaceAll('/', '-')}.log`),
      ready_within_seconds: 100,
    });
    running.add(started);
    void started.exited.then(() => running.delete(started));
    return started;
  }

  async function startRun(platform: Platform, queue: string): Promise<Run> {
    const { input } = await raiseOn(stage, await world.addCampaign(platform));
    world.told.set(input.execution_id, null);
    const handle = await client.workflow.start(input.plan.playbook_id, startOptions(input, queue));
    return { platform, input, handle };
  }

  /** Says yes to what a run asks; again while Temporal cannot be reached, as the outbox would. */
  async function approve({ input, handle }: Run): Promise<void> {
    const decision = await approverSaysYes(stage, input.execution_id);
    await untilReached(() => handle.signal(messageNames.decide, decision));
  }

  /** Waits for the end of a run and remembers what was told, here and there. */
  async function finish({ input, handle }: Run): Promise<string> {
    const { status } = resultSchema.parse(await untilReached(() => handle.result()));
    world.told.set(input.execution_id, { said: status === 'completed' ? 'applied' : 'refused', code: null });
    world.endings.push({
      execution_id: input.execution_id,
      temporal: status,
      projected: await projected(input.execution_id, status),
    });
    return status;
  }

  /** Our row says the same within moments, or never. */
  async function projected(execution_id: string, wanted: string): Promise<string> {
    for (let looks = 0; ; looks += 1) {
      const [row] = await stage.inTenant((tx) =>
        tx.select({ status: executions.status }).from(executions).where(eq(executions.execution_id, execution_id)),
      );
      if (row?.status === wanted || looks === 100) return row?.status ?? 'nothing';
      await pause(100);
    }
  }

  return {
    ...{ client, start, startRun, approve, finish },
    close: async () => {
      const left = [...running];
      for (const each of left) each.kill();
      await Promise.all(left.map((each) => each.exited));
      await connection.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
/** The processes around a world. */
export type FullStack = Awaited<ReturnType<typeof openFullStack>>;

/** Tries again for a minute while the other side cannot be reached. */
async function untilReached<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const unreachable = /UNAVAILABLE|unavailable|ECONNREFUSED|DEADLINE|deadline|closed|Unexpected/.test(
        String(error),
      );
      if (!unreachable || tries === 120) throw error;
      await pause(500);
    }
  }
}
